"""What an E-Commerce session posts to us: what became of orders, and stock. Each is XML in a form's one field.

Facts: public code of shops that are told so. The outermost element's name is not known, so whatever it is called is read.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from crossdock.connect import Form, Incoming, Webhook, Xml
from crossdock.connect.resource import Resource
from crossdock.connect.webhook import Said
from crossdock.errors import InvalidInput
from crossdock_orderwise import inferred, stock
from crossdock_orderwise.local_time import with_zone
from crossdock_orderwise.session_orders import EXPORTED, SIGNATURE

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

Record = dict[str, Any]
BEFORE = timedelta(days=1)
"""How much older than it says a delivery may be in the list that tells its lines."""
FORMAT = Form({EXPORTED: Xml()})
CODE, FREE = "vad_variant_code", "vasq_free_stock_quantity"

SESSION_DESPATCH = Resource(
    name="session_despatch",
    title="Session despatch",
    description="What a session tells of a delivery that has left, and of its order's status; not what is in it.",
    key=("orderNo", "delivery.deliveryNumber"),
    inferred=(inferred.ROOT,),
)
DESPATCHED = Webhook(
    name="despatched",
    title="Despatched",
    description="A delivery of an order has left; what is in it is read. Orders of which nothing has left tell nothing.",
    resource=SESSION_DESPATCH.name,
    topic="Despatch export",
    kind="session_order",
    identity="orderNo",
    aliases=(("delivery", "delivery.deliveryNumber"), ("order_number", "orderNo")),
    fetches="despatch",
    format=FORMAT,
    signature=SIGNATURE,
    inferred=(inferred.ROOT, inferred.SESSION_SECRET),
)
STOCK_EXPORTED = Webhook(
    name="stock-exported",
    title="Stock exported",
    description="How much is free of some variants, at the location that the session is set up for.",
    resource=stock.STOCK.name,
    topic="Stock export",
    kind="stock",
    version="as_of",
    aliases=stock.STOCK.aliases,
    format=FORMAT,
    said=Said(
        "text/xml",
        "<XMLFile><Responses><Response><Type>Log</Type><Message>Taken in</Message></Response></Responses></XMLFile>",
    ),
    signature=SIGNATURE,
    inferred=(inferred.ROOT, inferred.SESSION_SECRET),
)


def despatches(document: Any, zone: ZoneInfo) -> list[Record]:
    """One record for each delivery of each order. Raises InvalidInput."""
    return [
        {
            **{name: value for name, value in order.items() if name != "deliveries"},
            "delivery": _delivery(told, zone),
        }
        for order in _elements(document, "orderNo")
        for told in _several(order.get("deliveries"))
    ]


async def delivery(connector: Connector, line: Line, message: Any) -> Any:
    """The delivery that a message is about, with its lines; raises PlatformError, to be tried again while it is not listed."""
    from crossdock.connect.client import Reader  # here, since it brings the HTTP library

    told, number = message["delivery"].get("deliveryDate"), message["delivery"]["deliveryNumber"]
    since = datetime.fromisoformat(told) - BEFORE if told else None
    async for despatch in Reader(connector, line=line).read("despatch", since=since):
        if despatch["delivery_number"] == number:
            return despatch
    raise line.trouble(f"tells of the delivery {number}, and does not list it yet")


def levels(document: Any, location: str, incoming: Incoming) -> list[Record]:
    """Stock at the session's location, as it was when it came. Raises InvalidInput."""
    return [
        {
            **{name: value for name, value in row.items() if name not in (CODE, FREE)},
            **stock.NUMBER.record((row[CODE], location), max(0, stock.whole(row.get(FREE))), incoming.received_at),
        }
        for row in _elements(document, CODE)
    ]


def _delivery(told: Any, zone: ZoneInfo) -> Record:
    if not (isinstance(told, dict) and told.get("deliveryNumber")):
        raise _not_understood("a delivery has no deliveryNumber")
    numbers = told.get("consignmentNumbers")
    numbers = numbers.get("consignmentNumber") if isinstance(numbers, dict) else numbers
    try:
        date = with_zone(told["deliveryDate"], zone) if told.get("deliveryDate") else None
    except ValueError as error:
        raise _not_understood(f"the time {told['deliveryDate']} is none") from error
    return {**told, "deliveryDate": date, "consignmentNumbers": [one for one in _several(numbers) if one]}


def _elements(document: Any, needed: str) -> list[Record]:
    """The elements that have a field: the outermost one, or those inside of it. Raises InvalidInput."""
    exported = document.get(EXPORTED) if isinstance(document, dict) else None
    if not isinstance(exported, dict):
        raise _not_understood(f"it has no field {EXPORTED}")
    (outermost,) = exported.values()
    if isinstance(outermost, dict) and needed in outermost:
        return [outermost]
    found = [each for inner in outermost.values() for each in _several(inner)] if isinstance(outermost, dict) else []
    if not found or not all(isinstance(each, dict) and each.get(needed) for each in found):
        raise _not_understood(f"it has no elements with {needed}, or one without it")
    return found


def _several(value: Any) -> list[Any]:
    """XML says one and several alike, and nothing by an empty text."""
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]


def _not_understood(why: str) -> InvalidInput:
    return InvalidInput(
        f"This export is not understood: {why}.", remedy="Have the session post each export to the flow that takes it."
    )
