"""Orders that OrderWise fetches from us: the E-Commerce session's import, and the acknowledgement that follows it.

Facts: public code of shops that are asked so. A session asks every few minutes, and says which orders it took; what it
did not say has to be there again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from crossdock.connect import Form, Incoming, Offered, Operation, Repeat, Resource, SharedSecret, Writes, Xml
from crossdock.errors import InvalidInput
from crossdock_orderwise import inferred
from crossdock_orderwise.local_time import without_zone

SIGNATURE = SharedSecret(setting="session_secret")
EXPORTED = "ExportData"
"""The one field of the forms that a session posts."""
SEPARATOR = "~"
ORDERS = "SalesOrders.SalesOrder"

SESSION_ORDER = Resource(
    name="session_order",
    title="Session order",
    description="An order as a session imports it; its date has its zone, and methods and codes go by their names.",
    key=("OrderNumber",),
)
OFFER_ORDER = Operation(
    name="offer-order",
    title="Offer order",
    description="Has an order lie ready for the session to fetch; done when OrderWise says that it took it.",
    resource=SESSION_ORDER.name,
    kind="session_order",
    writes=Writes.CREATE,
    repeat=Repeat.HARMLESS,
    format=Xml(
        root="XMLFile",
        lists=(
            ORDERS,
            f"{ORDERS}.Lines.SalesOrderLine",
            f"{ORDERS}.Payments.SalesPayment",
            f"{ORDERS}.Dissurs.SalesDissur",
        ),
        content_type="text/xml",
    ),
    offered=Offered(signature=SIGNATURE),
    inferred=(inferred.TAKEN_ONCE, inferred.SESSION_SECRET),
)


def document(messages: Sequence[Any], zone: ZoneInfo) -> Any:
    """What a session is given: the orders, with their dates as the installation's clock shows them."""
    dated = [{**message, "OrderDate": without_zone(message["OrderDate"], zone)} for message in messages]
    return {"SalesOrders": {"SalesOrder": dated}}


def acknowledged(incoming: Incoming) -> list[str]:
    """The numbers of the orders that a session took; raises InvalidInput for what says nothing of that."""
    told = Form().decode(incoming.body).get(EXPORTED)
    if told is None:
        raise InvalidInput(
            f"This acknowledgement has no field '{EXPORTED}'.",
            remedy="Have the session post its success here, and its exports to the flows that take them.",
        )
    return [number for number in (part.strip() for part in told.split(SEPARATOR)) if number]
