"""How the sandbox of BigCommerce behaves."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from crossdock_bigcommerce.sandbox.inferred import Inferred


class BigCommerceSwitches(Inferred, kw_only=True):
    """What is documented, beside what is inferred, and what goes wrong in a store."""

    quota: Annotated[int, Meta(ge=1, le=1_000_000)] = 150
    """Calls of all applications together in a window."""
    window_seconds: Annotated[int, Meta(ge=1, le=3600)] = 30
    """How long a window is."""
    loses_adjustments: bool = False
    """Whether adjustments of stock are taken in and never carried out."""
    declines_refunds: bool = False
    """Whether the payment's provider declines what is to be paid back."""
    lose_every: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    """Every so many webhooks, one is never sent. 0 loses none."""
