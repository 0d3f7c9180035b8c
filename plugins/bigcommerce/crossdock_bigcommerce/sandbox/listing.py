"""Lists: what is asked for of them, page by page; v3 tells how many there are, v2 nothing at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crossdock.connect.moment import moment_of
from crossdock_bigcommerce.sandbox.refusal import v3

Record = dict[str, Any]
USUAL_SIZE = 50


def bare_page(records: Sequence[Record], query: Mapping[str, str], largest: int) -> list[Record]:
    """One page; raises Refused for a question that cannot be read."""
    page, size = number(query, "page", 1), min(number(query, "limit", USUAL_SIZE), largest)
    return list(records[(page - 1) * size : page * size])


def page_with_meta(records: Sequence[Record], query: Mapping[str, str], largest: int) -> Record:
    """One page, and where it stands; raises Refused."""
    page, size = number(query, "page", 1), min(number(query, "limit", USUAL_SIZE), largest)
    shown = bare_page(records, query, largest)
    told = {
        "total": len(records),
        "count": len(shown),
        "per_page": size,
        "current_page": page,
        "total_pages": -(-len(records) // size),
        "links": {"current": f"?page={page}&limit={size}"},
    }
    return {"data": shown, "meta": {"pagination": told}}


def chosen(records: Sequence[Record], query: Mapping[str, str], *fields: str) -> list[Record]:
    """Those whose fields are among what `field:in` names."""
    asked = {field: query[f"{field}:in"].split(",") for field in fields if query.get(f"{field}:in")}
    return [each for each in records if all(str(each[field]) in values for field, values in asked.items())]


def since(records: Sequence[Record], query: Mapping[str, str], name: str, field: str) -> list[Record]:
    """Those whose time is not before what a parameter names; raises Refused for what is no time."""
    return _within(records, query, name, field, late=False)


def until(records: Sequence[Record], query: Mapping[str, str], name: str, field: str) -> list[Record]:
    """Those whose time is not after what a parameter names; raises Refused for what is no time."""
    return _within(records, query, name, field, late=True)


def number(query: Mapping[str, str], name: str, otherwise: int) -> int:
    """A whole number above zero; raises Refused."""
    text = query.get(name) or str(otherwise)
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise v3(f"{name} must be a number", 400)
    return int(text)


def _within(records: Sequence[Record], query: Mapping[str, str], name: str, field: str, *, late: bool) -> list[Record]:
    if not query.get(name):
        return list(records)
    limit = moment_of(query[name])
    if limit is None:
        raise v3(f"{name} is not a time", 400)
    times = ((each, moment_of(each[field])) for each in records)
    return [each for each, at in times if at is not None and (at <= limit if late else at >= limit)]
