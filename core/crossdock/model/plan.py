"""Plans: the last messages that came in, through two versions of a mapping, and what differs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec

MOST_RECORDS = 500


class PlanNew(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked for: what would change if the version took the place of the other one."""

    environment: str
    """Whose records are taken, and whose live version is the other one."""
    mapping: str
    version: int
    against: int | None = None
    """The other version; None: what is live in the environment."""
    records: Annotated[int, msgspec.Meta(ge=1, le=MOST_RECORDS)] = MOST_RECORDS
    """At most so many, the newest."""


class PlanBasis(StrEnum):
    """Which messages a plan is made of."""

    RECORDS = "records"
    """What came in through the flows that use the mapping."""
    FIXTURES = "fixtures"
    """The mapping's fixtures, where nothing came in yet, or nothing of it is kept."""


class FieldEffect(msgspec.Struct, frozen=True, kw_only=True):
    """A target field that comes out differently, and in how many messages."""

    target: str
    messages: int


class ExampleValue(msgspec.Struct, frozen=True, kw_only=True):
    """One place of an output that differs; JSON texts, shortened for people to read, None where nothing is there."""

    pointer: str
    was: str | None = None
    now: str | None = None


class PlanExample(msgspec.Struct, frozen=True, kw_only=True):
    """A message that comes out differently."""

    name: str
    """The record's business key, or the fixture's name."""
    record: UUID | None = None
    was_held: str = ""
    """Why the other version would hold it, with its code; '' where it maps it."""
    is_held: str = ""
    values: tuple[ExampleValue, ...] = ()
    more: int = 0
    """Places that differ and are not shown."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is known so far: compared = same + differing + newly_held + newly_mapped + held."""

    environment: str
    mapping: str
    version: int
    against: int | None
    """None: nothing is live; whatever is mapped is newly mapped."""
    basis: PlanBasis
    of: int
    """Messages that are to be compared."""
    compared: int = 0
    same: int = 0
    differing: int = 0
    """Mapped by both, or held by both for different reasons, with another result."""
    newly_held: int = 0
    """Mapped by the other version, held by this one."""
    newly_mapped: int = 0
    """Held by the other version, mapped by this one."""
    held: int = 0
    """Held by both for the same reason."""
    fields: tuple[FieldEffect, ...] = ()
    """Those in most messages first."""
    examples: tuple[PlanExample, ...] = ()
    """The first three that do not come out the same."""
    done: bool = False
