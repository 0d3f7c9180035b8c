"""Giving money back: the store is asked first what it comes to and how it can be given back (a quote), and then to do it.

A refund names lines of the order, not products; the shipping costs' item is the address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes, path_of
from crossdock.connect.resource import at
from crossdock.errors import ErrorKind, PlatformError
from crossdock_bigcommerce import inferred
from crossdock_bigcommerce.open_lines import summed
from crossdock_bigcommerce.order_reading import held, lines_of, read_list

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

Document = dict[str, Any]
OF_ORDER = "/v3/orders/{order_id}/payment_actions"

NEW_REFUND = Resource(
    name="new_refund",
    title="New refund",
    description="What of an order is to be paid back, by SKU, with its shipping costs or without.",
    key=("order_id", "refund"),
)
CREATE_REFUND = Operation(
    name="create-refund",
    title="Create refund",
    description="Gives money back the way the store suggests. It says nothing of the goods: stock is left as it is.",
    resource=NEW_REFUND.name,
    kind="refund",
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path=f"{OF_ORDER}/refunds",
    receipt_id="data.id",
    inferred=(inferred.FIRST_METHOD, inferred.SHIPPING_ITEM),
)


async def resolve(connector: Connector, line: Line, message: Any) -> Document:  # noqa: ARG001  # as every writer has it
    """The items to be refunded, and the store's quote for them.

    Raises PlatformError (hold) where a SKU has no such quantity left to refund, or the refund is there already.
    """
    if await _found(line, message) is not None:
        raise held(
            f"has a refund of order {message['order_id']} with this reason already: {reason_of(message)}",
            "Compare it with this message; is it the same, skip this record.",
        )
    items = list(_items(message, await lines_of(line, message["order_id"])))
    if message.get("shipping"):
        items += await _shipping(line, message["order_id"])
    path = f"/v3/orders/{message['order_id']}/payment_actions/refund_quotes"
    answer = await line.get(line.address(path, {}), {"items": items})
    return {"items": items, "payments": _payments(line, at(line.document(answer), "data"))}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Give back what was quoted. Raises PlatformError, also (hold) where the payment's provider declines it."""
    path = path_of(CREATE_REFUND, message, resolved)
    body = {"items": resolved["items"], "payments": resolved["payments"], "reason": reason_of(message)}
    answer = await line.ask(CREATE_REFUND.method, path, body=body)
    made = connector.told(answer, CREATE_REFUND.receipt_id)
    declined = [each for each in at(answer.document, "data.payments") or () if each.get("is_declined")]
    if declined:
        why = declined[0].get("declined_message") or "no reason is told"
        raise PlatformError(
            f"BigCommerce made refund {made} of order {message['order_id']}, and its payment was declined: {why}.",
            kind=ErrorKind.HOLD,
            remedy="Give the money back another way in the store, then skip this record.",
        )
    return _receipt(made)


async def find(line: Line, message: Any) -> Receipt | None:
    """The refund that an interrupted write made, told by its reason; None: it made none."""
    return await _found(line, message)


def reason_of(message: Any) -> str:
    """What the store's people read at the refund; by our name of it it is told from any other."""
    return f"{message['reason']} ({message['refund']})"


async def _found(line: Line, message: Any) -> Receipt | None:
    refunds = await read_list(line, f"/v3/orders/{message['order_id']}/payment_actions/refunds", "data")
    same = (refund for refund in refunds if refund.get("reason") == reason_of(message))
    return next((_receipt(str(refund["id"])) for refund in same), None)


def _items(message: Any, lines: Sequence[Any]) -> Iterator[Document]:
    left = Counter(summed(message["lines"]))
    for line in lines:
        quantity = min(line["quantity"] - line["quantity_refunded"], left[line.get("sku") or ""])
        if quantity > 0:
            left[line["sku"]] -= quantity
            yield {"item_type": "PRODUCT", "item_id": line["id"], "quantity": quantity}
    if missing := {sku: quantity for sku, quantity in left.items() if quantity}:
        told = ", ".join(f"{quantity} {sku}" for sku, quantity in missing.items())
        raise held(
            f"has these not left to be refunded on order {message['order_id']}: {told}",
            "See in the store whether they were refunded there; then skip this record, or correct it.",
        )


async def _shipping(line: Line, order: str) -> list[Document]:
    addresses = await read_list(line, f"/v2/orders/{order}/shipping_addresses")
    return [
        {"item_type": "SHIPPING", "item_id": each["id"], "amount": float(each["cost_inc_tax"])} for each in addresses
    ]


def _payments(line: Line, quote: Any) -> list[Document]:
    """The payments of the first way that the store suggests; raises PlatformError where it suggests none."""
    methods = quote.get("refund_methods") if isinstance(quote, dict) else None
    if not isinstance(methods, list):
        raise line.trouble("answered without 'refund_methods' where a quote was asked for")
    if not methods:
        raise held("knows no way to give this money back", "Give it back another way, then skip this record.")
    return [{name: each[name] for name in ("provider_id", "amount", "offline")} for each in methods[0]]


def _receipt(made: str) -> Receipt:
    return Receipt(id=made, identities=((CREATE_REFUND.kind, made),))
