"""What a traced evaluation tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.undefined import Value

Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A part of the expression that is evaluated only under a condition, and how often it was."""

    span: Span
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """The condition of a filter, and how many of the items it was asked about passed it.

    A position, as in `lines[0]`, is asked once for each sequence, and passes where there is an item.
    """

    span: Span
    passed: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A key that was looked up at a place, how often, and whether it gave anything.

    `table` is the name of a lookup; empty for `$lookup`, whose table is a value.
    """

    span: Span
    table: str
    key: str
    found: bool
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What an evaluation did.

    Paths are written as `lines[0].sku`; the path of the whole document is empty. `reads` are the source paths whose
    values were used, `misses` those that were looked for and not there. `leaves` gives the source paths that each leaf
    of the result depends on, by its target path. `values` has the values of parts of the expression, by their span, if
    they were asked for. `filters` and `lookups` say what was looked for among what, and whether it was there. With an
    `error` there is no result.
    """

    result: Value
    reads: frozenset[str]
    misses: frozenset[str]
    leaves: Mapping[str, frozenset[str]]
    branches: tuple[Branch, ...]
    filters: tuple[Filter, ...]
    lookups: tuple[Lookup, ...]
    values: Mapping[Span, tuple[Value, ...]]
    error: JsonataError | None = None
