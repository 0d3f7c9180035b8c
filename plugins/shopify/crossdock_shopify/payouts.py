"""Payouts of Shopify Payments, each with the balance transactions that make it; what was charged for them stands nowhere else.

Facts: https://shopify.dev/docs/api/admin-rest (Payouts, Transactions of the balance).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from crossdock.connect import LinkHeader, Resource, Worth
from crossdock.errors import InvalidInput
from crossdock_shopify import inferred

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

Document = dict[str, Any]
TRANSACTION = Resource(
    name="balance_transaction",
    title="Balance transaction",
    description="What one payment, refund or adjustment did to the balance, fee included; read for a `payout_id`.",
    key=("id",),
    path="/shopify_payments/balance/transactions.json",
    records="transactions",
    query={"limit": "250"},
    needs=("payout_id",),
    paging=LinkHeader(),
)
PAYOUT = Resource(
    name="payout",
    title="Payout",
    description="What Shopify Payments paid into the shop's bank account, with its balance transactions as `transactions`.",
    key=("id",),
    worth=Worth(amount="amount", currency="currency"),
    path="/shopify_payments/payouts.json",
    records="payouts",
    query={"status": "paid", "limit": "250"},
    since=inferred.PAID_SINCE,
    paging=LinkHeader(),
    inferred=(inferred.PAID_WITHIN, inferred.PAYOUT_LINE),
)


def looking_back(parameters: Mapping[str, Any]) -> Document:
    """What payouts are asked for: days, and as far back as one may take from its day until it is paid.

    Raises InvalidInput for what is no time.
    """
    told = parameters.get(inferred.PAID_SINCE)
    if told is None:
        return dict(parameters)
    try:
        day = datetime.fromisoformat(str(told)).date()
    except ValueError as error:
        raise InvalidInput(f"'{told}' is no day to read payouts from.", remedy="Give it as 2026-03-02.") from error
    return {**parameters, inferred.PAID_SINCE: (day - inferred.DAYS_UNTIL_PAID).isoformat()}


async def with_transactions(connector: Connector, line: Line, payouts: list[Document]) -> list[Document]:
    """Payouts, each with all of its balance transactions; raises PlatformError."""
    from crossdock.connect.client import Reader  # here, since it brings the HTTP library

    reader = Reader(connector, line=line)
    return [
        {**payout, "transactions": [each async for each in reader.read(TRANSACTION.name, payout_id=payout["id"])]}
        for payout in payouts
    ]
