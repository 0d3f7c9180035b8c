"""As much of the GraphQL Admin API as setting stock needs: one query and one mutation, known by their root fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from litestar import Controller, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_shopify.sandbox import inferred
from crossdock_shopify.sandbox.answers import Call, answered, object_of
from crossdock_shopify.sandbox.refusal import Refused
from crossdock_shopify.sandbox.shop import Shop

ROOT = re.compile(r"^\s*(?:query|mutation)?[^{]*\{\s*(\w+)", re.DOTALL)
SKU = re.compile(r'^sku:"((?:[^"\\]|\\.)*)"$')
Document = dict[str, Any]


class GraphqlRoutes(Controller):
    """`/graphql.json`; always answered with 200."""

    @post("/graphql.json", status_code=200)
    async def ask(self, request: Call, version: FromPath[str], shop: NamedDependency[Shop]) -> Response[bytes]:
        body = await object_of(request)
        found = ROOT.match(str(body.get("query", "")))
        field = found.group(1) if found else ""
        if not shop.points.take(inferred.POINTS.get(field, 1)):
            return answered(_throttled(shop, field))
        act = _FIELDS.get(field)
        if act is None:
            message = f"Field '{field}' doesn't exist on type 'QueryRoot'"
            return answered({"errors": [{"message": message, "extensions": {"code": "undefinedField"}}]})
        return answered(act(body, version, shop))


def _variants(body: Document, _: str, shop: Shop) -> Document:
    variables = body.get("variables") or {}
    sku = SKU.match(str(variables.get("query", "")))
    wanted = re.sub(r"\\(.)", r"\1", sku.group(1)) if sku else ""
    location = _number(variables.get("location"))
    # The search is by words: whatever begins alike is found too.
    found = [one for one in shop.catalogue.variants.values() if wanted and (one["sku"] or "").startswith(wanted)]
    return {"data": {"productVariants": {"nodes": [_variant(one, location, shop) for one in found[:10]]}}}


def _variant(variant: Document, location: int, shop: Shop) -> Document:
    item = variant["inventory_item_id"]
    level = shop.inventory.find(item, location)
    shown = None if level is None else {"quantities": [{"name": "available", "quantity": level.available}]}
    return {
        "sku": variant["sku"],
        "inventoryItem": {"id": f"gid://shopify/InventoryItem/{item}", "inventoryLevel": shown},
    }


def _set(body: Document, version: str, shop: Shop) -> Document:
    variables = body.get("variables") or {}
    given = variables.get("input") or {}
    compares = "changeFromQuantity" if version >= inferred.IDEMPOTENT_SINCE else "compareQuantity"
    if version >= inferred.IDEMPOTENT_SINCE and not ("@idempotent" in body["query"] and variables.get("key")):
        message = "The @idempotent directive is required for this mutation but was not provided."
        return {"errors": [{"message": message, "extensions": {"code": "BAD_REQUEST"}}]}
    if given.get("name") not in ("available", "on_hand"):
        return _failed("The quantity name must be either 'available' or 'on_hand'.", "INVALID_NAME")
    for wanted in given.get("quantities") or ():
        if (refused := _set_one(given["name"], wanted, compares, shop)) is not None:
            return refused
    group = {"createdAt": shop.now(), "changes": []}
    return {"data": {"inventorySetQuantities": {"inventoryAdjustmentGroup": group, "userErrors": []}}}


def _set_one(name: str, wanted: Document, compares: str, shop: Shop) -> Document | None:
    """Sets one level; what is refused otherwise."""
    item, location = _number(wanted.get("inventoryItemId")), _number(wanted.get("locationId"))
    if compares not in wanted:
        return _failed(f"The {compares} argument must be given.", "INVALID_QUANTITY")
    level = shop.inventory.find(item, location)
    if level is None:
        return _failed("The specified inventory item could not be found.", "INVALID_INVENTORY_ITEM")
    has = level.available if name == "available" else level.on_hand
    if wanted[compares] is not None and wanted[compares] != has:
        code = "CHANGE_FROM_QUANTITY_STALE" if compares == "changeFromQuantity" else "COMPARE_QUANTITY_STALE"
        return _failed(inferred.COMPARED_IN_VAIN, code)
    quantity = wanted["quantity"] - (level.committed if name == "on_hand" else 0)
    try:
        changed = shop.inventory.change(item, location, quantity, shop.now(), by=False)
    except Refused as error:
        return _failed(str(error.errors["available"][0]), "INVALID_QUANTITY")
    shop.webhooks.send("inventory_levels/update", changed.document())
    return None


def _failed(message: str, code: str) -> Document:
    error = {"field": ["input", "quantities"], "message": message, "code": code}
    return {"data": {"inventorySetQuantities": {"inventoryAdjustmentGroup": None, "userErrors": [error]}}}


def _throttled(shop: Shop, field: str) -> Document:
    status = {
        "maximumAvailable": inferred.POINTS_AT_MOST,
        "currentlyAvailable": shop.points.left(),
        "restoreRate": shop.points.per_second(),
    }
    cost = {"requestedQueryCost": inferred.POINTS.get(field, 1), "actualQueryCost": None, "throttleStatus": status}
    error = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
    return {"errors": [error], "extensions": {"cost": cost}}


def _number(gid: Any) -> int:
    digits = str(gid).rpartition("/")[2]
    return int(digits) if digits.isdecimal() else 0


_FIELDS: dict[str, Callable[[Document, str, Shop], Document]] = {
    "productVariants": _variants,
    "inventorySetQuantities": _set,
}
