"""Records: one message each on its way through a flow, its passes, and what it wrote."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from crossdock.model.lookup import LookupMiss, LookupRead
from crossdock.model.money import Money
from crossdock.model.problem import Problem

PARTITIONS = 64
"""Objects are spread over so many partitions; one worker at a time works on each."""


class RecordState(StrEnum):
    """What became of a record, or that it is still under way."""

    IN_FLIGHT = "in-flight"
    DELIVERED = "delivered"
    """Every write has its receipt."""
    HELD = "held"
    """It waits for a person."""
    FILTERED = "filtered"
    """It was not for the target, or no longer; its code and reason say why."""
    FAILED = "failed"
    """It was given up; the flow says that it may be."""


class RunCode(StrEnum):
    """Why a record is held, filtered or failed, beside the codes of mapping and those of guards."""

    NOTHING_LIVE = "nothing-live"
    """Held: no version of the mapping is live in the environment."""
    REFUSED = "refused"
    """Held: the target refused it; its own words are told."""
    OUTCOME_UNKNOWN = "outcome-unknown"
    """Held: whether the target carried out the write cannot be known; a person looks there."""
    CHANGED_AFTER_DELIVERY = "changed-after-delivery"
    """Held: its object was written already, from another content, and the target takes no changes."""
    RETRIES_EXHAUSTED = "retries-exhausted"
    """Held or failed: the target was away for longer than the flow's retries last."""
    GUARD_FAILED = "guard-failed"
    """Held: a plugin's guard failed on it, or took too long; a check that cannot be made lets nothing pass."""
    WAITED_TOO_LONG = "waited-too-long"
    """Held: a guard still applied at its deadline."""
    PUSH_MISSING = "push-missing"
    """Held: a list tells that there is a message, and it never came; the list does not tell what it says."""
    SKU_UNKNOWN = "sku-unknown"
    """Held: the channel sells nothing with this SKU."""
    SKU_AMBIGUOUS = "sku-ambiguous"
    """Held: the channel sells several things with this SKU."""
    NOT_STOCKED = "not-stocked"
    """Held: the channel does not stock this SKU at the location."""
    PAUSED = "paused"
    """In flight: a connection it needs, or its flow, was paused just as it was to be written."""
    UNCHANGED = "unchanged"
    """Filtered: the target has exactly this already."""
    OUTDATED = "outdated"
    """Filtered: the target has a newer state of this object."""
    SUPERSEDED = "superseded"
    """Filtered: a newer message about its object took its place."""
    SKIPPED = "skipped"
    """Filtered: a person decided so."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One message on its way through a flow. Its payload is read apart: each reading is on record."""

    id: UUID
    project: str
    environment: str
    flow: str
    object_id: UUID
    """The business object it is about; one timeline each."""
    parent: UUID | None = None
    """The record it repeats, where a person sent one again."""
    key: str
    """The message's business key at its source; '' where it could not be understood."""
    version: str
    """The source's version or time of the message; '' where the source tells none."""
    received_at: datetime
    state: RecordState
    code: str = ""
    reason: str = ""
    attempts: int = 0
    due_at: datetime | None = None
    """When it is worked on next; None once it is settled."""
    edited: bool = False
    """Whether a person corrected its payload; the original is kept."""
    settled_at: datetime | None = None
    emptied_at: datetime | None = None
    """When what it held was taken away, as its project's retention says; its story stays."""


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which records are asked for; None: any."""

    flow: str | None = None
    state: RecordState | None = None
    code: str | None = None
    key: str | None = None
    first_day: date | None = None
    """Days of receipt in UTC, both included."""
    last_day: date | None = None


class DeliveryOutcome(StrEnum):
    """What became of a delivery."""

    ACCEPTED = "accepted"
    """All that is in it is stored, or was already."""
    REJECTED = "rejected"
    """It was not let in; its code says why."""


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """One request that came in for a flow."""

    id: UUID
    environment: str
    flow: str
    at: datetime
    source: str
    """The sender's address."""
    outcome: DeliveryOutcome
    code: str = ""
    received: int = 0
    """Records it brought."""
    duplicates: int = 0
    """Messages in it that had come before."""


