"""Products that are made elsewhere: one that is not there yet is made, and a variant's price is set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes, path_of
from crossdock_bigcommerce import inferred
from crossdock_bigcommerce.searching import variant_with, variants_with

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

NEW_PRODUCT = Resource(
    name="new_product",
    title="New product",
    description="A product without options that is to be there.",
    key=("sku",),
)
PRICE = Resource(
    name="price",
    title="Price",
    description="What a SKU is to cost in the store's own currency.",
    key=("sku",),
)
CREATE_PRODUCT = Operation(
    name="create-product",
    title="Create product",
    description="Makes a product unless its SKU is there; what is there stays as it is.",
    resource=NEW_PRODUCT.name,
    kind="product",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    path="/v3/catalog/products",
    receipt_id="data.id",
    inferred=(inferred.VARIANT_SEARCH,),
)
SET_PRICE = Operation(
    name="set-price",
    title="Set price",
    description="Sets the price of the one variant with a SKU.",
    resource=PRICE.name,
    kind="price",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    method="PUT",
    path="/v3/catalog/products/{product_id}/variants/{variant_id}",
    receipt_id="data.id",
    inferred=(inferred.VARIANT_SEARCH, inferred.BASE_VARIANT),
)


class Creating:
    """Writes products that are to be there."""

    @staticmethod
    async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:  # noqa: ARG004  # as every writer
        """The product that has the SKU already, or none. Raises PlatformError."""
        found = await variants_with(line, message["sku"])
        return {"there": str(found[0].product_id) if found else ""}

    @staticmethod
    async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
        """Make it, unless it is there. Raises PlatformError."""
        made = resolved["there"]
        if not made:
            answer = await line.ask(CREATE_PRODUCT.method, CREATE_PRODUCT.path, body=message)
            made = connector.told(answer, CREATE_PRODUCT.receipt_id)
        return Receipt(id=made, identities=((CREATE_PRODUCT.kind, made), ("sku", message["sku"])))


class Pricing:
    """Writes prices of variants."""

    @staticmethod
    async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:  # noqa: ARG004  # as every writer
        """The variant of a SKU; raises PlatformError (hold) where none or several have it."""
        found = await variant_with(line, message["sku"])
        return {"product_id": found.product_id, "variant_id": found.variant_id}

    @staticmethod
    async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
        """Set a price. Raises PlatformError."""
        said = {name: value for name, value in message.items() if name != "sku"}
        answer = await line.ask(SET_PRICE.method, path_of(SET_PRICE, message, resolved), body=said)
        made = connector.told(answer, SET_PRICE.receipt_id)
        return Receipt(id=made, identities=((SET_PRICE.kind, made), ("sku", message["sku"])))
