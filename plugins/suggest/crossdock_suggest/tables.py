"""Values that one of the project's lookups turns into the wanted one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from crossdock.model.lookup import LookupTable, MissPolicy
from crossdock_suggest.leaves import Context, Leaf, quoted
from crossdock_suggest.way import Abilities, Way
from crossdock_suggest.words import alike


class Tables:
    """The lookups with one key column, ready to be asked which keys lead to a value."""

    def __init__(self, tables: Iterable[LookupTable], abilities: Abilities) -> None:
        usable = "xref" in abilities
        self._tables = [table for table in tables if usable and len(table.definition.keys) == 1]
        self._keys = {
            (table.name, column): _keys(table, column) for table in self._tables for column in _columns(table)
        }

    def ways_to(self, wanted: Any, context: Context) -> Iterator[Way]:
        """The lookups of leaves that give a value, and rows that have it."""
        if not isinstance(wanted, str) or not wanted:
            return
        for table in self._tables:
            for column in _columns(table):
                keys = self._keys[table.name, column].get(wanted, frozenset())
                yield from _by_key(table, column, keys, context)
            if table.definition.on_miss is MissPolicy.DEFAULT and table.definition.default == wanted:
                yield from _by_default(table, context)


def _by_key(table: LookupTable, column: int, keys: frozenset[str], context: Context) -> Iterator[Way]:
    name = table.definition.values[column]
    for leaf in context.leaves:
        if isinstance(leaf.value, str) and leaf.value in keys:
            said = f"the lookup {table.name} has it for `{leaf.expression}`"
            known = Leaf(leaf.expression, (*leaf.names[:-1], table.name, name), leaf.value)
            yield Way(_looked_up(table, column, leaf.expression), known, 0.98, said)
    for key in sorted(keys)[:2]:
        said = f"the lookup {table.name} has it in the row {key}, whatever the source says"
        yield Way(_looked_up(table, column, quoted(key)), Leaf("", (table.name, key), key), 0.45, said)


def _by_default(table: LookupTable, context: Context) -> Iterator[Way]:
    """Leaves whose names are like the key column's, and whose values the table does not have."""
    (key,) = table.definition.keys
    known = {row.keys[0] for row in table.rows}
    for leaf in context.leaves:
        likeness = alike((key,), leaf.names[-1:])
        if isinstance(leaf.value, str) and leaf.value and leaf.value not in known and likeness > 0.6:
            said = f"it is what the lookup {table.name} gives where it has no row, as for `{leaf.expression}`"
            about = Leaf(leaf.expression, (*leaf.names, table.name), leaf.value)
            yield Way(_looked_up(table, 0, leaf.expression), about, 0.5 + 0.4 * likeness, said)


def _looked_up(table: LookupTable, column: int, key: str) -> str:
    """One value column is given bare, of several each by its name."""
    member = "" if len(table.definition.values) == 1 else f".{table.definition.values[column]}"
    return f"$xref({quoted(table.name)}, {key}){member}"


def _columns(table: LookupTable) -> range:
    return range(len(table.definition.values))


def _keys(table: LookupTable, column: int) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table.rows:
        found.setdefault(row.values[column], set()).add(row.keys[0])
    return {value: frozenset(keys) for value, keys in found.items()}