class AttemptKind(StrEnum):
    """What started a pass of a record."""

    FIRST = "first"
    RETRY = "retry"
    RELEASE = "release"
    EDIT = "edit"


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One pass of a record through the pipeline."""

    number: int
    """From 1."""
    kind: AttemptKind
    version: int | None
    """Of the mapping; None where nothing was live."""
    lookups: tuple[LookupRead, ...] = ()
    """Which revision of which lookup it read."""
    started_at: datetime
    ended_at: datetime | None = None
    """None: under way, or its worker died."""
    outcome: str = ""
    """A record state, or 'retry' or 'waiting'."""
    code: str = ""
    message: str = ""


class EffectState(StrEnum):
    """How a write stands."""

    INTENDED = "intended"
    """It was to be sent; whether it arrived is not known yet."""
    CONFIRMED = "confirmed"
    """It has its receipt."""
    ACCEPTED = "accepted"
    """The target took it in and has still to confirm it."""
    REFUSED = "refused"
    """It is certain that the target did not carry it out."""


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """One write to one target. There is one for each (environment, flow, key): that is what makes it happen once."""

    id: UUID
    record: UUID
    """The record that wrote it last, or tries to."""
    key: str
    """The business key and the part, never the content."""
    operation: str
    state: EffectState
    version: str
    """The source's version of what was written."""
    digest: str
    """SHA-256 of what was written, in hex; '' where it is one of several contents, and nobody can say which."""
    resolved: dict[str, Any] = {}
    """Ids that were looked up for the write."""
    receipt: dict[str, Any] | None = None
    """What the target answered: its id of the thing, and the like; no personal data."""
    intended_at: datetime
    confirmed_at: datetime | None = None


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """A record that waits for a person: why, whose it is, and what to do."""

    record: UUID
    environment: str
    flow: str
    key: str
    object_id: UUID
    code: str
    message: str
    remedy: str = ""
    owner: str
    since: datetime
    problems: tuple[Problem, ...] = ()
    misses: tuple[LookupMiss, ...] = ()
    worth: Money | None = None
    """How much money its message was about; None where it told none."""
    waiting: int = 0
    """Later records of its object that wait for it."""
    attempts: int
    playbook: str = ""
    """What the project's playbook says about such a hold; '' where it has none."""
    assignee: str = ""
    """Who looks after it; '' where nobody said so."""
    snoozed_until: datetime | None = None
    """Somebody put it off until then; None: nobody did, or the time has come."""
    comments: int = 0
    """How many people left on the record."""


class MissGroup(msgspec.Struct, frozen=True, kw_only=True):
    """One missing lookup row, and how many records wait for it in all flows."""

    table: str
    key: tuple[str, ...]
    records: int
    flows: tuple[str, ...]
    environments: tuple[str, ...]
    since: datetime
    worth: tuple[Money, ...] = ()
    """The money that waits for it, one sum for each currency; an object counts once."""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """The equation of one flow: received = delivered + held + filtered + failed + in_flight."""

    flow: str
    environment: str
    first_day: date | None = None
    """Days of receipt in UTC, both included; None: from the beginning, until now."""
    last_day: date | None = None
    received: int
    delivered: int
    held: int
    filtered: int
    failed: int
    in_flight: int
    deliveries: int
    """received + duplicates + rejected."""
    duplicates: int
    rejected: int
    journal_agrees: bool
    """Whether the journal tells the same numbers."""


class Identity(msgspec.Struct, frozen=True, order=True):
    """What a business object is called somewhere: ('warehouse', 'order', '1042')."""

    connection: str
    kind: str
    value: str
