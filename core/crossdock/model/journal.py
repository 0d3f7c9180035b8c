"""The journal: the append-only story of every record."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from crossdock.model.record import Identity, Record


class Event(StrEnum):
    """What happened to a record."""

    RECEIVED = "received"
    DUPLICATE = "duplicate"
    """The same message came once more; the record it repeats is told."""
    FETCHED = "fetched"
    """The present state of its object was read from its source."""
    TRIMMED = "trimmed"
    """The mapping left something out on purpose: what, and why."""
    MAPPED = "mapped"
    GUARDED = "guarded"
    """A guard applied."""
    COUNTED = "counted"
    """How much may be sold was worked out, with its parts."""
    RESOLVED = "resolved"
    """Ids were looked up at the target."""
    INTENT = "intent"
    """A write is about to be sent."""
    FOUND = "found"
    """After an interruption the target was asked, and had it already."""
    ABSENT = "absent"
    """After an interruption the target was asked, and did not have it."""
    RECEIPT = "receipt"
    """The target answered that it is done."""
    ACCEPTED = "accepted"
    """The target answered that it will be done."""
    LINKED = "linked"
    """The object's name at the target became known."""
    RETRY = "retry"
    """It is to be tried again, and when."""
    WAITING = "waiting"
    """A guard makes it wait, and until when."""
    STOPPED = "stopped"
    """The flow was stopped for the connection's sake."""
    DELIVERED = "delivered"
    HELD = "held"
    FILTERED = "filtered"
    FAILED = "failed"
    RELEASED = "released"
    """A person, or a new lookup row, let it go on."""
    EDITED = "edited"
    """A person corrected its payload."""
    REPEATED = "repeated"
    """A person sent it again, as a record of its own."""


class JournalEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened to one record. No personal data, no secret."""

    id: UUID
    """In the order in which they were written, as near as clocks are."""
    at: datetime
    record: UUID
    flow: str
    environment: str
    attempt: int
    """0 before the first."""
    event: Event
    message: str
    details: dict[str, Any] = {}
    actor: str
    """'worker', 'intake', or a token's name."""


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one business object, whatever name it was asked for by."""

    object_id: UUID
    identities: tuple[Identity, ...]
    records: tuple[Record, ...]
    """Oldest first."""
    entries: tuple[JournalEntry, ...]
    """Oldest first; the newest 1000."""
    others: tuple[UUID, ...] = ()
    """Further objects of that name; ask for each by its id."""
