"""Gaps: numbered messages that never came, and saying that nobody waits for them any more."""

from __future__ import annotations

from uuid import UUID

from crossdock.errors import InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.page import Page, PageRequest
from crossdock.model.sequence import SequenceGap
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment

LONGEST_REASON = 1000


class Gaps:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def list(self, caller: Principal, project: str, environment: str, page: PageRequest) -> Page[SequenceGap]:
        """Open ones, oldest first; also those whose messages may still be on their way."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            return await work.sequences.page(opened, environment, page)

    async def settle(self, caller: Principal, project: str, environment: str, gap: UUID, reason: str) -> SequenceGap:
        """End a gap that nobody can fill; its alert ends with the last one.

        Raises InvalidInput 'reason-missing', NotFound where it is closed or settled already.
        """
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            require_environment(opened, environment)
            if not reason.strip() or len(reason) > LONGEST_REASON:
                raise InvalidInput(
                    f"Say why, in {LONGEST_REASON} characters at most.",
                    code="reason-missing",
                    remedy="Say what became of these messages, for those who read it later.",
                )
            found = await work.sequences.gap(opened, environment, gap)
            await work.sequences.settle(gap, caller.name, reason.strip(), work.now)
            told = {"connection": found.connection, "stream": found.stream, "first": found.first, "last": found.last}
            told |= {"environment": environment, "reason": reason.strip()}
            await work.audit.record(caller.name, opened, "gap.settle", f"gap {gap}", told)
        return found
