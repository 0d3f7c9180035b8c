"""A flow's history: what was received when, and what became of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class HistoryStep(StrEnum):
    """How long a span of a history is."""

    HOUR = "hour"
    DAY = "day"
    """In UTC."""


class HistorySpan(msgspec.Struct, frozen=True, kw_only=True):
    """What was received within one hour or day, by what became of it until now."""

    start: datetime
    delivered: int = 0
    held: int = 0
    filtered: int = 0
    failed: int = 0
    in_flight: int = 0


class History(msgspec.Struct, frozen=True, kw_only=True):
    """A flow's records over time."""

    flow: str
    environment: str
    step: HistoryStep
    spans: tuple[HistorySpan, ...]
    """Oldest first, those in which nothing was received too; the last one is not over yet."""
    last_received_at: datetime | None = None
    """Of the newest record, however old; None: it never received any."""
