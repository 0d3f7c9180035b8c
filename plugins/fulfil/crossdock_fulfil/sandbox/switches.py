"""How the sandbox of Fulfil behaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from msgspec import Meta

from crossdock_fulfil.sandbox.inferred import Inferred

Minutes = Annotated[int, Meta(ge=0, le=30 * 24 * 60)]
Url = Annotated[str, Meta(pattern="^(https?://.+)?$", max_length=2000)]


class FulfilSwitches(Inferred, kw_only=True):
    """What is known, beside what is inferred, how quick the warehouses are, and where webhooks go."""

    requests_per_second: Annotated[int, Meta(ge=1, le=100_000)] = 10
    """Of a token."""
    pace: Annotated[float, Meta(gt=0, le=3600)] = 1.0
    """How many times faster than in life the warehouses work: all minutes here are divided by it."""
    ships_by_itself: bool = True
    """Whether what is assigned is packed and leaves as time passes."""
    minutes_to_pack: Minutes = 90
    """From an order's processing until its first shipment is packed."""
    minutes_to_ship: Minutes = 120
    """From an order's processing until its first shipment leaves."""
    minutes_between_shipments: Minutes = 30
    """How much later each further shipment of the same order leaves."""
    minutes_to_return: Minutes = 3 * 24 * 60
    """From a return's making until its goods are received; an hour later they are on sale again."""
    order_url: Url = ""
    """Where it is told that an order changed; '' tells nobody."""
    shipment_url: Url = ""
    """Where it is told that a shipment left."""
    return_url: Url = ""
    """Where it is told that a return changed."""

    def lasts(self, minutes: float) -> timedelta:
        """How long so many minutes of the warehouses' take."""
        return timedelta(minutes=minutes) / self.pace
