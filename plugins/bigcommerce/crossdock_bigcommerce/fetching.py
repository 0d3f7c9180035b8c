"""Reading what a notice is about, as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.connect.resource import at
from crossdock.errors import ErrorKind
from crossdock_bigcommerce.order_reading import read_list, read_object, read_order

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Record = dict[str, Any]


async def order(line: Line, notice: Any) -> Record:
    """The order of a notice. Raises PlatformError, as all of these do."""
    return await read_order(line, str(_id(notice)))


async def refund(line: Line, notice: Any) -> Record:
    return await read_object(line, f"/v3/orders/payment_actions/refunds/{_id(notice, 'data.refund.refund_id')}", "data")


async def product(line: Line, notice: Any) -> Record:
    return await read_object(line, f"/v3/catalog/products/{_id(notice)}", "data", include="variants")


async def customer(line: Line, notice: Any) -> Record:
    """The customer of a notice; v3 has no address for a single one."""
    found = await read_list(line, "/v3/customers", "data", **{"id:in": str(_id(notice))})
    if not found:
        raise line.trouble(
            f"has no customer {_id(notice)} any more", ErrorKind.HOLD, "The account was deleted; skip this record."
        )
    return dict(found[0])


FETCH = {"order": order, "refund": refund, "product": product, "customer": customer}
"""By the resource that is fetched."""


def _id(notice: Any, path: str = "data.id") -> int:
    return int(at(notice, path))
