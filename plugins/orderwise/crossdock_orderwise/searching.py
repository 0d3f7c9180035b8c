"""Finding an order by the number that it has in the shop. There is no call for it: the definition of orders is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.errors import ErrorKind, PlatformError
from crossdock_orderwise.exports import NUMBER

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line


async def orders_numbered(connector: Connector, line: Line, number: str) -> list[Any]:
    """The orders with a number of the shop's, letter by letter; raises PlatformError."""
    from crossdock.connect.client import Reader  # here, since it brings the HTTP library

    asked: dict[str, Any] = {NUMBER: number}
    found = [each async for each in Reader(connector, line=line).read("order", **asked)]
    return [order for order in found if order.get("ecommerce_order_number") == number]


def held(what: str, remedy: str, code: str = "") -> PlatformError:
    """The error of a message about which a person has to decide before anything is sent."""
    return PlatformError(f"OrderWise {what}; nothing was sent.", kind=ErrorKind.HOLD, code=code, remedy=remedy)
