"""Orders of a channel: made by the one call that Fulfil has for that, which knows an order by the channel's own name.

Sent again it gives the same order. Whether the products are there is looked up first: an order that names one that
Fulfil does not have is never processed right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Worth, Writes
from crossdock_fulfil import asking, inferred
from crossdock_fulfil.looking import held
from crossdock_fulfil.models import PRODUCT, verb
from crossdock_fulfil.typed_json import TypedJson

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

MONEY = TypedJson(decimals=("amount", "unit_price", "list_price", "rate"))
PATH = verb("sale.channel", "create_order")

NEW_ORDER = Resource(
    name="new_order",
    title="New order",
    description="An order of a sales channel, as sale.channel/create_order takes it, with the channel it is of.",
    key=("channel", "channel_identifier"),
    worth=Worth(amount="amount", currency="currency_code"),
    format=MONEY,
)
CREATE_ORDER = Operation(
    name="create-order",
    title="Create order",
    description="Makes an order in its channel, after all of its SKUs were found; one that is there stays one.",
    resource=NEW_ORDER.name,
    kind="order",
    writes=Writes.CREATE,
    repeat=Repeat.HARMLESS,
    method="PUT",
    path=PATH,
    format=MONEY,
    inferred=(inferred.CUSTOMER_LINK, inferred.ORDER_METADATA),
)


async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:  # noqa: ARG001  # as all writers
    """Nothing, once every SKU is known to be one active product's; raises PlatformError (hold) otherwise."""
    wanted = list(dict.fromkeys(each["sku"] for each in message["sale_lines"] if each.get("sku")))
    found = await asking.search(line, PRODUCT.name, [["code", "in", wanted]], ("code", "active"))
    products = Counter(row["code"] for row in found if row.get("active") is not False)
    for sku in wanted:
        if products[sku] != 1:
            what, code = (
                ("several products", "sku-ambiguous") if products[sku] else ("no active product", "sku-unknown")
            )
            raise held(
                f"has {what} with the code {sku}, letter by letter", "Put it right there, then let it go on.", code
            )
    return {}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:  # noqa: ARG001
    """Send an order. Raises PlatformError."""
    said = {name: value for name, value in message.items() if name != "channel"}
    answer = await line.ask("PUT", PATH, body=[message["channel"], said], format=MONEY)
    return receipt(message, connector.told(answer, CREATE_ORDER.receipt_id))


def receipt(message: Any, made: str) -> Receipt:
    """Fulfil knows an order by its id, and by the channel's own name of it."""
    return Receipt(id=made, identities=((CREATE_ORDER.kind, made), ("channel_order", message["channel_identifier"])))
