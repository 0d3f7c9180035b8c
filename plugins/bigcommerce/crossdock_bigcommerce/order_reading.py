"""Reading what belongs to an order, and putting it into the record: v2 tells lines and addresses in lists of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.connect.resource import at
from crossdock.errors import ErrorKind, PlatformError

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Record = dict[str, Any]
NO_CONTENT = 204
LARGEST_PAGE = 250
OF_ITS_ORDER = (
    "id",
    "status_id",
    "status",
    "date_modified",
    "channel_id",
    "external_order_id",
    "currency_code",
    "total_inc_tax",
    "items_total",
    "items_shipped",
)
"""What a refund tells of its order."""
_TELL_AUTHOR = "Look at the platform's answer; its shape may have changed."


async def read_object(line: Line, path: str, inside: str = "", **parameters: str) -> Record:
    """One object; raises PlatformError where the answer holds none."""
    answer = await line.ask("GET", path, parameters=parameters)
    found = at(line.document(answer), inside)
    if not isinstance(found, dict):
        raise line.trouble(f"answered {path} with no object", ErrorKind.HOLD, _TELL_AUTHOR)
    return found


async def read_order(line: Line, number: str) -> Record:
    """An order without its lines; raises PlatformError where the answer does not say where it stands."""
    order = await read_object(line, f"/v2/orders/{number}")
    if not isinstance(order.get("status_id"), int):
        raise line.trouble(f"told order {number} without its status", ErrorKind.HOLD, _TELL_AUTHOR)
    return order


async def read_list(line: Line, path: str, inside: str = "", **parameters: str) -> list[Any]:
    """A whole list, page by page until one is short; raises PlatformError where an answer holds none."""
    found: list[Any] = []
    for page in range(1, 10_000):
        asked = {**parameters, "limit": str(LARGEST_PAGE), "page": str(page)}
        listed = await _page(line, path, inside, asked)
        found += listed
        if len(listed) < LARGEST_PAGE:
            return found
    raise line.trouble(f"does not end its list at {path}", ErrorKind.HOLD, _TELL_AUTHOR)


async def whole_order(line: Line, order: Record) -> Record:
    """An order with its lines and addresses in the place of the links to them. Raises PlatformError, and ValueError."""
    return {
        **order,
        "products": await lines_of(line, _id(order, "id")),
        "shipping_addresses": await read_list(line, f"/v2/orders/{order['id']}/shipping_addresses"),
    }


async def whole_shipment(line: Line, shipment: Record) -> Record:
    """A shipment with the SKUs of its lines. Raises PlatformError, and ValueError."""
    skus = await _skus(line, _id(shipment, "order_id"))
    items = [{**item, "sku": skus.get(item["order_product_id"], "")} for item in _items(shipment)]
    return {**shipment, "items": items}


async def whole_refund(line: Line, refund: Record) -> Record:
    """A refund with what counts of its order, and the SKUs of its lines. Raises PlatformError, and ValueError."""
    number = _id(refund, "order_id")
    order = await read_order(line, number)
    skus = await _skus(line, number)
    items = [
        {**item, "sku": skus.get(item["item_id"], "")} if item.get("item_type") == "PRODUCT" else item
        for item in _items(refund)
    ]
    return {**refund, "items": items, "order": {name: order[name] for name in OF_ITS_ORDER if name in order}}


async def lines_of(line: Line, order: str) -> list[Any]:
    """The lines of an order. Raises PlatformError."""
    return await read_list(line, f"/v2/orders/{order}/products")


def held(what: str, remedy: str, code: str = "") -> PlatformError:
    """The error of a message about which a person has to decide before anything is sent."""
    return PlatformError(f"BigCommerce {what}; nothing was sent.", kind=ErrorKind.HOLD, code=code, remedy=remedy)


async def _page(line: Line, path: str, inside: str, asked: Record) -> list[Any]:
    answer = await line.ask("GET", path, parameters=asked)
    if answer.status == NO_CONTENT:
        return []
    listed = at(line.document(answer), inside)
    if not isinstance(listed, list):
        raise line.trouble(f"answered {path} with no list", ErrorKind.HOLD, _TELL_AUTHOR)
    return listed


async def _skus(line: Line, order: str) -> dict[int, str]:
    return {each["id"]: each.get("sku") or "" for each in await lines_of(line, order)}


def _id(record: Record, name: str) -> str:
    found = record.get(name)
    if isinstance(found, bool) or not isinstance(found, int):
        raise ValueError(f"a record has no number '{name}'")
    return str(found)


def _items(record: Record) -> list[Any]:
    found = record.get("items")
    if not isinstance(found, list):
        raise ValueError("a record has no list 'items'")
    return found
