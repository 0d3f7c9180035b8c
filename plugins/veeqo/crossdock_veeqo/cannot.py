"""What Veeqo does not offer, as the README tells it."""

from __future__ import annotations

CANNOT = (
    "Tell anything by itself: there are no webhooks, and a poll is as late as its schedule.",
    "Recognise what it was sent before: there are no keys for that, and it takes a number twice.",
    "Ship an allocation twice: a replacement is a new order.",
    "Make a return by a call, delete an order or a customer, or tell the states of a return.",
    "Take a SKU in an order, or an order's reference of another system but in its number, its payment or a note.",
    "Say when an allocation was made, or when a return arrived: such ledger events have no time of their own.",
)
