"""Goods that are on their way to the simulated warehouse."""

from __future__ import annotations

from collections.abc import Mapping


def announcement(number: str, dc: str, quantities: Mapping[str, int]) -> dict[str, object]:
    """A delivery to a distribution centre, by product, as SEKO is told of it."""
    lines = [
        {"LineNumber": line, "ProductCode": code, "Quantity": quantity}
        for line, (code, quantity) in enumerate(quantities.items(), 1)
    ]
    return {
        "Receipt": {"ASNNumber": number},
        "ReceiptHeader": {"DCCode": dc},
        "List": {"ReceiptLineItem": lines},
    }
