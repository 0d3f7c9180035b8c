"""What BigCommerce does not offer, as the README tells it."""

from __future__ import annotations

CANNOT = (
    "Recognise what it was sent before: there are no keys for that.",
    "Set a level only if it is still as it was read, or tell what became of an adjustment.",
    "Tell apart an order that has left from one that was paid back, by its status alone.",
    "Tell what a payment provider paid out, or take postings.",
)
