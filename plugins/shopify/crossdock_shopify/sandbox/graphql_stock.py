"""Setting stock over GraphQL."""

from __future__ import annotations

from typing import Any

from crossdock_shopify.sandbox import inferred
from crossdock_shopify.sandbox.graphql_call import GraphqlCall, GraphqlError, user_error
from crossdock_shopify.sandbox.level_setting import MOST_AT_ONCE, set_levels

Document = dict[str, Any]


def set_quantities(call: GraphqlCall) -> Document:
    """Set levels, in place of those that are named; raises GraphqlError without the key that newer versions want."""
    given = call.variables.get("input") or {}
    keyed = call.version >= inferred.IDEMPOTENT_SINCE
    if keyed and not ("@idempotent" in call.query and call.variables.get("key")):
        raise GraphqlError(
            "The @idempotent directive is required for this mutation but was not provided.", "BAD_REQUEST"
        )
    compares = "changeFromQuantity" if keyed else "compareQuantity"
    if given.get("name") not in ("available", "on_hand"):
        return _failed("The quantity name must be either 'available' or 'on_hand'.", "INVALID_NAME")
    wanted = given.get("quantities") or []
    if len(wanted) > MOST_AT_ONCE:
        message = f"The input array size of {len(wanted)} is greater than the maximum allowed of {MOST_AT_ONCE}."
        raise GraphqlError(message, "MAX_INPUT_SIZE_EXCEEDED")
    if errors := set_levels(call.shop, given["name"], wanted, compares):
        return {"inventoryAdjustmentGroup": None, "userErrors": errors}
    return {"inventoryAdjustmentGroup": {"createdAt": call.shop.now(), "changes": []}, "userErrors": []}


def _failed(message: str, code: str) -> Document:
    return {"inventoryAdjustmentGroup": None, "userErrors": [user_error(message, "input", "name", code=code)]}
