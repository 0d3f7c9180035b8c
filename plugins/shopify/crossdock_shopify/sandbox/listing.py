"""Lists: what is asked for of them, page by page, with the `Link` header.

With `page_info`, only `limit` and `fields` may be given again: the rest is kept in it.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import msgspec

from crossdock_shopify.sandbox import inferred
from crossdock_shopify.sandbox.ids import STORE_TIME
from crossdock_shopify.sandbox.refusal import Refused

MOST, USUAL = 250, 50
Record = dict[str, Any]
Key = tuple[int, ...]


class Cursor(msgspec.Struct, frozen=True, kw_only=True):
    """Where a page begins, and what the list it belongs to was asked for."""

    path: str
    filters: dict[str, str]
    after: Key | None = None
    before: Key | None = None

    def written(self) -> str:
        """As it stands in an address."""
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")


class ListPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page, and the cursors of those beside it by relation."""

    records: list[Record]
    limit: int
    beside: dict[str, Cursor]

    def link_header(self, address: str) -> str:
        """The addresses of the pages beside it; '' where there are none."""
        targets = (
            (relation, urlencode({"limit": self.limit, "page_info": cursor.written()}))
            for relation, cursor in self.beside.items()
        )
        return ", ".join(f'<{address}?{query}>; rel="{relation}"' for relation, query in targets)


def id_of(record: Record) -> Key:
    """What most lists are sorted by."""
    return (record["id"],)


def list_page(
    choose: Callable[[dict[str, str]], list[Record]],
    path: str,
    query: Mapping[str, str],
    key: Callable[[Record], Key] = id_of,
) -> ListPage:
    """One page of a list; raises Refused for filters that cannot be read, or stand beside `page_info`."""
    cursor = _cursor(path, query)
    limit = _limit(query)
    ordered = sorted(select(choose(cursor.filters), cursor.filters), key=key, reverse="since_id" not in cursor.filters)
    start, end = _between([key(record) for record in ordered], cursor, limit)
    shown = [_chosen(record, query.get("fields")) for record in ordered[start:end]]
    beside = {}
    if start > 0:
        beside["previous"] = msgspec.structs.replace(cursor, after=None, before=key(ordered[start]))
    if end < len(ordered):
        beside["next"] = msgspec.structs.replace(cursor, after=key(ordered[end - 1]), before=None)
    return ListPage(records=shown, limit=limit, beside=beside)


def select(records: Sequence[Record], filters: Mapping[str, str]) -> list[Record]:
    """The records that fit every filter that all lists know; raises Refused for one that cannot be read."""
    found = list(records)
    if filters.get("ids"):
        wanted = {number(text, "ids") for text in filters["ids"].split(",")}
        found = [record for record in found if record["id"] in wanted]
    if filters.get("since_id"):
        since = number(filters["since_id"], "since_id")
        found = [record for record in found if record["id"] > since]
    for field in ("created_at", "updated_at", "processed_at"):
        if filters.get(f"{field}_min"):
            earliest = _moment(filters[f"{field}_min"], f"{field}_min")
            found = [record for record in found if _time_of(record, field) >= earliest]
        if filters.get(f"{field}_max"):
            latest = _moment(filters[f"{field}_max"], f"{field}_max")
            found = [record for record in found if _time_of(record, field) <= latest]
    return found


def number(text: str, field: str) -> int:
    """A number in a query; raises Refused for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise Refused({field: "expected String to be a id"}, 400)
    return int(text)


def _cursor(path: str, query: Mapping[str, str]) -> Cursor:
    if "page_info" not in query:
        return Cursor(path=path, filters={n: v for n, v in query.items() if n not in ("limit", "fields")})
    for name in query:
        if name not in ("page_info", "limit", "fields"):
            raise Refused({name: f"{name} {inferred.FILTER_WITH_PAGE}"}, 400)
    text = query["page_info"]
    try:
        cursor = msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=Cursor)
    except ValueError as error:
        raise Refused({"page_info": inferred.BAD_PAGE}, 400) from error
    if cursor.path != path:
        raise Refused({"page_info": inferred.BAD_PAGE}, 400)
    return cursor


def _limit(query: Mapping[str, str]) -> int:
    limit = number(query.get("limit") or str(USUAL), "limit")
    return max(1, min(limit, MOST))


def _between(keys: list[Key], cursor: Cursor, limit: int) -> tuple[int, int]:
    """First and last place of a page, in the order of the list, whatever came or went beside it."""
    descending = "since_id" not in cursor.filters
    if cursor.before is not None:
        border = cursor.before
        end = sum(key > border if descending else key < border for key in keys)
        return max(0, end - limit), end
    start = 0
    if cursor.after is not None:
        border = cursor.after
        start = sum(key >= border if descending else key <= border for key in keys)
    return start, min(len(keys), start + limit)


def _chosen(record: Record, fields: str | None) -> Record:
    return {name: record[name] for name in fields.split(",") if name in record} if fields else record


def _time_of(record: Record, field: str) -> datetime:
    if field not in record:
        raise Refused({field: "cannot be filtered by"}, 400)
    return datetime.fromisoformat(record[field])


def _moment(text: str, field: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused({field: "expected String to be a date"}, 400) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=STORE_TIME)
