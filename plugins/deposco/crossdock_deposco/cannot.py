"""What Deposco does not offer, as the README tells it."""

from __future__ import annotations

CANNOT = (
    "Tell a stock level by its newer API, or set one without a subscription of its own.",
    "Recognise what it was sent before: there are no keys for that.",
    "Show a customer order when it was taken in, or take it once.",
    "Reduce an order by sending it again: that is what cancellations are for.",
    "Keep customers: people stand in orders. Trading partners are companies.",
    "Ship what was cancelled at picking: the rest is a new order.",
)
