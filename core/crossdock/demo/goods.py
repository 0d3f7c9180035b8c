"""Goods for the simulated warehouse, so that a demo does not run out of them after a quarter of an hour."""

from __future__ import annotations

from collections import defaultdict

import httpx

from crossdock.demo.seed_flow import Access

QUANTITY = 1_000_000
"""Of each product, in each distribution centre."""
_LONGEST_WAY_SECONDS = 8 * 24 * 3600
"""Longer than any announced delivery takes, whatever the sandbox's switches say."""


def stock_up(address: str, access: Access) -> None:
    """Announce plenty of every product at a SEKO sandbox, and let the time pass until it has arrived.

    To be done before there are orders: they would all be dispatched in that time. Raises httpx.HTTPError where the
    sandbox does not answer.
    """
    with httpx.Client(timeout=30, trust_env=False) as client:
        places = client.get(f"{address}/_sandbox/state").raise_for_status().json()["stock"]
        codes: defaultdict[str, list[str]] = defaultdict(list)
        for place in places:
            dc, _, code = place["id"].partition("/")
            codes[dc].append(code)
        for dc, products in codes.items():
            client.post(
                f"{access.settings['base_url']}/receipts/v3/submit",
                params={"api_key": access.secrets["api_key"]},
                json=_announcement(dc, products),
            ).raise_for_status()
        client.post(f"{address}/_sandbox/advance", json={"seconds": _LONGEST_WAY_SECONDS}).raise_for_status()


def _announcement(dc: str, products: list[str]) -> dict[str, object]:
    lines = [
        {"LineNumber": number, "ProductCode": code, "Quantity": QUANTITY} for number, code in enumerate(products, 1)
    ]
    return {
        "Receipt": {"ASNNumber": f"DEMO-{dc}"},
        "ReceiptHeader": {"DCCode": dc},
        "List": {"ReceiptLineItem": lines},
    }
