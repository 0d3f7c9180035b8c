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
from crossdock_shopify.sandbox.level_setting import MOST_AT_ONCE, set_levels
from crossdock_shopify.sandbox.shop import Shop
from crossdock_shopify.sandbox.variant_search import search

ROOT = re.compile(r"^\s*(?:query|mutation)?[^{]*\{\s*(\w+)", re.DOTALL)
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
    location = _number(variables.get("location"))
    found, page = search(shop.catalogue.variants.values(), variables)
    nodes = [_variant(one, location, shop) for one in found]
    return {"data": {"productVariants": {"nodes": nodes, "pageInfo": page}}}


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
    wanted = given.get("quantities") or []
    if len(wanted) > MOST_AT_ONCE:
        message = f"The input array size of {len(wanted)} is greater than the maximum allowed of {MOST_AT_ONCE}."
        return {"errors": [{"message": message, "extensions": {"code": "MAX_INPUT_SIZE_EXCEEDED"}}]}
    if errors := set_levels(shop, given["name"], wanted, compares):
        return {"data": {"inventorySetQuantities": {"inventoryAdjustmentGroup": None, "userErrors": errors}}}
    group = {"createdAt": shop.now(), "changes": []}
    return {"data": {"inventorySetQuantities": {"inventoryAdjustmentGroup": group, "userErrors": []}}}


def _failed(message: str, code: str) -> Document:
    error = {"field": ["input", "name"], "message": message, "code": code}
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
