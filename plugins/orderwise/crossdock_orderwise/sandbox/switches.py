"""How the sandbox of OrderWise behaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from msgspec import Meta

from crossdock_orderwise.sandbox.inferred import Inferred

Address = Annotated[str, Meta(pattern=r"^https?://[^\s]{1,2000}$")]
Minutes = Annotated[int, Meta(ge=0, le=30 * 24 * 60)]


class OrderWiseSwitches(Inferred, kw_only=True):
    """What is up to an installation, beside what is inferred, and how quick its people are."""

    pace: Annotated[float, Meta(gt=0, le=3600)] = 1.0
    """How many times faster than in life they work: all minutes but those of tokens are divided by it."""
    minutes_to_despatch: Minutes = 120
    """From an order, or the arrival of what it waited for, to its despatch."""
    minutes_between_sessions: Annotated[int, Meta(ge=1, le=24 * 60)] = 5
    """How often the E-Commerce session runs; every five minutes is advised."""
    order_feed_url: Address | None = None
    """Where the session fetches orders; nowhere, unless it is given."""
    acknowledge_url: Address | None = None
    """Where it says which orders it took."""
    despatch_url: Address | None = None
    """Where it posts what became of orders."""
    stock_url: Address | None = None
    """Where it posts free stock."""
    awaiting: str = "Awaiting despatch"
    """What the installation calls a status; so with the next four."""
    on_hold: str = "On hold"
    partially: str = "Partially despatched"
    completed: str = "Completed"
    cancelled: str = "Cancelled"

    def lasts(self, minutes: float) -> timedelta:
        """How long so many minutes of theirs take."""
        return timedelta(minutes=minutes) / self.pace
