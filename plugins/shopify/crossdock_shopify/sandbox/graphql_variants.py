"""Finding variants over GraphQL: by words, or by a product's handle."""

from __future__ import annotations

from typing import Any

from crossdock_shopify.sandbox.graphql_call import GraphqlCall, number_of
from crossdock_shopify.sandbox.shop import Shop
from crossdock_shopify.sandbox.variant_search import search

Document = dict[str, Any]


def found_by_sku(call: GraphqlCall) -> Document:
    """A page of the variants whose SKU begins so: the search is by words."""
    location = number_of(call.variables.get("location"))
    found, page = search(call.shop.catalogue.variants.values(), call.variables)
    return {"nodes": [_variant(one, location, call.shop) for one in found], "pageInfo": page}


def found_by_handle(call: GraphqlCall) -> Document | None:
    """The product of a handle; None where there is none."""
    handle = call.variables.get("handle")
    product = call.shop.catalogue.by_handle(handle)
    if product is None:
        return None
    nodes = [_variant(variant, 0, call.shop) for variant in product["variants"]]
    return {**_counted(product), "variants": {"nodes": nodes[:1]}}


def _variant(variant: Document, location: int, shop: Shop) -> Document:
    item = variant["inventory_item_id"]
    level = shop.inventory.find(item, location)
    shown = None if level is None else {"quantities": [{"name": "available", "quantity": level.available}]}
    return {
        "id": variant["admin_graphql_api_id"],
        "sku": variant["sku"],
        "product": _counted(shop.catalogue.product(variant["product_id"])),
        "inventoryItem": {"id": f"gid://shopify/InventoryItem/{item}", "inventoryLevel": shown},
    }


def _counted(product: Document) -> Document:
    return {"id": product["admin_graphql_api_id"], "variantsCount": {"count": len(product["variants"])}}
