"""Cross-reference lookups of Patchworks as lookups of a project: what they become, and what that changes.

A default value is not taken over: a wrong one is a wrong parcel, so what is not in a table is held unless its owner says
otherwise. A lookup that is there already keeps its settings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

import msgspec

from crossdock.connect.line import Line
from crossdock.errors import InvalidInput, NotFound
from crossdock.model.lookup import LookupDefinition, LookupRow, LookupTable, LookupTables
from crossdock.model.name import LONGEST_NAME, check_name
from crossdock.nearest import suggest
from crossdock.project import layout
from crossdock.project.contents import UNSTORED, ProjectFolder
from crossdock.project.write import files
from crossdock_patchworks.inferred import LEFT, RIGHT

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector

Pair = tuple[str, str]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A cross-reference lookup as Patchworks has it."""

    name: str
    description: str
    default: str
    """'' where it has none."""
    pairs: tuple[Pair, ...]
    """Left and right values."""

    def reversed(self) -> Source:
        """The same from right to left."""
        turned = tuple((right, left) for left, right in self.pairs)
        return Source(name=f"{self.name} reversed", description=self.description, default="", pairs=turned)


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What taking a lookup over changes."""

    lookup: str
    is_new: bool
    default_left_out: str
    """What Patchworks gives for what is not in the table, where the lookup does not; ''."""
    added: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    """With their new values."""
    removed: tuple[Pair, ...]

    @property
    def is_none(self) -> bool:
        """Whether everything stays as it is."""
        return not (self.is_new or self.added or self.changed or self.removed)


async def sources(connector: Connector, line: Line, wanted: Sequence[str]) -> list[Source]:
    """The tables of some names, or all of them. Raises PlatformError, and NotFound for a name that no table has."""
    from crossdock.connect.client import Reader  # here, since it brings the HTTP library

    reader = Reader(connector, line=line)
    tables = [table async for table in reader.read("lookup")]
    known = [str(table["name"]) for table in tables]
    for name in wanted:
        if name not in known:
            raise NotFound(f"Patchworks has no lookup '{name}'.", remedy=suggest(name, known) or f"It has {known}.")
    return [await _source(reader, table) for table in tables if not wanted or table["name"] in wanted]


def taken_over(source: Source, there: LookupTables, owner: str) -> LookupTable:
    """The lookup that a table becomes; raises InvalidInput where it cannot be one."""
    name = check_name("lookup", re.sub(r"[^a-z0-9]+", "-", source.name.lower()).strip("-")[:LONGEST_NAME].rstrip("-"))
    counted = Counter(left for left, _ in source.pairs)
    if twice := [left for left, count in counted.items() if count > 1]:
        raise InvalidInput(
            f"In '{source.name}' of Patchworks '{twice[0]}' stands {counted[twice[0]]} times, so it says nothing sure.",
            remedy="Keep one of the rows there; where this is the way back, each value may stand there once only.",
        )
    definition = there[name].definition if name in there else _definition(name, source, owner)
    if len(definition.keys) != 1 or len(definition.values) != 1:
        raise InvalidInput(
            f"The lookup '{name}' has other columns than a table of Patchworks.",
            remedy="Rename the one or the other.",
        )
    rows = tuple(LookupRow(keys=(left,), values=(right,)) for left, right in sorted(source.pairs))
    return LookupTable(definition=definition, revision=UNSTORED, rows=rows)


def change(source: Source, table: LookupTable, there: LookupTables) -> Change:
    """What is new, changed and gone."""
    before, after = _pairs(there[table.name]) if table.name in there else {}, _pairs(table)
    return Change(
        lookup=table.name,
        is_new=table.name not in there,
        default_left_out="" if table.definition.default is not None else source.default,
        added=tuple((left, right) for left, right in after.items() if left not in before),
        changed=tuple((left, right) for left, right in after.items() if before.get(left, right) != right),
        removed=tuple((left, right) for left, right in before.items() if left not in after),
    )


def lookup_files(table: LookupTable, *, is_new: bool) -> dict[str, bytes]:
    """The files of a lookup in a project folder; of one that is there only its rows."""
    alone = files(ProjectFolder(name="project", lookups=(table,)))
    kept = {layout.rows_file(table.name), *((layout.lookup_file(table.name),) if is_new else ())}
    return {path: content for path, content in alone.items() if path in kept}


def both_ways(found: Sequence[Source]) -> Iterator[Source]:
    """Each table, and the way back."""
    for source in found:
        yield source
        yield source.reversed()


async def _source(reader: Any, table: Any) -> Source:
    async with aclosing(reader.read("lookup_row", lookup=table["id"])) as listed:
        pairs = tuple([(str(row[LEFT]), str(row[RIGHT])) async for row in listed])
    return Source(
        name=str(table["name"]),
        description=str(table.get("description") or ""),
        default=str(table.get("default_value") or ""),
        pairs=pairs,
    )


def _definition(name: str, source: Source, owner: str) -> LookupDefinition:
    return LookupDefinition(
        name=name, keys=("left",), values=("right",), owner=owner, description=source.description.strip()
    )


def _pairs(table: LookupTable) -> dict[str, str]:
    return {row.keys[0]: row.values[0] for row in table.rows}
