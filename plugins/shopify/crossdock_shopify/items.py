"""Setting what a product is: title, status, barcode, weight and the like, as its master knows them, by SKU.

GraphQL, since REST's products are being withdrawn. A SKU that the shop does not have is made as a draft, known by a handle
of its own, so that it is never made twice. Facts: https://shopify.dev/docs/api/admin-graphql (productUpdate,
productVariantsBulkUpdate, productSet).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Answer, Operation, Receipt, Repeat, Resource, Writes
from crossdock.connect.resource import at
from crossdock_shopify import inferred
from crossdock_shopify.graphql import PATH
from crossdock_shopify.variants import SKU_UNKNOWN, found, held, number_of, only, search_for

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Document = dict[str, Any]
SET_PRODUCT = "set-product"
ITEM = Resource(
    name="item",
    title="Item",
    description="A product as its master knows it, by SKU; what is left out stays as it is.",
    key=("sku",),
)
OPERATION = Operation(
    name=SET_PRODUCT,
    title="Set product",
    description="Sets what a product is called, weighs and so on, by SKU; one that the shop does not have is made as a draft.",
    resource=ITEM.name,
    kind="product",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    path=PATH,
    inferred=(inferred.HANDLE_OF_SKU,),
)
STATUS, UNITS = "status", {"g": "GRAMS", "kg": "KILOGRAMS", "oz": "OUNCES", "lb": "POUNDS"}
OF_PRODUCT = {"title": "title", STATUS: STATUS, "vendor": "vendor", "product_type": "productType"}
"""What is said of a product, all its variants included, and how GraphQL spells it."""
ONLY_OPTION = {"optionName": "Title", "name": "Default Title"}
"""What the variant of a product without choices is called."""

_FIND = """
query crossdockItem($query: String!, $handle: String!) {
  productVariants(first: 10, query: $query) {
    nodes { id sku product { id variantsCount { count } } }
  }
  productByIdentifier(identifier: { handle: $handle }) {
    id
    variantsCount { count }
    variants(first: 1) { nodes { id sku } }
  }
}
"""
_SET = """
mutation crossdockSetItem({declared}$productId: ID!, $variants: [ProductVariantsBulkInput!]!) {{
  {product}productVariantsBulkUpdate(productId: $productId, variants: $variants) {{
    productVariants {{ id }}
    userErrors {{ field message code }}
  }}
}}
"""
_SET_PRODUCT = "productUpdate(product: $product) { product { id } userErrors { field message } }\n  "
_MAKE = """
mutation crossdockMakeItem($identifier: ProductSetIdentifiers!, $input: ProductSetInput!) {
  productSet(identifier: $identifier, input: $input, synchronous: true) {
    product { id }
    userErrors { field message code }
  }
}
"""


async def resolve(line: Line, message: Any) -> Document:
    """The variant of a SKU, or that it is to be made.

    Raises PlatformError: held as `sku-ambiguous`, or as `sku-unknown` where it cannot be made.
    """
    sku, handle = message["sku"], handle_of(message["sku"])
    asked = {"query": _FIND, "variables": {"query": search_for(sku), "handle": handle}}
    document = line.document(await line.get(line.address(PATH, {}), asked))
    variants = found(line, document, sku)
    made = at(document, "data.productByIdentifier")
    if not variants and made is None:
        return _to_be_made(message, handle)
    # A search lags behind: what was made a moment ago is known by its handle only.
    variant = only(variants or _variants_of(made, sku), sku)
    product = variant["product"]
    return {
        "product_id": product["id"],
        "variant_id": variant["id"],
        "alone": product["variantsCount"]["count"] == 1,
    }


def request(message: Any, resolved: Mapping[str, Any], _version: str) -> Document:
    """The body that sets an item, or makes it."""
    if "handle" in resolved:
        return _making(message, resolved["handle"])
    product = _product_fields(message) if resolved["alone"] else {}
    variables: Document = {
        "productId": resolved["product_id"],
        "variants": [{"id": resolved["variant_id"], **_variant_fields(message)}],
    }
    if not product:
        return {"query": _SET.format(declared="", product=""), "variables": variables}
    variables["product"] = {"id": resolved["product_id"], **product}
    query = _SET.format(declared="$product: ProductUpdateInput!, ", product=_SET_PRODUCT)
    return {"query": query, "variables": variables}


def receipt(message: Any, resolved: Mapping[str, Any], answer: Answer) -> Receipt | None:
    """The product that an answer says was set or made; None where it does not say so."""
    if "handle" in resolved:
        product: Any = at(answer.document, "data.productSet.product.id")
        details: Document = {"made": True}
    else:
        set_now = at(answer.document, "data.productVariantsBulkUpdate.productVariants")
        product = resolved["product_id"] if set_now else None
        left = [] if resolved["alone"] else [name for name in OF_PRODUCT if name in message]
        details = {"made": False, **({"left_as_it_is": left} if left else {})}
    if not product:
        return None
    number = number_of(product)
    return Receipt(id=number, identities=((OPERATION.kind, number), ("sku", message["sku"])), details=details)


def handle_of(sku: str) -> str:
    """The handle under which an item is made."""
    return f"{inferred.HANDLE_PREFIX}{re.sub(r'[^a-z0-9]+', '-', sku.lower()).strip('-')}"


def _to_be_made(message: Any, handle: str) -> Document:
    if not message.get("title"):
        raise held(
            f"has no variant with the SKU {message['sku']}, and without a title none can be made",
            "Give the product this SKU in the shop, or its title in its master; then let it go on.",
            SKU_UNKNOWN,
        )
    return {"handle": handle}


def _variants_of(made: Document, sku: str) -> list[Document]:
    """The variant of a product that was made here, if it still has the SKU."""
    nodes = at(made, "variants.nodes") or []
    return [{**node, "product": made} for node in nodes if node.get("sku") == sku]


def _making(message: Any, handle: str) -> Document:
    """A draft: whoever runs the shop publishes it."""
    product = {**_product_fields(message), "handle": handle, STATUS: "DRAFT"}
    product["productOptions"] = [{"name": ONLY_OPTION["optionName"], "values": [{"name": ONLY_OPTION["name"]}]}]
    variant = _variant_fields(message)
    item = {"sku": message["sku"], "tracked": True, **variant.pop("inventoryItem", {})}
    product["variants"] = [{"optionValues": [ONLY_OPTION], "inventoryItem": item, **variant}]
    return {"query": _MAKE, "variables": {"identifier": {"handle": handle}, "input": product}}


def _product_fields(message: Any) -> Document:
    fields = {spelt: message[name] for name, spelt in OF_PRODUCT.items() if name in message}
    return {**fields, STATUS: fields[STATUS].upper()} if STATUS in fields else fields


def _variant_fields(message: Any) -> Document:
    fields: Document = {"barcode": message["barcode"]} if "barcode" in message else {}
    item: Document = {}
    if "weight" in message:
        weight = message["weight"]
        item["measurement"] = {"weight": {"value": weight["value"], "unit": UNITS[weight["unit"]]}}
    for name, spelt in (("country_of_origin", "countryCodeOfOrigin"), ("hs_code", "harmonizedSystemCode")):
        if name in message:
            item[spelt] = message[name]
    return {**fields, "inventoryItem": item} if item else fields
