"""What SEKO does not offer, as the README tells it."""

from __future__ import annotations

CANNOT = (
    "There is no list of orders or products to read, and no way to change an order once it is sent.",
    "The only list of dispatches tells neither their lines nor their orders' numbers.",
    "An order is all or nothing: one line without free stock refuses it.",
    "Stock lags orders by about five minutes.",
)
