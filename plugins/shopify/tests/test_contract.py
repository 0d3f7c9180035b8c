"""Shopify keeps the contract of every connector."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import httpx

from crossdock.connect import Operation, Resource, Secret
from crossdock.engine import json_text
from crossdock.testing import ConnectorContract
from crossdock_shopify.connector import Shopify
from crossdock_shopify.settings import ShopifySettings

ASKED = [
    {"fulfillment_order_id": 6610000000001, "fulfillment_order_line_items": [{"id": 14110000000001, "quantity": 1}]}
]
REFUNDED = [{"line_item_id": 14870000000501, "quantity": 1, "restock_type": "cancel", "location_id": 71000000001}]
RETURNED = [{"line_item_id": 14870000000501, "quantity": 2, "restock_type": "no_restock"}]
PRODUCT, VARIANT = "gid://shopify/Product/8120000000011", "gid://shopify/ProductVariant/44120000000011"
MUTATIONS = {
    "set-available": "inventorySetQuantities",
    "set-product": "productVariantsBulkUpdate",
    "set-price": "productVariantsBulkUpdate",
}
SET_ON_A_VARIANT = {
    "set-product": {
        "productId": PRODUCT,
        "product": {
            "id": PRODUCT,
            "title": "Assam Leaf Tea",
            "status": "ACTIVE",
            "vendor": "Example Tea Company",
            "productType": "Tea",
        },
        "variants": [
            {
                "id": VARIANT,
                "barcode": "5012345678900",
                "inventoryItem": {
                    "measurement": {"weight": {"value": 270, "unit": "GRAMS"}},
                    "countryCodeOfOrigin": "IN",
                    "harmonizedSystemCode": "09024000",
                },
            }
        ],
    },
    "set-price": {
        "productId": PRODUCT,
        "variants": [{"id": VARIANT, "price": "9.90", "compareAtPrice": "14.00"}],
    },
}
WHOLE_BODIES: Mapping[str, Any] = {
    "cancel-order": {"reason": "fraud", "email": False, "restock": True},
    "answer-cancellation-request": {"cancellation_request": {"message": "Stopped before it was picked."}},
}
"""What the first samples of these tell."""


class TestShopify(ConnectorContract):
    connector = Shopify
    settings = ShopifySettings(
        shop="example-tea", access_token=Secret("made-up-access-token"), webhook_secret=Secret("made-up-webhook-secret")
    )
    parameters: ClassVar[Mapping[str, Any]] = {
        "stock_level": {"location_ids": "71000000001"},
        "refund": {"order_id": 5890012340050},
        "fulfilment": {"order_id": 5890012340050},
        "transaction": {"order_id": 5890012340050},
        "fulfilment_order": {"order_id": 5890012340050},
        "balance_transaction": {"payout_id": 100007396850},
    }
    resolved: ClassVar[Mapping[str, Any]] = {
        "create-fulfilment": {"line_items_by_fulfillment_order": ASKED, "shipped": {"14870000000501": 1}, "before": []},
        "create-refund": {
            "refund_line_items": REFUNDED,
            "currency": "GBP",
            "transactions": [{"parent_id": 8800000000001, "amount": "5.50", "kind": "refund", "gateway": "manual"}],
        },
        "refund-return": {
            "order_id": "5890012340050",
            "refund_line_items": RETURNED,
            "currency": "GBP",
            "transactions": [],
        },
        "cancel-order": {"cancelled": False, "paid": "28.50", "currency": "GBP"},
        "create-order": {"variants": {"MUG-STONE-01": 44120000000013}},
        "set-tracking": {"fulfilment_id": 5310000000005, "told": False},
        "set-available": {"inventory_item_id": "gid://shopify/InventoryItem/46200000000013", "found": 60},
        "set-product": {"product_id": PRODUCT, "variant_id": VARIANT, "alone": True},
        "set-price": {"product_id": PRODUCT, "variant_id": VARIANT},
    }

    def page(self, resource: Resource, records: Sequence[Any], following: str | None = None) -> dict[str, Any]:
        listed = [_product(record) for record in records] if resource.name == "variant" else records
        return super().page(resource, listed, following)

    def beside(self, request: httpx.Request) -> dict[str, Any] | None:
        payouts = {str(payout["id"]): payout for payout in self.samples(Shopify.resource("payout"))}
        payout = payouts.get(request.url.params.get("payout_id", ""))
        return None if payout is None else {"json": {"transactions": payout["transactions"]}}

    def accepted_answer(self, operation: Operation) -> dict[str, Any]:
        if operation.path != "/graphql.json":
            return super().accepted_answer(operation)
        done = {
            "userErrors": [],
            **({} if operation.name == "set-available" else {"productVariants": [{"id": VARIANT}]}),
        }
        return {"json": {"data": {MUTATIONS[operation.name]: done}}}

    def refused_answer(self, operation: Operation, words: str) -> dict[str, Any]:
        if operation.path != "/graphql.json":
            return super().refused_answer(operation, words)
        errors = [{"field": ["input"], "message": words, "code": "INVALID_INPUT"}]
        return {"json": {"data": {MUTATIONS[operation.name]: {"userErrors": errors}}}}

    def repeated_answer(self, operation: Operation) -> dict[str, Any]:  # noqa: ARG002  # there is one
        return {"status_code": 422, "json": {"errors": {"email": ["has already been taken"]}}}

    def batch_answer(self, operation: Operation, _: Sequence[Any], refused: Mapping[int, str]) -> dict[str, Any]:
        if not refused:
            return self.accepted_answer(operation)
        errors = [
            {"field": ["input", "quantities", str(place), "quantity"], "message": words, "code": "INVALID_QUANTITY"}
            for place, words in refused.items()
        ]
        return {"json": {"data": {"inventorySetQuantities": {"inventoryAdjustmentGroup": None, "userErrors": errors}}}}

    def tells(self, operation: Operation, message: Any, request: httpx.Request) -> bool:
        told = json_text.decode(request.content)
        compare = TELLS.get(operation.name)
        if compare is not None:
            return compare(told, message)
        expected = SET_ON_A_VARIANT.get(operation.name) or WHOLE_BODIES[operation.name]
        return bool((told["variables"] if operation.path == "/graphql.json" else told) == expected)


def _tells_level(told: Any, message: Any) -> bool:
    (level,) = told["variables"]["input"]["quantities"]
    said = (level["locationId"], level["quantity"])
    return said == (message["location_id"], message["available"]) and level["changeFromQuantity"] == 60


def _tells_refund(told: Any, message: Any) -> bool:
    refund = told["refund"]
    lines, name = (REFUNDED, "shipment") if "shipment" in message else (RETURNED, "return")
    said = (refund["refund_line_items"], refund["notify"])
    return message[name] in refund["note"] and said == (lines, message["notify_customer"])


def _tells_shipment(told: Any, message: Any) -> bool:
    said = {name: value for name, value in told["fulfillment"].items() if name != "line_items_by_fulfillment_order"}
    expected = {"notify_customer": message["notify_customer"]}
    if "tracking" in message:
        expected["tracking_info"] = message["tracking"]
    lines = told["fulfillment"].get("line_items_by_fulfillment_order", ASKED if "lines" not in message else None)
    return bool(said == expected and lines == ASKED)


TELLS: Mapping[str, Callable[[Any, Any], bool]] = {
    "set-available": _tells_level,
    "create-refund": _tells_refund,
    "refund-return": _tells_refund,
    "create-fulfilment": _tells_shipment,
    "set-tracking": _tells_shipment,
    "create-customer": lambda told, message: bool(told == {"customer": message}),
    "create-order": lambda told, message: bool(_with_sku(told["order"]) == message),
}


def _product(variant: Any) -> Any:
    """What Shopify lists, so that a variant is found inside."""
    own = {name: value for name, value in variant.items() if name != "product"}
    return {**variant["product"], "variants": [own]}


def _with_sku(order: Any) -> Any:
    """An order of mugs as it was before its SKU was looked up."""
    for line in order["line_items"]:
        assert line.pop("variant_id") == 44120000000013
        line["sku"] = "MUG-STONE-01"
    return order
