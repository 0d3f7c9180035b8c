"""How the sandbox of Shopify behaves."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from crossdock_shopify.sandbox.inferred import Inferred


class ShopifySwitches(Inferred, kw_only=True):
    """The shop's plan, beside what is inferred."""

    bucket_size: Annotated[int, Meta(ge=1, le=10_000)] = 40
    """Calls that fit into the leaky bucket: 40 on the standard plan."""
    calls_per_second: Annotated[float, Meta(gt=0, le=1_000)] = 2.0
    """How fast the bucket leaks: 2 on the standard plan."""
    lose_every: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    """Every so many webhooks, one is never sent: "delivery is not always guaranteed". 0 loses none."""
    points_per_second: Annotated[float, Meta(gt=0, le=10_000)] = 100.0
    """How fast GraphQL's points come back: 100 on the standard plan."""
    days_to_payout: Annotated[int, Meta(ge=0, le=365)] = 3
    """Days from a payment to the payout that holds it."""
    made_before: Annotated[int, Meta(ge=0, le=1_000_000_000)] = 0
    """How much of each kind the shop made before it was opened here: ids, order numbers and events go on from there.

    Read when the shop is opened, so it is set with `--set`: whoever has seen an earlier one takes nothing for known.
    """
