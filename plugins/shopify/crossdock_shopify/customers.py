"""Making a customer, once: an e-mail address is one customer's. Facts: https://shopify.dev/docs/api/admin-rest (Customer)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Repeat, Resource, Writes
from crossdock.errors import PlatformError
from crossdock_shopify.order_reading import read
from crossdock_shopify.variants import quoted

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Document = dict[str, Any]
CREATE_CUSTOMER = "create-customer"
NEW_CUSTOMER = Resource(
    name="new_customer",
    title="New customer",
    description="A customer to be made, known by the e-mail address.",
    key=("email",),
)
OPERATION = Operation(
    name=CREATE_CUSTOMER,
    title="Create customer",
    description="Makes a customer, unless the shop has one of that e-mail address: that one is left as it is.",
    resource=NEW_CUSTOMER.name,
    kind="customer",
    writes=Writes.CREATE,
    repeat=Repeat.REFUSED,
    path="/customers.json",
    receipt_id="customer.id",
)
TAKEN = "email has already been taken"
"""How a second one is refused (recorded answers of real shops)."""


async def resolve(line: Line, message: Any) -> Document:
    """The customer of that e-mail address, where the shop has one. Raises PlatformError."""
    found = await read(line, "/customers/search.json", "customers", query=f"email:{quoted(message['email'])}")
    wanted = message["email"].lower()
    known = next((str(one["id"]) for one in found if str(one.get("email")).lower() == wanted), None)
    return {"known": known} if known else {}


def customer(message: Any, _: Mapping[str, Any]) -> Document:
    """The body that makes a customer."""
    return {"customer": message}


def is_taken(error: PlatformError) -> bool:
    """Whether a customer was refused because there is one of that e-mail address."""
    return TAKEN in error.message.lower()
