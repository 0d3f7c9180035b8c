"""Making an order that was taken elsewhere: ids for its SKUs before it is sent, and what became of it afterwards.

A store takes the same order twice. So it is looked for first by what the other system calls it (`external_order_id`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes
from crossdock.errors import PlatformError
from crossdock_bigcommerce import inferred
from crossdock_bigcommerce.order_reading import held
from crossdock_bigcommerce.searching import VARIANT, orders_called, variant_with

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

Document = dict[str, Any]
SKU = "sku"

NEW_ORDER = Resource(
    name="new_order",
    title="New order",
    description="An order to be made, as POST /v2/orders takes it, but with SKUs where the store wants its own ids.",
    key=("external_order_id",),
)
CREATE_ORDER = Operation(
    name="create-order",
    title="Create order",
    description="Makes an order, after its SKUs were found and its name was not. No promotion applies, no e-mail is sent.",
    resource=NEW_ORDER.name,
    kind="order",
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path="/v2/orders",
    inferred=(inferred.ORDER_TWICE, inferred.VARIANT_SEARCH),
)


async def resolve(connector: Connector, line: Line, message: Any) -> Document:  # noqa: ARG001  # as every writer has it
    """The ids of each SKU; raises PlatformError (hold) for one that is none or several, and for an order that is there."""
    name = message["external_order_id"]
    if await orders_called(line, name):
        raise held(
            f"has an order with the external id {name} already, and would take it twice",
            "Look there whether it is this one: then skip this record. Otherwise have it sent under another name.",
            "order-exists",
        )
    found = {sku: await variant_with(line, sku) for sku in dict.fromkeys(each[SKU] for each in message["products"])}
    return {
        "variants": {sku: {"product_id": one.product_id, "variant_id": one.variant_id} for sku, one in found.items()}
    }


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Send an order with what was resolved for it. Raises PlatformError."""
    try:
        answer = await line.ask(CREATE_ORDER.method, CREATE_ORDER.path, body=body(message, resolved))
    except PlatformError as error:
        if error.status == 400:  # said of any field, so also of the id of a variant that is gone
            line.ids.forget(VARIANT)
        raise
    return receipt(message["external_order_id"], connector.told(answer, CREATE_ORDER.receipt_id))


async def find(line: Line, message: Any) -> Receipt | None:
    """What became of an order that nobody answered: its name was not there before, so the first one is it."""
    found = await orders_called(line, message["external_order_id"])
    return receipt(message["external_order_id"], str(found[0]["id"])) if found else None


def body(message: Any, resolved: Mapping[str, Any]) -> Document:
    """What is sent: the message with ids in the place of SKUs."""
    lines = [
        {**{name: value for name, value in each.items() if name != SKU}, **resolved["variants"][each[SKU]]}
        for each in message["products"]
    ]
    return {**message, "products": lines}


def receipt(external: str, made: str) -> Receipt:
    """A store knows an order by its id, and by what the other system calls it."""
    return Receipt(id=made, identities=((CREATE_ORDER.kind, made), ("external_order_id", external)))
