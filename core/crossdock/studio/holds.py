"""Holds: records that wait for a person, and what a person can do about them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from crossdock.engine.json_change import with_value
from crossdock.engine.json_text import decode
from crossdock.engine.ports import Alarm
from crossdock.errors import InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.hold_change import ValueChange
from crossdock.model.hold_note import HoldFilters
from crossdock.model.journal import Event
from crossdock.model.page import LARGEST_PAGE, Page, PageRequest
from crossdock.model.project import Project
from crossdock.model.record import AttemptKind, Hold, MissGroup, Record, RecordState, RunCode
from crossdock.run.release import reopen
from crossdock.store.holds import NO_FILTERS
from crossdock.store.keyring import Keyring
from crossdock.store.refusals import absent
from crossdock.store.unit_of_work import Store, Work, retried
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment
from crossdock.studio.records import open_payload, record_in
from crossdock.studio.story import tell

Act = Callable[[Work, Project, Record], Awaitable[int]]
"""Does something to a held record, and gives the partition that has work then."""


class Holds:
    def __init__(self, store: Store, keyring: Keyring, alarm: Alarm) -> None:
        self._store = store
        self._keyring = keyring
        self._alarm = alarm

    async def list(
        self,
        caller: Principal,
        project: str,
        environment: str,
        page: PageRequest,
        filters: HoldFilters = NO_FILTERS,
    ) -> Page[Hold]:
        """Oldest first, each with its playbook's text."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            found = await work.holds.page(opened, environment, page, filters)
            texts = await work.playbooks.all(opened)
        return Page(items=[_with_playbook(hold, texts) for hold in found.items], next=found.next)

    async def get(self, caller: Principal, project: str, environment: str, record: UUID) -> Hold:
        """Raises NotFound for a record that is not held."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            return await hold_in(work, opened, environment, record)

    async def misses(self, caller: Principal, project: str, environment: str | None = None) -> Sequence[MissGroup]:
        """The lookup rows that held records wait for, over all flows; None: in all environments."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            if environment is not None:
                require_environment(opened, environment)
            return await work.holds.misses(opened, environment)

    async def retry(self, caller: Principal, project: str, environment: str, record: UUID, reason: str = "") -> Record:
        """Let a held record go on as it is. Raises Conflict 'not-held'."""

        async def release(work: Work, opened: Project, held: Record) -> int:
            message = f"Released by {caller.name}{_because(reason)}."
            return await reopen(work, opened, held.id, actor=caller.name, message=message)

        return await self._act(caller, project, environment, record, release, "hold.retry", reason)

    async def retry_all(
        self, caller: Principal, project: str, environment: str, code: str, flow: str | None = None
    ) -> int:
        """Let every record go on that is held with a code; gives how many those were. After an outage, for example."""
        waiting = await self._held(caller, project, environment, code, flow)
        batches = [waiting[first : first + LARGEST_PAGE] for first in range(0, len(waiting), LARGEST_PAGE)]
        return sum([await self._retry_batch(caller, project, batch, code) for batch in batches])

    async def edit(
        self, caller: Principal, project: str, environment: str, record: UUID, payload: bytes, reason: str
    ) -> Record:
        """Let a held record go on with a corrected payload; the original is kept. Raises Malformed, Conflict 'not-held'."""
        decode(payload)

        async def correct(work: Work, opened: Project, held: Record) -> int:
            return await self._correct(work, caller, opened, held, payload, "Payload corrected", reason)

        return await self._act(caller, project, environment, record, correct, "hold.edit", reason)

    async def change(
        self,
        caller: Principal,
        project: str,
        environment: str,
        record: UUID,
        change: ValueChange,
        reason: str,
    ) -> Record:
        """Let a held record go on with one value of its message changed; the original and all other values are kept.

        Raises Malformed, InvalidInput 'not-a-pointer' or 'no-such-place', Conflict 'not-held'.
        """

        async def correct(work: Work, opened: Project, held: Record) -> int:
            payload = (await open_payload(work, self._keyring, held.id)).in_use
            changed = with_value(payload, change.pointer, change.value)
            return await self._correct(work, caller, opened, held, changed, f"{change.pointer} changed", reason)

        return await self._act(caller, project, environment, record, correct, "hold.change", reason)

    async def skip(self, caller: Principal, project: str, environment: str, record: UUID, reason: str) -> Record:
        """End a held record as filtered; what waits for it goes on. Raises Conflict 'not-held'."""
        if not reason.strip():
            raise InvalidInput("Nobody would know why it was skipped.", code="no-reason", remedy="Give the reason.")

        async def give_up(work: Work, opened: Project, held: Record) -> int:
            message = f"Skipped by {caller.name}{_because(reason)}."
            partition = await reopen(work, opened, held.id, actor=caller.name, message=message)
            await work.records.settle(_skipped(held, reason, work.now))
            await tell(work, caller, opened, held, Event.FILTERED, message, code=RunCode.SKIPPED.value, reason=reason)
            return partition

        return await self._act(caller, project, environment, record, give_up, "hold.skip", reason)

    async def _correct(
        self, work: Work, caller: Principal, project: Project, held: Record, payload: bytes, what: str, reason: str
    ) -> int:
        await work.records.edit(held.id, self._keyring.seal(payload))
        message = f"{what} by {caller.name}{_because(reason)}."
        await tell(work, caller, project, held, Event.EDITED, message, reason=reason)
        return await reopen(work, project, held.id, actor=caller.name, message=message, kind=AttemptKind.EDIT)

    @retried
    async def _act(
        self, caller: Principal, project: str, environment: str, record: UUID, act: Act, action: str, reason: str
    ) -> Record:
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            held = await record_in(work, opened, environment, record, lock=True)
            partition = await act(work, opened, held)
            told = {"code": held.code, "reason": reason}
            await work.audit.record(caller.name, opened, action, f"record {record}", told)
            after = await work.records.get(opened, record)
        await self._alarm.ring([partition])
        return after

    async def _held(
        self, caller: Principal, project: str, environment: str, code: str, flow: str | None
    ) -> Sequence[UUID]:
        """The records that are held with a code right now: those that are held again meanwhile are not among them."""
        found: list[UUID] = []
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            require_environment(opened, environment)
            if flow is not None:
                await work.flows.get(opened, flow)
            page = PageRequest(limit=LARGEST_PAGE)
            while True:
                holds = await work.holds.page(opened, environment, page, HoldFilters(flow=flow, code=code))
                found += [hold.record for hold in holds.items]
                if holds.next is None:
                    return found
                page = PageRequest(limit=LARGEST_PAGE, cursor=holds.next)

    @retried
    async def _retry_batch(self, caller: Principal, project: str, records: Sequence[UUID], code: str) -> int:
        """Release those that are still held for the same reason."""
        partitions: list[int] = []
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            for record in sorted(records):  # in one order everywhere, so that two of these cannot deadlock
                held = await work.records.lock(opened, record)
                if held.state is RecordState.HELD and held.code == code:
                    message = f"Released by {caller.name}, with all others held as '{code}'."
                    partitions.append(await reopen(work, opened, record, actor=caller.name, message=message))
            told = {"code": code, "released": len(partitions)}
            await work.audit.record(caller.name, opened, "hold.retry-all", f"holds {code}", told)
        await self._alarm.ring(partitions)
        return len(partitions)


async def hold_in(work: Work, project: Project, environment: str, record: UUID) -> Hold:
    """A held record of the environment, with its playbook's text; raises NotFound."""
    hold = await work.holds.get(project, record)
    if hold.environment != environment:
        raise absent(f"hold in '{environment}' of the record", record)
    return _with_playbook(hold, await work.playbooks.all(project))


def _skipped(held: Record, reason: str, now: datetime) -> Record:
    return msgspec.structs.replace(
        held,
        state=RecordState.FILTERED,
        code=RunCode.SKIPPED.value,
        reason=reason,
        due_at=None,
        settled_at=now,
    )


def _with_playbook(hold: Hold, texts: dict[str, str]) -> Hold:
    return msgspec.structs.replace(hold, playbook=texts.get(hold.code, ""))


def _because(reason: str) -> str:
    return f": {reason.rstrip('.')}" if reason else ""
