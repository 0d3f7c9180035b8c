"""Answers that make a list of several pages, as each of the SDK's ways to page expects them."""

from __future__ import annotations

import copy
from typing import Any

from crossdock.connect import Cursor, GraphqlCursor, Keyset, Offset, PageNumber, Paging, Totals


def with_total(answer: dict[str, Any], paging: Totals, total: int) -> dict[str, Any]:
    """An answer that tells how many records there are in all."""
    if paging.header:
        return {**answer, "headers": {**answer.get("headers", {}), paging.header: str(total)}}
    return _with(answer, paging.path, total)


def with_onward(answer: dict[str, Any], paging: Cursor | GraphqlCursor, cursor: str | None) -> dict[str, Any]:
    """An answer that names the cursor of the next page, or that there is none."""
    if isinstance(paging, Cursor):
        return _with(answer, paging.path, cursor)
    return _with(answer, f"{paging.connection}.pageInfo", {"hasNextPage": cursor is not None, "endCursor": cursor})


def ends_by_an_empty_page(paging: Paging) -> bool:
    """Whether nothing but an empty page tells that a list is at its end."""
    return isinstance(paging, PageNumber | Offset | Keyset)


def _with(answer: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    document = copy.deepcopy(answer["json"])
    *folders, name = path.split(".")
    place = document
    for folder in folders:
        place = place.setdefault(folder, {})
    place[name] = value
    return {**answer, "json": document}
