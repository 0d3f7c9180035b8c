"""What changes, target field by target field, from one version of a mapping to another."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class FieldChangeKind(StrEnum):
    ADDED = "added"
    """The older version does not fill it."""
    REMOVED = "removed"
    """The newer version does not fill it."""
    CHANGED = "changed"
    """Both fill it, with something else."""


class RuleText(msgspec.Struct, frozen=True, kw_only=True):
    """A field rule as it is written, and in English."""

    expression: str
    words: str


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """One target field that is made of something else; several rules: one for each branch that fills it."""

    target: str
    """`[]` behind what may be several: 'List.SalesOrderLineItem[].Quantity'."""
    kind: FieldChangeKind
    was: tuple[RuleText, ...] = ()
    now: tuple[RuleText, ...] = ()


class FieldDiff(msgspec.Struct, frozen=True, kw_only=True):
    """Two versions of one mapping, compared by their field rules."""

    mapping: str
    old: int | None
    """None: nothing, so that every field is new."""
    new: int
    fields: tuple[FieldChange, ...]
    """In the order of the newer text, then those that are gone."""
    untouched: int
    """Target fields that are made as before."""
    lookups_added: tuple[str, ...]
    lookups_removed: tuple[str, ...]
    note: tuple[str, ...]
    """The same in sentences, for whoever approves it."""
