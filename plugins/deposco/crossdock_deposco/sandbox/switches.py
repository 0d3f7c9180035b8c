"""How the sandbox of Deposco behaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from msgspec import Meta

from crossdock_deposco.sandbox.inferred import Inferred

Minutes = Annotated[int, Meta(ge=0, le=30 * 24 * 60)]


class DeposcoSwitches(Inferred, kw_only=True):
    """What is documented or measured, beside what is inferred, and how quick the warehouse's people are."""

    calls_per_second: Annotated[float, Meta(gt=0, le=1_000)] = 4.0
    """How many calls the account may make, by both APIs together."""
    nested_rows: Annotated[int, Meta(ge=1, le=1_000)] = 10
    """Rows that a list inside of a record shows."""
    wraps_single: bool = True
    """Whether a record that is asked for alone stands under its name."""
    pace: Annotated[float, Meta(gt=0, le=3600)] = 1.0
    """How many times faster than in life the warehouse works: all minutes here are divided by it."""
    works_by_itself: bool = True
    """Whether orders go on as time passes, and returns arrive."""
    minutes_to_plan: Minutes = 10
    """From New to Ready for Fulfillment, or Back Ordered."""
    minutes_to_release: Minutes = 20
    """From then until the order is Released: nothing can be called back from there on."""
    minutes_to_pick: Minutes = 15
    """From Released to Picking, and from there to Pick Complete."""
    minutes_to_pack: Minutes = 30
    """From then until the first shipment leaves."""
    minutes_between_parcels: Minutes = 60
    """How much later each further shipment of an order leaves."""
    minutes_to_label: Minutes = 0
    """How long a shipment that has left shows no tracking number."""
    minutes_to_return: Minutes = 3 * 24 * 60
    """From a return's announcement until its goods are back."""

    def lasts(self, minutes: float) -> timedelta:
        """How long so many minutes of the warehouse's take."""
        return timedelta(minutes=minutes) / self.pace
