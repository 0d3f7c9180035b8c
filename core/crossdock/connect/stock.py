"""Stock: what a platform's number says, and how a number is set at another platform."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

Place = tuple[str, str]
"""SKU and location."""


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

    def records(self, levels: Mapping[Place, int], absent: Iterable[Place], at: datetime) -> list[dict[str, Any]]:
        """One record for each place that has a level, and one of zero for each that is absent; what `stock` answers.

        For a resource whose fields stand at its top, under the names that are declared here.
        """
        return [self.record(place, levels.get(place, 0), at) for place in dict.fromkeys([*levels, *absent])]

    def record(self, place: Place, quantity: int, at: datetime) -> dict[str, Any]:
        """The record of one place, read at a time that has its zone."""
        sku, location = place
        return {self.sku: sku, self.location: location, self.quantity: quantity, self.as_of: at.isoformat()}


class StockTarget(msgspec.Struct, frozen=True, kw_only=True):
    """Fields of a message that sets stock; the run fills in what is to be told, and what it expects to find."""

    quantity: str
    """What the source calls available, as it was mapped; replaced by what the rule makes of it."""
    expected: str
    """What the target should have now: what it was told, less what it has sold since as far as is known. Where it may have
    been told another number and nobody knows, the higher one."""
