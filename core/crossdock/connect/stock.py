"""Stock: what a platform's number says, and how a number is set at another platform."""

from __future__ import annotations

import msgspec


class StockNumber(msgspec.Struct, frozen=True, kw_only=True):
    """What a resource tells of stock: one record is one SKU at one location. Paths inside it are dotted.

    The number is what the platform calls available. It contains every order that the platform has accepted, but not
    sooner than its lag.
    """

    read_from: str
    """The resource whose list is read whole, and from whose lines the connector's `stock` makes the records."""
    sku: str
    location: str
    quantity: str
    as_of: str
    """Path of the time of the reading, with its zone."""
    lag_seconds: int
    """How long an accepted order may be missing from the number."""


class StockTarget(msgspec.Struct, frozen=True, kw_only=True):
    """Fields of a message that sets stock; the run fills in what is to be told, and what it expects to find."""

    quantity: str
    """What the source calls available, as it was mapped; replaced by what the rule makes of it."""
    expected: str
    """What the target should have now: what it was told, less what it has sold since as far as is known."""
