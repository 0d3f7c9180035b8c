"""Taking some of an order's lines off it, as when a part of it was refunded before it left.

A refund tells how many more are not wanted, and Fulfil takes how many are cancelled in all. So what is cancelled already
is read first; after silence it is read again, and compared with what was aimed at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes
from crossdock_fulfil import asking, inferred
from crossdock_fulfil.cancelling import CANCELLED, cancelled_lines
from crossdock_fulfil.looking import held, order_of
from crossdock_fulfil.ordering import MONEY, PATH, receipt

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

REDUCTION = Resource(
    name="reduction",
    title="Reduction",
    description="How many more of some lines of an order are not to be shipped, by the channel's names of them.",
    key=("channel", "channel_identifier", "reason"),
)
REDUCE_ORDER = Operation(
    name="reduce-order",
    title="Reduce order",
    description="Takes off an order what is not wanted any more and has not left, line by line.",
    resource=REDUCTION.name,
    kind="reduction",
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    method="PUT",
    path=PATH,
    format=MONEY,
    inferred=(inferred.QUANTITY_CANCELLED, inferred.LINE_PROGRESS, inferred.GOODS_ONLY),
)


async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:  # noqa: ARG001  # as all writers
    """How many of each line are cancelled in all afterwards; raises PlatformError (hold) where too few are still there."""
    order = await order_of(line, message)
    if order["state"] == CANCELLED:
        return {"order": order["id"], "cancelled": True, "lines": {}}
    lines = {each.get("channel_identifier"): each for each in order["lines"]}
    aims = {each["channel_identifier"]: _aim(order, lines, each) for each in message["lines"]}
    return {"order": order["id"], "cancelled": False, "lines": aims}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Take the lines off; of an order that is cancelled nothing is left to take off. Raises PlatformError."""
    if resolved["cancelled"]:
        return _receipt(message, str(resolved["order"]))
    about = {name: value for name, value in message.items() if name not in ("channel", "lines", "reason")}
    said = {**about, "sale_lines": cancelled_lines(resolved["lines"])}
    answer = await line.ask("PUT", PATH, body=[message["channel"], said], format=MONEY)
    return _receipt(message, connector.told(answer, REDUCE_ORDER.receipt_id))


async def find(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt | None:  # noqa: ARG001
    """What became of it: done where every line came to what was aimed at. Raises PlatformError."""
    order = await order_of(line, message)
    found = {each.get("channel_identifier"): each.get("quantity_canceled") or 0 for each in order["lines"]}
    is_done = order["state"] == CANCELLED or all(found.get(name, 0) >= aim for name, aim in resolved["lines"].items())
    return _receipt(message, str(order["id"])) if is_done else None


def _aim(order: asking.Record, lines: Mapping[str, asking.Record], wanted: Any) -> int:
    name, more = wanted["channel_identifier"], int(wanted["quantity"])
    if name not in lines:
        raise held(f"has no line '{name}' in order {order['number']}", "Look at the order there, and at this record.")
    line = lines[name]
    already = int(line.get("quantity_canceled") or 0)
    left = int(line["quantity"]) - int(line.get("quantity_shipped") or 0) - already
    if more > left:
        raise held(
            f"cannot take {more} of {line.get('product_code') or name} off order {order['number']}: {left} are still to be shipped",
            "What has left comes back as a return; make it at Fulfil, then skip this record.",
        )
    return already + more


def _receipt(message: Any, order: str) -> Receipt:
    made = receipt(message, order)
    own = f"{message['channel_identifier']}/{message['reason']}"
    return Receipt(id=own, identities=((REDUCE_ORDER.kind, own), *made.identities))
