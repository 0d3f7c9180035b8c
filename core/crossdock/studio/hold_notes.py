"""What people note about held records: who looks after one, until when it may rest, what is to be said."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from crossdock.errors import InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.hold_note import HoldComment
from crossdock.model.page import Page, PageRequest
from crossdock.model.record import Hold
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment
from crossdock.studio.holds import hold_in
from crossdock.studio.records import record_in

LONGEST_ASSIGNEE = 100
LONGEST_COMMENT = 4000
LONGEST_SNOOZE = timedelta(days=90)


class HoldNotes:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def assign(self, caller: Principal, project: str, environment: str, record: UUID, assignee: str) -> Hold:
        """Say who looks after a held record; '' for nobody. Raises NotFound for a record that is not held."""
        name = assignee.strip()
        if len(name) > LONGEST_ASSIGNEE or not (name.isprintable() or not name):
            raise InvalidInput(
                "That is no name.",
                code="invalid-assignee",
                remedy=f"Use up to {LONGEST_ASSIGNEE} printable characters.",
            )

        async def note(work: Work) -> None:
            await work.hold_notes.assign(record, name)

        return await self._note(caller, project, environment, record, note, "hold.assign", {"assignee": name})

    async def snooze(
        self, caller: Principal, project: str, environment: str, record: UUID, until: datetime | None
    ) -> Hold:
        """Put a held record off until a time; None: it is looked at again. Raises InvalidInput, NotFound."""

        async def note(work: Work) -> None:
            _check_until(until, work.now)
            await work.hold_notes.snooze(record, until, work.now)

        told = {"until": until.isoformat() if until else None}
        return await self._note(caller, project, environment, record, note, "hold.snooze", told)

    async def comment(self, caller: Principal, project: str, environment: str, record: UUID, text: str) -> HoldComment:
        """Say something about a record, held or not. The audit log tells that it was said, not what."""
        if not text.strip() or len(text) > LONGEST_COMMENT:
            raise InvalidInput(
                f"A comment has 1 to {LONGEST_COMMENT} characters.", code="invalid-comment", remedy="Write it shorter."
            )
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            require_environment(opened, environment)
            await record_in(work, opened, environment, record)
            comment = HoldComment(id=uuid7(), record=record, at=work.now, author=caller.name, text=text.strip())
            await work.hold_notes.comment(comment)
            await work.audit.record(caller.name, opened, "hold.comment", f"record {record}")
        return comment

    async def comments(
        self, caller: Principal, project: str, environment: str, record: UUID, page: PageRequest
    ) -> Page[HoldComment]:
        """Oldest first, of a record that is held or was."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            await record_in(work, opened, environment, record)
            return await work.hold_notes.comments(record, page)

    async def _note(
        self,
        caller: Principal,
        project: str,
        environment: str,
        record: UUID,
        note: Callable[[Work], Awaitable[None]],
        action: str,
        told: dict[str, Any],
    ) -> Hold:
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            require_environment(opened, environment)
            await hold_in(work, opened, environment, record)
            await note(work)
            await work.audit.record(caller.name, opened, action, f"record {record}", told)
            return await hold_in(work, opened, environment, record)


def _check_until(until: datetime | None, now: datetime) -> None:
    if until is None:
        return
    if until.tzinfo is None or not now < until <= now + LONGEST_SNOOZE:
        raise InvalidInput(
            "The time has no zone, is over, or is too far away.",
            code="invalid-snooze",
            remedy=f"Give a time within {LONGEST_SNOOZE.days} days, with its zone.",
        )
