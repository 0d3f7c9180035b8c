"""Lookups: settings and rows, each change a revision with author and reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from anyio import to_thread
from msgspec.json import encode

from crossdock.errors import Conflict
from crossdock.model.access import Principal, Right
from crossdock.model.lookup import Lookup, LookupDefinition, LookupRevision, LookupRow, LookupTable
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.store.lookups import Change, StoredLookup
from crossdock.store.refusals import absent
from crossdock.store.row_changes import Cells, RowChanges, compare_rows
from crossdock.store.unit_of_work import Store, Work, retried
from crossdock.studio.access import open_project
from crossdock.studio.lookup_checks import check_definition, check_rows
from crossdock.studio.revision import require_present, require_revision


class Lookups:
    def __init__(self, store: Store) -> None:
        self._store = store

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
    ) -> tuple[Lookup, bool]:
        """Create a lookup or replace its settings; `expected` 0 only where there is none. Also tells whether it is new.

        Raises Conflict 'has-rows' where columns of a lookup with rows shall change. Settings that are already so
        make no new revision.
        """
        check_definition(definition)
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            stored = await work.lookups.find(opened, definition.name, lock=True)
            if stored is None or stored.deleted:
                require_present("lookup", expected)
                created = await _revise(work, caller, opened, stored, definition, RowChanges(), "Created.")
                return created.lookup, True
            require_revision("lookup", stored.revision, expected)
            if encode(stored.lookup.definition) == encode(definition):  # for Python 1, 1.0 and true are equal
                return stored.lookup, False
            _require_same_columns(stored, definition)
            changed = await _revise(work, caller, opened, stored, definition, RowChanges(), "Settings changed.")
            return changed.lookup, False

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
    async def put_row(self, caller: Principal, project: str, name: str, row: LookupRow, reason: str) -> Lookup:
        """Add a row, or replace the values of its key; a row that is already so makes no new revision."""
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT_LOOKUPS)
            stored = await work.lookups.get(opened, name, lock=True)
            check_rows(stored.lookup.definition, [row])
            before = await work.lookup_rows.find(stored, row.keys)
            rows = compare_rows({before.keys: before.values} if before else {}, [row])
            return (await _change_rows(work, caller, opened, stored, rows, reason)).lookup

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

    @retried
    async def import_rows(
        self,
        caller: Principal,
        project: str,
        name: str,
        rows: Sequence[LookupRow],
        expected: int | None,
        reason: str,
    ) -> LookupRevision:
        """Replace all rows, or none where one of them does not fit; the same rows make no new revision."""
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT_LOOKUPS)
            stored = await work.lookups.get(opened, name, lock=True)
            require_revision("lookup", stored.revision, expected)
            before = await work.lookup_rows.values(stored)
            # In a thread: a hundred thousand rows would keep everybody else waiting.
            changes = await to_thread.run_sync(_checked_changes, stored.lookup.definition, before, rows)
            revised = await _change_rows(work, caller, opened, stored, changes, reason)
            return await work.lookups.newest_revision(revised)


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


def _require_same_columns(stored: StoredLookup, definition: LookupDefinition) -> None:
    before = stored.lookup.definition
    if stored.lookup.row_count and (before.keys, before.values) != (definition.keys, definition.values):
        raise Conflict(
            f"The lookup '{definition.name}' has {stored.lookup.row_count} rows; its columns cannot change.",
            code="has-rows",
            remedy="Import an empty table first, change the columns, then import the rows anew.",
        )
