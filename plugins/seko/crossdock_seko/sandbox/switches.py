"""How the sandbox of SEKO behaves, and where it pushes to."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from msgspec import Meta

from crossdock_seko.sandbox import start_data
from crossdock_seko.sandbox.inferred import Inferred

Address = Annotated[str, Meta(pattern=r"^https?://[^\s]{1,2000}$")]


class SekoSwitches(Inferred, kw_only=True):
    """Documented settings of an account, beside what is inferred."""

    pace: Annotated[float, Meta(gt=0, le=3600)] = 1.0
    """How many times faster than in life the account works: all minutes here are divided by it. Times told stay real."""
    minutes_until_stock_shows: Annotated[int, Meta(ge=0, le=24 * 60)] = 5
    """How long stock reads show the old figure after an order was accepted (manual: about 5 minutes)."""
    minutes_between_pushes: Annotated[int, Meta(ge=0, le=24 * 60)] = 15
    """How often the push scheduler runs (manual: about every 15 minutes); 0 pushes at once."""
    dispatch_url: Address | None = None
    """Where dispatches are pushed to; nowhere, unless it is given. User and password in it become basic auth."""
    tracking_url: Address | None = None
    """Where tracking is pushed to."""
    goods_received_url: Address | None = None
    """Where receipts of goods (GRN) are pushed to."""
    stock_moved_url: Address | None = None
    """Where movements and adjustments of stock are pushed to."""
    integration_id: Annotated[str, Meta(pattern="^[A-Z0-9]{1,20}$")] = start_data.INTEGRATION_ID
    """Which account of the client's the pushes are of; each has sequence numbers of its own, from 1 on."""
    lose_push_every: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    """Every so many pushes, one is never sent, and nobody is told: what pushes are like. 0 loses none."""
    repeat_push_every: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    """Every so many pushes, one comes a second time, an hour after the first. 0 repeats none."""

    def lasts(self, minutes: float) -> timedelta:
        """How long so many minutes of the account's take."""
        return timedelta(minutes=minutes) / self.pace
