"""What one change would make of several held records, before anything is done."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from crossdock.engine.json_change import value_at, with_value
from crossdock.engine.json_text import decode
from crossdock.errors import CrossdockError, InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.hold_change import HoldChange, ValueChange
from crossdock.model.page import LARGEST_PAGE
from crossdock.model.project import Project
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project
from crossdock.studio.holds import hold_in
from crossdock.studio.records import open_payload


class HoldChanges:
    def __init__(self, store: Store, keyring: Keyring) -> None:
        self._store = store
        self._keyring = keyring

    async def preview(
        self, caller: Principal, project: str, environment: str, records: Sequence[UUID], change: ValueChange
    ) -> Sequence[HoldChange]:
        """What the change would make of each record, in their order; that they were read stands in the audit log.

        Raises Malformed for a value that is not JSON, NotFound for a record that is not held, InvalidInput for more
        than 200 records or what is no pointer.
        """
        if len(records) > LARGEST_PAGE:
            raise InvalidInput(
                f"{len(records)} records at once are too many.",
                code="too-many",
                remedy=f"Ask for {LARGEST_PAGE} at a time.",
            )
        decode(change.value)
        value_at(b"{}", change.pointer)  # InvalidInput, before anything is read
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            found = [await self._one(work, opened, environment, record, change) for record in records]
            told = {"pointer": change.pointer, "records": [str(record) for record in records]}
            await work.audit.record(caller.name, opened, "hold.preview-change", f"holds in {environment}", told)
        return found

    async def _one(
        self, work: Work, project: Project, environment: str, record: UUID, change: ValueChange
    ) -> HoldChange:
        hold = await hold_in(work, project, environment, record)
        try:
            payload = (await open_payload(work, self._keyring, record)).in_use
            was = value_at(payload, change.pointer)
            now = value_at(with_value(payload, change.pointer, change.value), change.pointer)
        except CrossdockError as error:
            return HoldChange(record=record, key=hold.key, was=None, now=None, message=error.message)
        return HoldChange(record=record, key=hold.key, was=was, now=now)
