"""Splitting fulfilment orders over GraphQL, the only way there is."""

from __future__ import annotations

from typing import Any

from crossdock_shopify.sandbox.graphql_call import GraphqlCall, number_of, user_error
from crossdock_shopify.sandbox.refusal import Refused

Document = dict[str, Any]


def split(call: GraphqlCall) -> Document:
    """Split lines off fulfilment orders, one after the other; what is refused ends it."""
    done: list[Document] = []
    for asked in call.variables.get("fulfillmentOrderSplits") or ():
        number, lines = number_of(asked.get("fulfillmentOrderId")), asked.get("fulfillmentOrderLineItems")
        try:
            kept, new = call.shop.fulfilment_order_changes.split(number, lines)
        except Refused as refused:
            return {
                "fulfillmentOrderSplits": done,
                "userErrors": [user_error(str(refused.errors), "fulfillmentOrderSplits")],
            }
        done.append({"fulfillmentOrder": _named(kept), "remainingFulfillmentOrder": _named(new)})
    return {"fulfillmentOrderSplits": done, "userErrors": []}


def _named(fulfilment_order: Document | None) -> Document | None:
    return None if fulfilment_order is None else {"id": fulfilment_order["admin_graphql_api_id"]}
