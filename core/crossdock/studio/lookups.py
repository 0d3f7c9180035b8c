"""Lookups: settings and rows, each change a revision with author and reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from anyio import to_thread
from msgspec.json import encode

from crossdock.engine.ports import Alarm
from crossdock.errors import Conflict
from crossdock.model.access import Principal, Right
from crossdock.model.lookup import (
    ComparedRow,
    Lookup,
    LookupDefinition,
    LookupRevision,
    LookupRow,
    LookupTable,
    RowChange,
)
from crossdock.model.page import Page, PageRequest
from crossdock.model.problem import Problem
from crossdock.model.project import Project
from crossdock.store.lookups import Change, StoredLookup
from crossdock.store.refusals import absent
from crossdock.store.row_changes import Cells, RowChanges, compare_rows
from crossdock.store.unit_of_work import Store, Work, retried
from crossdock.studio.access import open_project
from crossdock.studio.lookup_checks import check_definition, check_rows, judge_rows
from crossdock.studio.release import Released, release_missing, release_table
from crossdock.studio.revision import require_present, require_revision


class LookupPut(msgspec.Struct, frozen=True, kw_only=True):
    """A lookup after a change."""

    lookup: Lookup
    created: bool = False
    released: int = 0
    """Held records that go on because of it."""


class RowsImport(msgspec.Struct, frozen=True, kw_only=True):
    """An import of rows."""

    revision: LookupRevision
    released: int = 0
    """Held records that go on because of it."""


class Lookups:
    def __init__(self, store: Store, alarm: Alarm) -> None:
        self._store = store
        self._alarm = alarm

    async def list(self, caller: Principal, project: str, page: PageRequest) -> Page[Lookup]:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.lookups.page(opened, page)

    async def get(self, caller: Principal, project: str, name: str) -> Lookup:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return (await work.lookups.get(opened, name)).lookup

    async def put(
        self, caller: Principal, project: str, definition: LookupDefinition, expected: int | None
    ) -> LookupPut:
        """Create a lookup or replace its settings; `expected` 0 only where there is none.

        Another miss policy or default lets all records go on that are held because a row is missing.

        Raises Conflict 'has-rows' where columns of a lookup with rows shall change. Settings that are already so
        make no new revision.
        """
        check_definition(definition)
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            stored = await work.lookups.find(opened, definition.name, lock=True)
            if stored is None or stored.deleted:
                require_present("lookup", expected)
                changed = await _revise(work, caller, opened, stored, definition, RowChanges(), "Created.")
                return LookupPut(lookup=changed.lookup, created=True)
            require_revision("lookup", stored.revision, expected)
            if encode(stored.lookup.definition) == encode(definition):  # for Python 1, 1.0 and true are equal
                return LookupPut(lookup=stored.lookup)
            _require_same_columns(stored, definition)
            changed = await _revise(work, caller, opened, stored, definition, RowChanges(), "Settings changed.")
            released = await _release_by_settings(work, caller, opened, stored, definition)
        await self._alarm.ring(released.partitions)
        return LookupPut(lookup=changed.lookup, released=released.records)

    async def delete(self, caller: Principal, project: str, name: str, expected: int | None) -> None:
        """Take a lookup out of use. Its revisions stay on record, and go on when the name is used again."""
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            stored = await work.lookups.get(opened, name, lock=True)
            require_revision("lookup", stored.revision, expected)
            rows = compare_rows(await work.lookup_rows.values(stored), ())
            change = Change(
                definition=stored.lookup.definition,
                rows=rows,
                deleted=True,
                author=caller.name,
                reason="Deleted.",
                at=work.now,
            )
            await work.lookup_rows.apply(await work.lookups.revise(opened, stored, change), rows)
            await work.audit.record(caller.name, opened, "lookup.delete", f"lookup {name}")

    async def rows(
        self, caller: Principal, project: str, name: str, page: PageRequest, revision: int | None = None
    ) -> Page[LookupRow]:
        """Rows by key, of one revision; further pages stay with the revision of the first."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            stored = await work.lookups.get(opened, name)
            wanted = work.lookup_rows.revision_of(page) or revision
            return await work.lookup_rows.page(await work.lookups.as_of(stored, wanted), page)

    async def table(self, caller: Principal, project: str, name: str, revision: int | None = None) -> LookupTable:
        """One revision, whole."""
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.READ)
            stored = await work.lookups.get(opened, name)
            return await work.lookup_rows.table(await work.lookups.as_of(stored, revision))

    async def revisions(self, caller: Principal, project: str, name: str, page: PageRequest) -> Page[LookupRevision]:
        """Newest first."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.lookups.revisions(await work.lookups.get(opened, name), page)

    @retried
    async def put_row(self, caller: Principal, project: str, name: str, row: LookupRow, reason: str) -> LookupPut:
        """Add a row, or replace the values of its key; a row that is already so makes no new revision.

        The records that are held because the row was missing go on.
        """
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT_LOOKUPS)
            stored = await work.lookups.get(opened, name, lock=True)
            check_rows(stored.lookup.definition, [row])
            before = await work.lookup_rows.find(stored, row.keys)
            rows = compare_rows({before.keys: before.values} if before else {}, [row])
            changed = await _change_rows(work, caller, opened, stored, rows, reason)
            released = await _release_by_rows(work, caller, opened, changed, rows)
        await self._alarm.ring(released.partitions)
        return LookupPut(lookup=changed.lookup, released=released.records)

    @retried
    async def delete_row(self, caller: Principal, project: str, name: str, keys: Sequence[str], reason: str) -> Lookup:
        """Raises NotFound where no row has the key."""
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT_LOOKUPS)
            stored = await work.lookups.get(opened, name, lock=True)
            before = await work.lookup_rows.find(stored, tuple(keys))
            if before is None:
                raise absent(f"row in lookup '{name}' with the key", " / ".join(keys))
            rows = compare_rows({before.keys: before.values}, ())
            return (await _change_rows(work, caller, opened, stored, rows, reason)).lookup

    async def compare(
        self, caller: Principal, project: str, name: str, rows: Sequence[LookupRow]
    ) -> Sequence[ComparedRow]:
        """What `put_rows` would do with each of the rows; nothing is changed, and rows that do not fit are told."""
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.READ)
            stored = await work.lookups.get(opened, name)
            before = await work.lookup_rows.values(stored)
        return [_compared(row, before, problems) for row, problems in judge_rows(stored.lookup.definition, rows)]

    @retried
    async def put_rows(
        self,
        caller: Principal,
        project: str,
        name: str,
        rows: Sequence[LookupRow],
        expected: int | None,
        reason: str,
    ) -> RowsImport:
        """Add rows, or replace the values of their keys, in one revision; none where one of them does not fit.

        The records that are held because one of them was missing go on.
        """
        return await self._put_all(caller, project, name, rows, expected, reason, others_stay=True)

    @retried
    async def import_rows(
        self,
        caller: Principal,
        project: str,
        name: str,
        rows: Sequence[LookupRow],
        expected: int | None,
        reason: str,
    ) -> RowsImport:
        """Replace all rows, or none where one of them does not fit; the same rows make no new revision.

        The records that are held because one of them was missing go on.
        """
        return await self._put_all(caller, project, name, rows, expected, reason, others_stay=False)

    async def _put_all(
        self,
        caller: Principal,
        project: str,
        name: str,
        rows: Sequence[LookupRow],
        expected: int | None,
        reason: str,
        *,
        others_stay: bool,
    ) -> RowsImport:
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT_LOOKUPS)
            stored = await work.lookups.get(opened, name, lock=True)
            require_revision("lookup", stored.revision, expected)
            before = await work.lookup_rows.values(stored)
            if others_stay:
                before = {row.keys: before[row.keys] for row in rows if row.keys in before}
            # In a thread: a hundred thousand rows would keep everybody else waiting.
            changes = await to_thread.run_sync(_checked_changes, stored.lookup.definition, before, rows)
            revised = await _change_rows(work, caller, opened, stored, changes, reason)
            revision = await work.lookups.newest_revision(revised)
            released = await _release_by_rows(work, caller, opened, revised, changes)
        await self._alarm.ring(released.partitions)
        return RowsImport(revision=revision, released=released.records)


def _compared(row: LookupRow, stored: Mapping[Cells, Cells], problems: tuple[Problem, ...]) -> ComparedRow:
    before = stored.get(row.keys)
    if problems:
        return ComparedRow(row=row, change=RowChange.REFUSED, before=before, problems=problems)
    if before is None:
        return ComparedRow(row=row, change=RowChange.ADDED)
    change = RowChange.SAME if before == row.values else RowChange.CHANGED
    return ComparedRow(row=row, change=change, before=before)


def _checked_changes(
    definition: LookupDefinition, before: Mapping[Cells, Cells], rows: Sequence[LookupRow]
) -> RowChanges:
    check_rows(definition, rows)
    return compare_rows(before, rows)


async def _change_rows(
    work: Work, caller: Principal, project: Project, stored: StoredLookup, rows: RowChanges, reason: str
) -> StoredLookup:
    if not rows:
        return stored
    return await _revise(work, caller, project, stored, stored.lookup.definition, rows, reason)


async def _revise(
    work: Work,
    caller: Principal,
    project: Project,
    stored: StoredLookup | None,
    definition: LookupDefinition,
    rows: RowChanges,
    reason: str,
) -> StoredLookup:
    change = Change(definition=definition, rows=rows, author=caller.name, reason=reason, at=work.now)
    revised = await work.lookups.revise(project, stored, change)
    await work.lookup_rows.apply(revised, rows)
    told = {"revision": revised.revision, "added": rows.added, "changed": rows.changed, "removed": rows.removed}
    action = "lookup.put" if not rows else "lookup.rows"
    await work.audit.record(caller.name, project, action, f"lookup {definition.name}", told | {"reason": reason})
    return revised


async def _release_by_rows(
    work: Work, caller: Principal, project: Project, stored: StoredLookup, rows: RowChanges
) -> Released:
    return await release_missing(work, caller, project, stored.name, {row.keys for row in rows.opened})


async def _release_by_settings(
    work: Work, caller: Principal, project: Project, stored: StoredLookup, definition: LookupDefinition
) -> Released:
    before = stored.lookup.definition
    if encode((before.on_miss, before.default)) == encode((definition.on_miss, definition.default)):
        return Released()
    return await release_table(work, caller, project, definition.name)


def _require_same_columns(stored: StoredLookup, definition: LookupDefinition) -> None:
    before = stored.lookup.definition
    if stored.lookup.row_count and (before.keys, before.values) != (definition.keys, definition.values):
        raise Conflict(
            f"The lookup '{definition.name}' has {stored.lookup.row_count} rows; its columns cannot change.",
            code="has-rows",
            remedy="Import an empty table first, change the columns, then import the rows anew.",
        )
