"""Stock: how much of each SKU may be sold, what is kept back, and which channels are closed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

ANY = "*"
"""Stands for every SKU, or every location."""


class StockTold(msgspec.Struct, frozen=True, kw_only=True):
    """What a target has from now on."""

    quantity: int
    missing: int = 0
    """Units that the target had less than was expected: it sold them, and nobody told us yet."""
    at: datetime
    """By the target's own clock."""


class Restocked(msgspec.Struct, frozen=True, kw_only=True):
    """Units that a target counts as available again by what was written, though nobody put them back on a shelf."""

    sku: str
    quantity: int


class BufferNew(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many are to be kept back; of several that apply, the most specific one counts."""

    sku: str = ANY
    """As the source calls it."""
    location: str = ANY
    """As the source calls it."""
    quantity: int
    owner: str
    """Who answers for it: a team or a role."""
    reason: str
    ends_at: datetime | None = None
    """With its zone; None: until somebody takes it away."""


class Buffer(msgspec.Struct, frozen=True, kw_only=True):
    """So many of a SKU at a location are kept back."""

    id: UUID
    environment: str
    sku: str
    location: str
    quantity: int
    owner: str
    reason: str
    ends_at: datetime | None
    created_at: datetime
    by: str


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """A connection that stock is told to. Closed: everything is told as zero, until it is opened again."""

    connection: str
    environment: str
    flows: tuple[str, ...] = ()
    closed: bool = False
    since: datetime | None = None
    reason: str = ""
    by: str = ""


class StockLevel(msgspec.Struct, frozen=True, kw_only=True):
    """One SKU at one location: the parts of the rule right now, and what the channel was told last."""

    flow: str
    environment: str
    location: str
    sku: str
    source: int
    """What the source calls available."""
    as_of: datetime
    """When the source said so."""
    placed: int
    """Units of orders that the number does not surely contain yet."""
    missing: int
    """Units that channels sold by what they show, of orders that nobody told us yet."""
    buffer: int
    closed: bool
    share: int
    """Parts of it that the channel has; 0 where it is told all there is."""
    shares: int
    """Parts of all open channels that have the SKU, this one's among them; 0 where nothing is shared."""
    shown_elsewhere: int
    """Units that those other channels show: they are not promised twice."""
    target: int
    """What may be sold here: source less placed, missing and buffer, and of that the channel's share, never below zero;
    zero where the channel is closed."""
    told: int | None
    """None: nothing yet."""
    sold: int
    """Units that the channel sold since then, as far as is known."""
    told_on: datetime | None
    why: str
    """How what was told was worked out."""


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """A reading of stock that is not believed: too much of it fell to zero. Nothing of it is taken over."""

    flow: str
    environment: str
    since: datetime
    fallen: int
    """SKUs that were above zero, and would be zero."""
    standing: int
    """SKUs that were above zero."""
    accepted_at: datetime | None = None
    """A person says that it is so: the next reading is taken over as it is."""
    accepted_by: str = ""
    accepted_why: str = ""
