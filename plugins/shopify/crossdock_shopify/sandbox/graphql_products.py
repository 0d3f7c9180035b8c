"""Changing and making products over GraphQL."""

from __future__ import annotations

from typing import Any

from crossdock_shopify.sandbox import inferred
from crossdock_shopify.sandbox.graphql_call import GraphqlCall, number_of, user_error
from crossdock_shopify.sandbox.money import amount_of, text
from crossdock_shopify.sandbox.refusal import Refused

STATUSES = ("ACTIVE", "ARCHIVED", "DRAFT", "UNLISTED")
GRAMS = {"GRAMS": 1, "KILOGRAMS": 1000, "OUNCES": 28.349523125, "POUNDS": 453.59237}
Document = dict[str, Any]


def update_product(call: GraphqlCall) -> Document:
    """Set fields of a product."""
    given = call.variables.get("product") or {}
    product = call.shop.catalogue.products.get(number_of(given.get("id")))
    if product is None:
        return {"product": None, "userErrors": [user_error(inferred.NO_PRODUCT, "id")]}
    if (refused := _refused(given)) is not None:
        return {"product": None, "userErrors": [refused]}
    call.shop.catalogue.change_product(product, _product_fields(given), call.shop.now())
    return {"product": {"id": product["admin_graphql_api_id"]}, "userErrors": []}


def update_variants(call: GraphqlCall) -> Document:
    """Set fields of a product's variants: all of them, or none."""
    product = call.shop.catalogue.products.get(number_of(call.variables.get("productId")))
    if product is None:
        return {"productVariants": None, "userErrors": [user_error(inferred.NO_PRODUCT, "productId")]}
    by_id = {variant["admin_graphql_api_id"]: variant for variant in product["variants"]}
    changes: list[tuple[Document, Document]] = []
    for place, given in enumerate(call.variables.get("variants") or ()):
        if given.get("id") not in by_id:
            error = user_error(inferred.NO_VARIANT, "variants", str(place), code="PRODUCT_VARIANT_DOES_NOT_EXIST")
            return {"productVariants": None, "userErrors": [error]}
        try:
            changes.append((by_id[given["id"]], _variant_fields(given)))
        except Refused as refused:
            message = str(refused.errors["price"][0])
            error = user_error(message, "variants", str(place), "price", code="INVALID_INPUT")
            return {"productVariants": None, "userErrors": [error]}
    for variant, fields in changes:
        call.shop.catalogue.change_variant(variant, fields, call.shop.now())
    return {"productVariants": [{"id": variant["admin_graphql_api_id"]} for variant, _ in changes], "userErrors": []}


def set_product(call: GraphqlCall) -> Document:
    """Make a product with one variant, or do so again: what has the handle is set anew."""
    given, handle = call.variables.get("input") or {}, (call.variables.get("identifier") or {}).get("handle")
    if (refused := _refused(given)) is not None or not given.get("title"):
        error = refused or user_error("Title can't be blank", "input", "title", code="BLANK")
        return {"product": None, "userErrors": [error]}
    variant: Document = next(iter(given.get("variants") or ()), {})
    fields = {**_variant_fields(variant), "sku": (variant.get("inventoryItem") or {}).get("sku")}
    known = call.shop.catalogue.by_handle(handle)
    if known is None:
        known = call.shop.catalogue.add_product({**_product_fields(given), "handle": handle}, fields, call.shop.now())
        call.shop.inventory.add(known["variants"][0]["inventory_item_id"])
    else:
        call.shop.catalogue.change_product(known, _product_fields(given), call.shop.now())
        call.shop.catalogue.change_variant(known["variants"][0], fields, call.shop.now())
    return {"product": {"id": known["admin_graphql_api_id"]}, "userErrors": []}


def _refused(given: Document) -> Document | None:
    if "status" in given and given["status"] not in STATUSES:
        return user_error("Status is not included in the list", "product", "status", code="INVALID")
    if given.get("title") == "":
        return user_error("Title can't be blank", "product", "title", code="BLANK")
    return None


def _product_fields(given: Document) -> Document:
    spelt = {"title": "title", "status": "status", "vendor": "vendor", "productType": "product_type"}
    fields = {name: given[field] for field, name in spelt.items() if field in given}
    return {**fields, "status": fields["status"].lower()} if "status" in fields else fields


def _variant_fields(given: Document) -> Document:
    fields = {"barcode": given["barcode"]} if "barcode" in given else {}
    for field, name in (("price", "price"), ("compareAtPrice", "compare_at_price")):
        if field in given:
            fields[name] = None if given[field] is None else text(amount_of(given[field], "price"))
    weight = ((given.get("inventoryItem") or {}).get("measurement") or {}).get("weight")
    if weight:
        grams = round(weight["value"] * GRAMS[weight["unit"]])
        fields.update(grams=grams, weight=grams / 1000, weight_unit="kg")
    return fields
