"""How the sandbox of Veeqo behaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from msgspec import Meta

from crossdock_veeqo.sandbox.inferred import Inferred

Minutes = Annotated[int, Meta(ge=0, le=30 * 24 * 60)]


class VeeqoSwitches(Inferred, kw_only=True):
    """What is documented, beside what is inferred, and how quick the company's people are."""

    bucket_size: Annotated[int, Meta(ge=1, le=10_000)] = 100
    """Calls that fit into a key's leaky bucket."""
    calls_per_second: Annotated[float, Meta(gt=0, le=1_000)] = 5.0
    """How fast it leaks."""
    pace: Annotated[float, Meta(gt=0, le=3600)] = 1.0
    """How many times faster than in life the company works: all minutes here are divided by it."""
    ships_by_itself: bool = True
    """Whether what is paid and allocated leaves as time passes; otherwise only by `POST /shipments`."""
    minutes_to_ship: Minutes = 120
    """From an allocation to its shipment."""
    minutes_between_parcels: Minutes = 30
    """How much later each further allocation of the same round leaves."""
    minutes_to_collect: Minutes = 180
    """From a shipment until the carrier has it."""
    minutes_to_deliver: Minutes = 24 * 60
    """From a shipment until it is delivered."""
    minutes_to_return: Minutes = 3 * 24 * 60
    """From a return's making until its goods are back."""
    seconds_to_allocate_anew: Annotated[int, Meta(ge=0, le=3600)] = 30
    """How long an order that is allocated anew shows no allocation at all."""

    def lasts(self, minutes: float) -> timedelta:
        """How long so many minutes of the company's take."""
        return timedelta(minutes=minutes) / self.pace
