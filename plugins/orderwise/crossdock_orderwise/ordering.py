"""Creating an order, once: its number is looked for before it is sent, and again when nobody answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes
from crossdock_orderwise import inferred
from crossdock_orderwise.local_time import without_zone, zone_named
from crossdock_orderwise.searching import held, orders_numbered

if TYPE_CHECKING:
    from crossdock.connect.line import Line
    from crossdock_orderwise.connector import OrderWise

Document = dict[str, Any]

NEW_ORDER = Resource(
    name="new_order",
    title="New order",
    description="An order to be made, as POST /sales/order takes it; its date has its zone.",
    key=("orderHeader.eCommerceOrderNumber",),
)
CREATE_ORDER = Operation(
    name="create-order",
    title="Create order",
    description="Makes an order by the connection's session, after its number was not found.",
    resource=NEW_ORDER.name,
    kind="order",
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path="/sales/order",
    inferred=(
        inferred.MADE,
        inferred.NUMBER_TWICE,
        inferred.EXACT_NUMBER,
        inferred.REFERENCE,
        inferred.GROSS,
        inferred.COLUMNS,
    ),
)


async def resolve(connector: OrderWise, line: Line, message: Any) -> Document:
    """Nothing is needed but that the number is free; raises PlatformError (hold) where it is in use."""
    number = _number(message)
    if await orders_numbered(connector, line, number):
        raise held(
            f"has an order {number} already, and would take it twice",
            "Look there whether it is this one: then skip this record. Otherwise have it sent under another number.",
            "order-exists",
        )
    return {}


async def write(connector: OrderWise, line: Line, message: Any, _: Mapping[str, Any]) -> Receipt:
    """Send an order, with its date as the installation's clock shows it. Raises PlatformError."""
    header, settings = message["orderHeader"], connector.settings
    dated = {**header, "orderDate": without_zone(header["orderDate"], zone_named(settings.zone))}
    answer = await line.ask(
        CREATE_ORDER.method,
        CREATE_ORDER.path,
        parameters={"session_id": str(settings.session_id)},
        body={**message, "orderHeader": dated},
    )
    return _receipt(_number(message), connector.told(answer, CREATE_ORDER.receipt_id))


async def find(connector: OrderWise, line: Line, message: Any) -> Receipt | None:
    """What became of an order that nobody answered: its number was not there before, so the first one is it."""
    found = await orders_numbered(connector, line, _number(message))
    return _receipt(_number(message), str(found[0]["order_id"])) if found else None


def _number(message: Any) -> str:
    return str(message["orderHeader"]["eCommerceOrderNumber"])


def _receipt(number: str, made: str) -> Receipt:
    """OrderWise knows an order by its id; the shop's number is searched for."""
    return Receipt(id=made, identities=((CREATE_ORDER.kind, made), ("order_number", number)))
