"""What OrderWise does not offer, as the README tells it."""

from __future__ import annotations

CANNOT = (
    "Tell anything by OWAPI itself: there are no webhooks, and a poll is as late as its schedule.",
    "Show an order, a delivery or stock by a call of its own: without the definitions nothing of it is read.",
    "Recognise what it was sent before by OWAPI: there are no keys for that.",
    "Say what is in a delivery in a session's export, or where its stock lies.",
)
