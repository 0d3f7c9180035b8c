"""Lists: what is asked for of them, page by page, counted in `meta`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from litestar import Response

from crossdock_patchworks.sandbox.answers import Call, Record, answered, query_of
from crossdock_patchworks.sandbox.refusal import invalid
from crossdock_patchworks.sandbox.switches import PatchworksSwitches

USUAL_SIZE = 15


def listed(request: Call, records: Sequence[Record], switches: PatchworksSwitches) -> Response[bytes]:
    """One page of a list; raises Refused for a question that cannot be read."""
    query = query_of(request)
    page = max(1, number(query, "page", 1))
    size = min(max(1, number(query, "per_page", USUAL_SIZE)), switches.largest_page)
    found = records[(page - 1) * size : page * size]
    data = [_in_attributes(record) for record in found] if switches.fields_in_attributes else list(found)
    meta = {"current_page": page, "per_page": size, "total": len(records)}
    return answered({"data": data, "links": _links(page, -(-len(records) // size)), "meta": meta})


def number(query: Mapping[str, str], name: str, otherwise: int) -> int:
    """A number that is asked with; raises Refused for what is none."""
    text = query.get(name) or str(otherwise)
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise invalid(name, f"The {name} must be a number.")
    return int(text)


def _links(page: int, last: int) -> Record:
    return {"next": f"?page={page + 1}" if page < last else None, "prev": f"?page={page - 1}" if page > 1 else None}


def _in_attributes(record: Record) -> Record:
    rest = {name: value for name, value in record.items() if name != "id"}
    return {"id": record["id"], "attributes": rest}
