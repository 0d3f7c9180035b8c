"""Alerts: what somebody should know of now, and what was so before."""

from __future__ import annotations

from uuid import UUID

import msgspec

from crossdock.errors import Conflict, InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.alert import Alert
from crossdock.model.page import Page, PageRequest
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment

LONGEST_REASON = 1000


class Alerts:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def list(
        self,
        caller: Principal,
        project: str,
        page: PageRequest,
        environment: str | None = None,
        *,
        all_of_them: bool = False,
    ) -> Page[Alert]:
        """Newest first: open ones, or all. Of an environment, with those that concern every one."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            if environment is not None:
                require_environment(opened, environment)
            return await work.alerts.page(opened, page, environment=environment, all_of_them=all_of_them)

    async def acknowledge(self, caller: Principal, project: str, alert: UUID, reason: str) -> Alert:
        """Say that somebody knows: from now on nobody is told again, but that it is over.

        Raises InvalidInput 'reason-missing', Conflict 'already-over'.
        """
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            found = await work.alerts.lock(opened, alert)
            if found.resolved_at is not None:
                raise Conflict("This alert is over already.", code="already-over", remedy="There is nothing to do.")
            if not reason.strip() or len(reason) > LONGEST_REASON:
                raise InvalidInput(
                    f"Say why, in {LONGEST_REASON} characters at most.",
                    code="reason-missing",
                    remedy="Say who looks after it, for those who read it later.",
                )
            known = msgspec.structs.replace(
                found, acknowledged_at=work.now, acknowledged_by=caller.name, acknowledgement=reason.strip()
            )
            await work.alerts.change(known)
            told = {"kind": found.kind, "subject": found.subject, "reason": known.acknowledgement}
            await work.audit.record(caller.name, opened, "alert.acknowledge", f"alert {alert}", told)
        return known
