"""What plugin functions may know during one evaluation, and what is noted about it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import msgspec

from crossdock.evaluate.lookup_tables import IndexedTable
from crossdock.functions import UNDEFINED, FunctionError
from crossdock.model.evaluation import Evaluated, LeftOut
from crossdock.model.lookup import LookupDefinition, LookupHit, LookupMiss, LookupRead, MissPolicy
from crossdock.nearest import suggest

MOST_LEFT_OUT = 100
"""Of what one evaluation leaves out so much is told."""
LONGEST_LEFT_OUT = 200
"""Characters that are told of what is left out, and as many of the reason."""


class EvaluationContext:
    """Fulfils `crossdock.functions.Context` and notes what was found, what tables did not have, what was left out."""

    def __init__(self, received_at: datetime, names: Iterable[str], fetch: Callable[[str], IndexedTable]) -> None:
        self.received_at = received_at
        self._names = frozenset(names)
        self._fetch = fetch
        self._opened: dict[str, IndexedTable] = {}
        self._hits: set[tuple[str, tuple[str, ...]]] = set()
        self._misses: dict[LookupMiss, None] = {}
        self._lacking: set[tuple[str, tuple[str, ...]]] = set()
        self._left_out: dict[LeftOut, None] = {}
        self.more_left_out = False

    @property
    def misses(self) -> tuple[LookupMiss, ...]:
        """Keys that a table did not have and whose owner wants to be asked, in the order they were met."""
        return tuple(self._misses)

    @property
    def reads(self) -> tuple[LookupRead, ...]:
        """The tables that were looked into, by name."""
        opened = sorted(self._opened.items())
        return tuple(LookupRead(table=name, revision=table.revision) for name, table in opened)

    @property
    def hits(self) -> tuple[LookupHit, ...]:
        """The rows that were found, by table and key."""
        return tuple(LookupHit(table=table, key=key) for table, key in sorted(self._hits))

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What was left out and why, in the order it was met; `more_left_out` where that is not all."""
        return tuple(self._left_out)

    def noted(self, evaluated: Evaluated) -> Evaluated:
        """A result, with what was noted on the way to it."""
        return msgspec.structs.replace(
            evaluated,
            misses=self.misses,
            reads=self.reads,
            hits=self.hits,
            left_out=self.left_out,
            more_left_out=self.more_left_out,
        )

    @property
    def lacking(self) -> frozenset[tuple[str, tuple[str, ...]]]:
        """Tables with keys they were asked for and do not have, whatever their miss policies made of that."""
        return frozenset(self._lacking)

    def look_up(self, table: str, key: tuple[str, ...]) -> Any:
        """The row's value or object, or what the table's miss policy says; see `crossdock.functions.Context`."""
        found = self._open(table)
        columns = found.definition.keys
        if len(key) != len(columns):
            raise FunctionError(
                f"the lookup '{table}' has {len(columns)} key column(s) ({', '.join(columns)}), and {len(key)} came",
                code="lookup-key",
                remedy="Give one key for each key column, in their order.",
            )
        row = found.rows.get(key)
        if row is None:
            return self._miss(found.definition, key)
        self._hits.add((table, key))
        return _value(found.definition, row)

    def leave_out(self, what: str, reason: str) -> None:
        """Note it once; see `crossdock.functions.Context`."""
        noted = LeftOut(what=_on_one_line(what), reason=_on_one_line(reason))
        if noted in self._left_out:
            return
        if len(self._left_out) == MOST_LEFT_OUT:
            self.more_left_out = True
            return
        self._left_out[noted] = None

    def _open(self, name: str) -> IndexedTable:
        if name not in self._names:
            known = ", ".join(sorted(self._names)) or "none"
            raise FunctionError(
                f"there is no lookup '{name}'",
                code="unknown-lookup",
                remedy=suggest(name, self._names) or f"The project's lookups: {known}.",
            )
        if name not in self._opened:
            self._opened[name] = self._fetch(name)
        return self._opened[name]

    def _miss(self, definition: LookupDefinition, key: tuple[str, ...]) -> Any:
        self._lacking.add((definition.name, key))
        if definition.on_miss is MissPolicy.HOLD:
            self._misses[LookupMiss(table=definition.name, key=key)] = None
            return UNDEFINED
        if definition.on_miss is MissPolicy.DEFAULT:
            return copy.deepcopy(definition.default)
        if definition.on_miss is MissPolicy.PASS_THROUGH:
            return _passed_through(definition, key)
        raise FunctionError(
            f"the lookup '{definition.name}' has no row for '{' / '.join(key)}'",
            code="lookup-miss",
            remedy="Add the missing row to the lookup; its owner knows the value.",
        )


def _value(definition: LookupDefinition, row: tuple[str, ...]) -> str | dict[str, str]:
    return row[0] if len(definition.values) == 1 else dict(zip(definition.values, row, strict=True))


def _passed_through(definition: LookupDefinition, key: tuple[str, ...]) -> str:
    if len(key) == 1 and len(definition.values) == 1:
        return key[0]
    raise FunctionError(
        f"the lookup '{definition.name}' lets keys pass through, and has several key or value columns",
        code="lookup-policy",
        remedy="Give the lookup another miss policy: only one key can stand in for one value.",
    )


def _on_one_line(text: str) -> str:
    """A text as the journal can tell it: any text of a message may stand in it, half a surrogate pair included."""
    line = " ".join(text.replace("\0", "\N{REPLACEMENT CHARACTER}").split())
    short = line if len(line) <= LONGEST_LEFT_OUT else f"{line[: LONGEST_LEFT_OUT - 1]}…"
    return short.encode(errors="replace").decode()
