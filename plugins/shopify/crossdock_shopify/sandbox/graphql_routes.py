"""As much of the GraphQL Admin API as setting stock, products and prices needs, and splitting what is to be shipped, known by the fields of its root."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from litestar import Controller, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_shopify.sandbox import (
    graphql_products,
    graphql_splits,
    graphql_stock,
    graphql_variants,
    inferred,
    start_data,
)
from crossdock_shopify.sandbox.answers import Call, answered, object_of
from crossdock_shopify.sandbox.graphql_call import GraphqlCall, GraphqlError
from crossdock_shopify.sandbox.graphql_query import root_fields
from crossdock_shopify.sandbox.shop import Shop

Document = dict[str, Any]


class GraphqlRoutes(Controller):
    """`/graphql.json`; always answered with 200."""

    @post("/graphql.json", status_code=200)
    async def ask(self, request: Call, version: FromPath[str], shop: NamedDependency[Shop]) -> Response[bytes]:
        body = await object_of(request)
        query = str(body.get("query", ""))
        cost = inferred.MUTATION_POINTS if query.lstrip().startswith("mutation") else inferred.QUERY_POINTS
        if not shop.points.take(cost):
            return answered(_throttled(shop, cost))
        call = GraphqlCall(query=query, variables=body.get("variables") or {}, version=version, shop=shop)
        try:
            return answered({"data": {field: _act(field)(call) for field in root_fields(query)}})
        except GraphqlError as error:
            return answered({"errors": [{"message": str(error), "extensions": {"code": error.code}}]})


def _act(field: str) -> Callable[[GraphqlCall], Any]:
    if field not in _FIELDS:
        raise GraphqlError(f"Field '{field}' doesn't exist on type 'QueryRoot'", "undefinedField")
    return _FIELDS[field]


def _throttled(shop: Shop, cost: int) -> Document:
    status = {
        "maximumAvailable": inferred.POINTS_AT_MOST,
        "currentlyAvailable": shop.points.left(),
        "restoreRate": shop.points.per_second(),
    }
    told = {"requestedQueryCost": cost, "actualQueryCost": None, "throttleStatus": status}
    error = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
    return {"errors": [error], "extensions": {"cost": told}}


def _shop(_: GraphqlCall) -> Document:
    return {"currencyCode": start_data.CURRENCY}


def _orders(call: GraphqlCall) -> Document:
    """Those of a `source_identifier:"..."` or a `name:"..."`, which has no '#'; the search knows nothing else."""
    field, _, text = str(call.variables.get("query", "")).partition(":")
    wanted = text.strip('"')
    found = [one for one in call.shop.orders.chosen({"status": "any"}) if _searched(one, field) == wanted]
    return {
        "nodes": [
            {"id": one["admin_graphql_api_id"], "name": one["name"], "sourceIdentifier": one["source_identifier"]}
            for one in found[:10]
        ]
    }


def _searched(order: Document, field: str) -> str | None:
    """What of an order is looked at for a field of the search."""
    told: str | None = order["name"].removeprefix("#") if field == "name" else order["source_identifier"]
    return told


_FIELDS: Mapping[str, Callable[[GraphqlCall], Any]] = {
    "shop": _shop,
    "orders": _orders,
    "productVariants": graphql_variants.found_by_sku,
    "productByIdentifier": graphql_variants.found_by_handle,
    "inventorySetQuantities": graphql_stock.set_quantities,
    "productUpdate": graphql_products.update_product,
    "productVariantsBulkUpdate": graphql_products.update_variants,
    "fulfillmentOrderSplit": graphql_splits.split,
    "productSet": graphql_products.set_product,
}
