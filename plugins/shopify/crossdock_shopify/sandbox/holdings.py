"""What the shop holds, as `GET /_sandbox/state` shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossdock.connect.sandbox import Holding
from crossdock_shopify.sandbox.shop import Shop


def holdings(shop: Shop) -> Mapping[str, list[Holding]]:
    """By kind of resource. What is made by one call was received once: a second call makes another one."""
    orders = shop.orders.chosen({"status": "any"})
    skus = {variant["inventory_item_id"]: variant["sku"] for variant in shop.catalogue.variants.values()}
    return {
        "orders": [_order(order) for order in orders],
        "products": [_product(product) for product in shop.catalogue.products.values()],
        "stock": [
            {
                "id": f"{level.location}/{level.item}",
                "sku": skus[level.item],
                "received": level.received,
                "available": level.available,
                "committed": level.committed,
                "on_hand": level.on_hand,
            }
            for level in shop.inventory.levels()
        ],
        "fulfilment_orders": [_fulfilment_order(found) for found in shop.fulfilment_orders.every()],
        "fulfilments": [_fulfilment(found) for found in shop.fulfilments.every()],
        "refunds": [
            {"id": str(refund["id"]), "received": 1, "order": str(order["id"])}
            for order in orders
            for refund in order["refunds"]
        ],
        "customers": [
            {"id": str(found["id"]), "received": 0, "email": found["email"]}
            for found in shop.catalogue.customers.values()
        ],
        "payouts": [
            {"id": str(found["id"]), "received": 0, **{name: found[name] for name in ("date", "status", "amount")}}
            for found in shop.payouts.chosen({})
        ],
        "subscriptions": [
            {"id": str(found["id"]), "received": 1, "topic": found["topic"], "address": found["address"]}
            for found in shop.webhooks.every()
        ],
        "webhooks": [
            {
                "id": push.id,
                "received": 0,
                "topic": push.kind,
                "attempts": push.attempts,
                "outcome": push.outcome,
                "answer": push.answer,
            }
            for push in shop.outbox.pushes
        ],
    }


def _product(product: dict[str, Any]) -> Holding:
    variants = {
        variant["sku"]: {name: variant[name] for name in ("price", "compare_at_price", "barcode", "grams")}
        for variant in product["variants"]
    }
    shown = {name: product[name] for name in ("title", "handle", "status")}
    return {"id": str(product["id"]), "received": 0, **shown, "variants": variants}


def _order(order: dict[str, Any]) -> Holding:
    shown = ("name", "financial_status", "fulfillment_status", "cancelled_at", "source_identifier", "tags", "test")
    return {"id": str(order["id"]), "received": 1, **{name: order[name] for name in shown}}


def _fulfilment_order(found: dict[str, Any]) -> Holding:
    lines = {str(line["line_item_id"]): line["quantity"] for line in found["line_items"]}
    return {
        "id": str(found["id"]),
        "received": 0,
        "order": str(found["order_id"]),
        "status": found["status"],
        "request_status": found["request_status"],
        "lines": lines,
    }


def _fulfilment(found: dict[str, Any]) -> Holding:
    return {
        "id": str(found["id"]),
        "received": 1,
        "order": str(found["order_id"]),
        "status": found["status"],
        "tracking_numbers": found["tracking_numbers"],
        "lines": {line["sku"] or str(line["id"]): line["quantity"] for line in found["line_items"]},
    }
