"""Records in whole: Deposco cuts lists inside of records at ten rows, and a shipment names its orders by id only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from crossdock.connect import Asked, Page
from crossdock.connect.resource import at
from crossdock.connect.trail import Trail
from crossdock.errors import PlatformError
from crossdock_deposco.inferred import ID
from crossdock_deposco.listing import DATA, NextLink, bare, rows

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Document = dict[str, Any]

ORDERS = "/orders/salesOrders"
NOT_FOUND = 404
MOST_PAGES = 1000
"""Of one record's lines."""
LINES = {
    "sales_order": (ORDERS, "orderLines", "orderLines"),
    "customer_order": ("/orders/customerOrders", "coLines", "customerOrderLines"),
    "return": ("/orders/customerReturns", "orderLines", "orderLines"),
    "shipment": ("/shipments/outboundShipments", "shipmentLines", "shipmentLines"),
}
"""By resource: where its records are, what holds their lines, and the path of these below a record."""
OF_ORDER = ("self", "businessUnit", "number", "customerOrderNumber", "otherReferenceNumber", "orderSource")
"""What a shipment tells of its order: what does not change on its way, so that it comes again only when it changes itself."""


async def with_lines(line: Line, resource: str, record: Document) -> Document:
    """A record with all of its lines; raises PlatformError, and ValueError where they cannot be had."""
    path, field, below = LINES[resource]
    nested = record.get(field)
    if isinstance(nested, dict) and nested.get("complete") is True:
        return record
    found = [row async for row in every_row(line, f"{path}/{quote(str(_id(record)), safe='')}/{below}")]
    return {**record, field: {"links": [], "complete": True, "pages": 1, DATA: found}}


async def with_orders(line: Line, shipment: Document, known: dict[str, Document | None]) -> list[Document]:
    """A shipment once for each of its sales orders, with what is of that order; none for one of a transfer.

    `known` are orders that were read lately. Raises PlatformError, and ValueError where a line is of none of them.
    """
    if at(shipment, "orderHeaders.complete") is False:
        raise ValueError("a shipment has more orders than it names")
    numbers = [str(_of_reference(each)) for each in rows(shipment.get("orderHeaders"))]
    for number in numbers:
        if number not in known:
            known[number] = await _order(line, number)
    orders = {number: order for number in numbers if (order := known[number]) is not None}
    if len(orders) < 2:
        return [{**shipment, "order": order} for order in orders.values()]
    shares = [await _share(line, shipment, number, order) for number, order in orders.items()]
    if sum(len(rows(share["shipmentLines"])) for share in shares) < len(rows(shipment["shipmentLines"])):
        raise ValueError("a line of a shipment is of none of its orders")
    return shares


async def every_row(line: Line, path: str) -> AsyncIterator[Document]:
    """The rows of a list below a record, page by page; raises ValueError where it does not end."""
    asked: Asked | None = Asked(str(line.address(path, {})))
    trail = Trail(MOST_PAGES)
    while asked is not None:
        answer = await line.follow(asked.url)
        document = line.document(answer)
        page = Page(asked=asked, answer=answer, records=rows(document), before=trail.records)
        endless = trail.leave(page)
        for row in page.records:
            yield row
        asked = NextLink().following(page)
        if endless := endless or (trail.onward(asked) if asked else ""):
            raise ValueError(f"the list below a record does not end: {endless}")


async def _order(line: Line, number: str) -> Document | None:
    """What a shipment tells of a sales order; None where there is no such one."""
    try:
        answer = await line.ask("GET", f"{ORDERS}/{quote(number, safe='')}")
    except PlatformError as error:
        if error.status == NOT_FOUND:
            return None
        raise
    order = bare(line.document(answer), "salesOrder")
    if str(at(order, ID)) != number:
        raise ValueError(f"there is no order {number} where a shipment of it was told")
    return {name: order[name] for name in OF_ORDER if order.get(name) is not None}


async def _share(line: Line, shipment: Document, number: str, order: Document) -> Document:
    """What of a shipment is of one of its orders."""
    own = {_id(row) async for row in every_row(line, f"{ORDERS}/{quote(number, safe='')}/orderLines")}
    lines = [row for row in rows(shipment["shipmentLines"]) if at(row, "orderLine.id") in own]
    return {**shipment, "shipmentLines": {**shipment["shipmentLines"], DATA: lines}, "order": order}


def _id(record: Document) -> Any:
    found = at(record, ID)
    if found is None:
        raise ValueError(f"a record has no '{ID}'")
    return found


def _of_reference(reference: Document) -> Any:
    if reference.get("id") is None:
        raise ValueError("a shipment names an order without its id")
    return reference["id"]
