"""Lookups and their rows as they go over the wire."""

from __future__ import annotations

from typing import Any

import msgspec

from crossdock.model.lookup import LookupDefinition, LookupRow, MissPolicy
from crossdock_api.shapes import Asked


class LookupPut(Asked, frozen=True, kw_only=True):
    """A lookup's settings as they shall be."""

    keys: tuple[str, ...]
    """Key columns, in the order `$xref` takes them."""
    values: tuple[str, ...]
    """Value columns."""
    owner: str
    """Who answers for the rows: a team or a role."""
    on_miss: MissPolicy = MissPolicy.HOLD
    default: Any = None
    description: str = ""

    def named(self, name: str) -> LookupDefinition:
        """The definition of this name."""
        return LookupDefinition(name=name, **msgspec.structs.asdict(self))


class LookupRowPut(Asked, frozen=True, kw_only=True):
    """A row to add, or to put in the place of the one with its keys."""

    keys: tuple[str, ...]
    values: tuple[str, ...]
    reason: str = ""

    @property
    def row(self) -> LookupRow:
        return LookupRow(keys=self.keys, values=self.values)


class LookupRows(Asked, frozen=True, kw_only=True):
    """Rows to compare with those of a lookup."""

    rows: tuple[LookupRow, ...]


class LookupMerge(Asked, frozen=True, kw_only=True):
    """Rows to add, or to put in the places of those with their keys; all of them or none."""

    rows: tuple[LookupRow, ...]
    reason: str = ""
    replace: bool = False
    """Whether all other rows go."""
