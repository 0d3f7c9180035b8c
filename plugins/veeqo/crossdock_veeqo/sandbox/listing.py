"""Lists: what is asked for of them, page by page, counted in headers.

All lists tell how many records there are; products do not tell the number of pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from crossdock_veeqo.sandbox.refusal import malformed

Record = dict[str, Any]
USUAL_SIZE = 12


class ListPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page and its headers."""

    records: list[Record]
    headers: dict[str, str]


def list_page(
    records: Sequence[Record], query: Mapping[str, str], largest: int, *, tells_pages: bool = True
) -> ListPage:
    """One page of what fits the filters that all lists know; raises Refused for what cannot be read."""
    found = [record for record in records if _fits(record, query)]
    page = max(1, _number(query, "page", 1))
    size = min(max(1, _number(query, "page_size", USUAL_SIZE)), largest)
    headers = {"X-Total-Count": str(len(found))}
    if tells_pages:
        pages = -(-len(found) // size)
        headers |= {"X-Total-Pages-Count": str(pages), "X-Page-Index": str(page), "X-Per-Page": str(size)}
    return ListPage(records=found[(page - 1) * size : page * size], headers=headers)


def _fits(record: Record, query: Mapping[str, str]) -> bool:
    if query.get("since_id") and record["id"] <= _number(query, "since_id", 0):
        return False
    return all(
        _moment(record[field]) >= _moment(query[f"{field}_min"])
        for field in ("created_at", "updated_at")
        if query.get(f"{field}_min")
    )


def _number(query: Mapping[str, str], name: str, otherwise: int) -> int:
    text = query.get(name) or str(otherwise)
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise malformed(f"{name} is not a number")
    return int(text)


def _moment(text: str) -> datetime:
    """ISO 8601, or as documented 'YYYY-MM-DD HH:MM:SS', whose zone is not: UTC here."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise malformed(f"{text} is not a time") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
