"""Setting what a product costs, by SKU, in the shop's own currency. Facts: as for `items.py`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Answer, Operation, Receipt, Repeat, Resource, Writes
from crossdock.connect.resource import at
from crossdock_shopify.graphql import PATH
from crossdock_shopify.variants import found, held, number_of, only, search_for

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Document = dict[str, Any]
SET_PRICE = "set-price"
OTHER_CURRENCY = "other-currency"
PRICE = Resource(
    name="price",
    title="Price",
    description="What one of a SKU costs, as its master says, in the shop's currency.",
    key=("sku",),
)
OPERATION = Operation(
    name=SET_PRICE,
    title="Set price",
    description="Sets what a variant costs, and what it cost before where that is told.",
    resource=PRICE.name,
    kind="variant",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    path=PATH,
)

_FIND = """
query crossdockPrice($query: String!) {
  productVariants(first: 10, query: $query) { nodes { id sku product { id } } }
  shop { currencyCode }
}
"""
_SET = """
mutation crossdockSetPrice($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
  productVariantsBulkUpdate(productId: $productId, variants: $variants) {
    productVariants { id }
    userErrors { field message code }
  }
}
"""


async def resolve(line: Line, message: Any) -> Document:
    """The variant of a SKU.

    Raises PlatformError: held as `sku-unknown` or `sku-ambiguous`, or as `other-currency` where the shop sells in another.
    """
    asked = {"query": _FIND, "variables": {"query": search_for(message["sku"])}}
    document = line.document(await line.get(line.address(PATH, {}), asked))
    variant = only(found(line, document, message["sku"]), message["sku"])
    currency = at(document, "data.shop.currencyCode")
    if currency != message["currency"]:
        raise held(
            f"sells in {currency}, and the price of {message['sku']} is in {message['currency']}",
            "Correct which of the master's prices is mapped; then let it go on.",
            OTHER_CURRENCY,
        )
    return {"product_id": variant["product"]["id"], "variant_id": variant["id"]}


def request(message: Any, resolved: Mapping[str, Any], _version: str) -> Document:
    """The body that sets a price."""
    variant = {"id": resolved["variant_id"], "price": message["price"]}
    if "compare_at_price" in message:
        variant["compareAtPrice"] = message["compare_at_price"]
    return {"query": _SET, "variables": {"productId": resolved["product_id"], "variants": [variant]}}


def receipt(message: Any, resolved: Mapping[str, Any], answer: Answer) -> Receipt | None:
    """The variant that an answer says was set; None where it does not say so."""
    if not at(answer.document, "data.productVariantsBulkUpdate.productVariants"):
        return None
    number = number_of(resolved["variant_id"])
    return Receipt(id=number, identities=((OPERATION.kind, number), ("sku", message["sku"])))
