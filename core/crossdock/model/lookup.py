"""Cross-reference tables: which value of ours is which value of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from crossdock.model.problem import Problem


class MissPolicy(StrEnum):
    """What happens to a record whose key the table does not have."""

    HOLD = "hold"
    """The record waits for a person, with code `lookup-miss`."""
    DEFAULT = "default"
    """The lookup's default value is used."""
    PASS_THROUGH = "pass-through"  # noqa: S105  # a policy, no password
    """The key itself is used."""
    FAIL = "fail"
    """The mapping fails."""


class LookupDefinition(msgspec.Struct, frozen=True, kw_only=True):
    """A lookup's settings, without its rows."""

    name: str
    keys: tuple[str, ...]
    """Key columns, in the order `$xref` takes them."""
    values: tuple[str, ...]
    """Value columns; with one of them `$xref` gives the bare value, with several an object."""
    owner: str
    """Who answers for the rows: a team or a role."""
    on_miss: MissPolicy = MissPolicy.HOLD
    default: Any = None
    description: str = ""


class LookupRow(msgspec.Struct, frozen=True, kw_only=True):
    keys: tuple[str, ...]
    values: tuple[str, ...]


class LookupTable(msgspec.Struct, frozen=True, kw_only=True):
    """One revision of a lookup, complete, as an evaluation sees it."""

    definition: LookupDefinition
    revision: int
    rows: tuple[LookupRow, ...]

    @property
    def name(self) -> str:
        return self.definition.name


class LookupMiss(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A key that a lookup did not have."""

    table: str
    key: tuple[str, ...]


class LookupHit(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A row that an evaluation found."""

    table: str
    key: tuple[str, ...]


class LookupRead(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Which revision of which table an evaluation looked into."""

    table: str
    revision: int


LookupTables = Mapping[str, LookupTable]


class Lookup(msgspec.Struct, frozen=True, kw_only=True):
    """A lookup as it is stored: its settings and where its rows stand."""

    definition: LookupDefinition
    revision: int
    """Grows with each change of settings or rows; the ETag is made of it."""
    row_count: int
    updated_at: datetime
    updated_by: str


class LookupRevision(msgspec.Struct, frozen=True, kw_only=True):
    """One change of a lookup: who, when, what."""

    revision: int
    author: str
    reason: str
    added: int
    changed: int
    removed: int
    created_at: datetime


class RowChange(StrEnum):
    """What putting a row into a lookup would do."""

    ADDED = "added"
    CHANGED = "changed"
    """Its key is there with other values."""
    SAME = "same"
    REFUSED = "refused"
    """It does not fit the lookup."""


class ComparedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row beside what the lookup has for its key."""

    row: LookupRow
    change: RowChange
    before: tuple[str, ...] | None = None
    """The values that it would replace."""
    problems: tuple[Problem, ...] = ()
    """Why it is refused."""


class MappingUse(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a mapping that asks a lookup."""

    mapping: str
    version: int
    latest: bool
    environments: tuple[str, ...]
    """Where it is live."""
    targets: tuple[str, ...]
    """The target fields that are made with it."""


class GuardUse(msgspec.Struct, frozen=True, kw_only=True):
    """A guard that asks a lookup."""

    flow: str
    guard: str


class LookupUsage(msgspec.Struct, frozen=True, kw_only=True):
    """What asks a lookup by its name: versions that are live or the latest of their mapping, and guards."""

    mappings: tuple[MappingUse, ...]
    guards: tuple[GuardUse, ...]
    noted_since: datetime
    """From when on it is noted which rows records find; what they found before is not known."""


class RowUse(msgspec.Struct, frozen=True, kw_only=True):
    """A row as it stands now, and when a record last found it."""

    row: LookupRow
    since: datetime
    """When it was put there, or given the values that it has."""
    hit_at: datetime | None = None
    """To the hour; None: never, since it is noted."""
