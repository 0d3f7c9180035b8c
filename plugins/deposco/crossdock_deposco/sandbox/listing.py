"""Lists: newest first, `pageSize` rows at a time, and a link to go on by. Filters that are not known are ignored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from crossdock.connect.resource import at
from crossdock_deposco.sandbox.refusal import Refused
from crossdock_deposco.sandbox.tenant import Tenant

Record = dict[str, Any]

EQUAL = {
    "businessUnit": "businessUnit.businessKey.code",
    "number": "number",
    "name": "name",
    "orderStatus": "orderStatus",
    "externalOrderNumber": "externalOrderNumber",
    "shipmentNumber": "number",
    "shipmentStatus": "status",
}
"""Where stands what a filter compares."""
AFTER = {"createdAfter": "createdDate", "updatedAfter": "updatedDate"}
LARGEST = 1000


def list_page(
    tenant: Tenant, address: str, query: Mapping[str, str], rows: Sequence[Record], filters: Sequence[str]
) -> Record:
    """One page of what some filters leave; with a search's id everything else is ignored. Raises Refused."""
    size = _size(query)
    if "searchId" in query:
        left = tenant.searches.pop(query["searchId"], None)
        if left is None:
            raise Refused("searchId is not known any more")
    else:
        left = [row for row in rows if all(_fits(row, name, query[name]) for name in filters if name in query)]
        left = sorted(left, key=lambda row: int(row["self"]["id"]), reverse=True)
    page, more = left[:size], left[size:]
    links = [{"rel": "next", "href": f"{address}?searchId={_keep(tenant, more)}&pageSize={size}"}] if more else []
    return {"links": links, "complete": not more, "pages": 1 + -(-len(more) // size), "data": page}


def _keep(tenant: Tenant, rows: list[Record]) -> str:
    search = uuid4().hex
    tenant.searches[search] = rows
    return search


def _fits(row: Record, name: str, wanted: str) -> bool:
    if name in AFTER:
        return _moment(row[AFTER[name]]) >= _moment(wanted)
    return bool(at(row, EQUAL[name]) == wanted)


def _size(query: Mapping[str, str]) -> int:
    text = query.get("pageSize") or "50"
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused("pageSize must be a number")
    return min(max(1, int(text)), LARGEST)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"{text} is not a date") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
