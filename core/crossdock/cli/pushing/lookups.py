"""Lookups: settings and rows. Rows that only the server has stay, unless pruning is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from crossdock.cli.pushing.step import Act, Push, Step, etag
from crossdock.cli.server import CSV, Found
from crossdock.engine.json_text import encode
from crossdock.model.lookup import Lookup, LookupDefinition, LookupRow, LookupTable
from crossdock.model.page import Page
from crossdock.project import lookup_csv
from crossdock.project.contents import ProjectFolder


def lookup_steps(push: Push, table: LookupTable, path: str) -> Iterator[Step]:
    """The steps for one lookup."""
    found = push.server.find(path, Lookup)
    theirs = push.other(found.value.updated_by) if found else None
    item, content = f"lookup {table.name}", _settings(table.definition)
    if found is None:
        do = partial(push.server.put, path, content, None)
        yield Step(act=Act.CREATE, item=item, do=do, vital=True)
    elif found.value.definition != table.definition:
        do = partial(push.server.put, path, content, found.etag)
        yield Step(act=Act.CHANGE, item=item, do=do, theirs=theirs)
    yield from _rows(push, table, path, theirs)


def strange_lookups(push: Push, project: ProjectFolder, path: str) -> Iterator[Step]:
    """Lookups that the folder does not have."""
    known = {table.name for table in project.lookups}
    for stored in push.server.list(path, Page[Lookup]):
        name = stored.definition.name
        if name not in known:
            do = partial(push.server.delete, f"{path}/{name}", etag(stored.revision))
            yield Step(act=Act.DELETE, item=f"lookup {name}", do=do, theirs=push.other(stored.updated_by))


def _rows(push: Push, table: LookupTable, path: str, theirs: str | None) -> Iterator[Step]:
    now = push.server.find(path, Lookup)
    stored = push.server.find_raw(f"{path}/rows.csv")
    if now and not _same_columns(now.value.definition, table.definition):
        return  # the server refused to change them, which was told
    known = _by_key(_read(now, stored))
    ours = _by_key(table.rows)
    wanted = ours if push.prune else known | ours
    if wanted == known:
        return
    replaces = any(wanted.get(key) != row for key, row in known.items())
    rows = msgspec.structs.replace(table, rows=tuple(wanted.values()))
    content = lookup_csv.write(rows).encode()
    do = partial(push.server.put, f"{path}/rows.csv", content, stored.etag if stored else None, CSV)
    yield Step(act=Act.CHANGE, item=f"rows of lookup {table.name}", do=do, theirs=theirs if replaces else None)


def _settings(definition: LookupDefinition) -> bytes:
    return encode({key: value for key, value in msgspec.to_builtins(definition).items() if key != "name"})


def _same_columns(one: LookupDefinition, other: LookupDefinition) -> bool:
    return (one.keys, one.values) == (other.keys, other.values)


def _read(now: Found[Lookup] | None, stored: Found[bytes] | None) -> tuple[LookupRow, ...]:
    return lookup_csv.read(now.value.definition, stored.value.decode()) if now and stored else ()


def _by_key(rows: tuple[LookupRow, ...]) -> dict[tuple[str, ...], LookupRow]:
    return {row.keys: row for row in rows}
