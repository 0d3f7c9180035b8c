"""Answers that make a list of several pages, as each of the SDK's ways to page expects them."""

from __future__ import annotations

import copy
from typing import Any

from crossdock.connect import (
    Cursor,
    Format,
    GraphqlCursor,
    Json,
    Keyset,
    Offset,
    PageNumber,
    Paging,
    TotalPages,
    Totals,
)


def body_in(form: Format, document: Any) -> dict[str, Any]:
    """A document as the body of an answer, in its format."""
    if isinstance(form, Json):
        return {"json": document}
    return {"content": form.encode(document)}


def with_total(answer: dict[str, Any], paging: Totals | TotalPages, total: int, form: Format) -> dict[str, Any]:
    """An answer that tells how many records, or pages, there are in all."""
    if paging.header:
        return {**answer, "headers": {**answer.get("headers", {}), paging.header: str(total)}}
    return _with(answer, paging.path, total, form)


def with_onward(
    answer: dict[str, Any], paging: Cursor | GraphqlCursor, cursor: str | None, form: Format
) -> dict[str, Any]:
    """An answer that names the cursor of the next page, or that there is none."""
    if isinstance(paging, Cursor):
        return _with(answer, paging.path, cursor, form)
    onward = {"hasNextPage": cursor is not None, "endCursor": cursor}
    return _with(answer, f"{paging.connection}.pageInfo", onward, form)


def ends_by_an_empty_page(paging: Paging) -> bool:
    """Whether nothing but an empty page tells that a list is at its end."""
    return isinstance(paging, PageNumber | Offset | Keyset)


def _with(answer: dict[str, Any], path: str, value: Any, form: Format) -> dict[str, Any]:
    document = copy.deepcopy(answer["json"]) if "json" in answer else form.decode(answer["content"])
    *folders, name = path.split(".")
    place = document
    for folder in folders:
        place = place.setdefault(folder, {})
    place[name] = value
    return {**answer, **body_in(form, document)}
