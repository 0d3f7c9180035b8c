"""Shopify Payments: payouts, and the balance transactions that make them."""

from __future__ import annotations

from litestar import Controller, Response, get
from litestar.di import NamedDependency

from crossdock_shopify.sandbox.answers import Call, listed
from crossdock_shopify.sandbox.listing import number
from crossdock_shopify.sandbox.shop import Shop


class PayoutRoutes(Controller):
    """`/shopify_payments`."""

    path = "/shopify_payments"

    @get("/payouts.json")
    async def list_payouts(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        return listed(request, "payouts", shop.payouts.chosen)

    @get("/balance/transactions.json")
    async def list_transactions(self, request: Call, shop: NamedDependency[Shop]) -> Response[bytes]:
        """Of a payout; what is in none yet is not listed here."""
        return listed(
            request,
            "transactions",
            lambda query: shop.payouts.transactions(number(query.get("payout_id", "0"), "payout_id")),
        )
