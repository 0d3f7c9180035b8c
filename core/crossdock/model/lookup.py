"""Cross-reference tables: which value of ours is which value of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec


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
