"""What Shopify does not offer, as the README tells it."""

from __future__ import annotations

CANNOT = (
    "A fulfilment keeps no reference of the sender's: it is known by its lines and its tracking number only.",
    "There is no list of all refunds or fulfilments: they are read order by order, or come inside an order.",
    "Personal data may be null where the app has no approval to see it.",
)
