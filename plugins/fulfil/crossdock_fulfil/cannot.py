"""What Fulfil does not offer, as the README tells it."""

from __future__ import annotations

CANNOT = (
    "Say when a shipment left: it tells the day.",
    "Tell how its webhooks' bodies look, or that it will try them again.",
    "Take a price change of what is invoiced, or an order whose total is not what its lines come to.",
)
