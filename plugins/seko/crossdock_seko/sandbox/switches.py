"""How the sandbox of SEKO behaves, and where it pushes to."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from crossdock_seko.sandbox.inferred import Inferred

Address = Annotated[str, Meta(pattern=r"^https?://[^\s]{1,2000}$")]


class SekoSwitches(Inferred, kw_only=True):
    """Documented settings of an account, beside what is inferred."""

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
