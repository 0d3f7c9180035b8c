"""Watches: which worker looks at a project, and which machines have workers that are heard of."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Row, bindparam, case, delete, select
from sqlalchemy.dialects.postgresql import insert

from crossdock.model.project import Project
from crossdock.store.repository import Repository
from crossdock.store.tables import alert_watches, worker_hosts


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """A look at a project that is ours alone until the unit of work ends."""

    reads_journal: bool
    """It is time to hold the counts against the journal again."""


class Silent(msgspec.Struct, frozen=True, kw_only=True):
    host: str
    seen_at: datetime


class Watches(Repository):
    async def take(self, project: Project, now: datetime, every: timedelta, journal_every: timedelta) -> Watch | None:
        """The next look at a project; None where the last one is not long enough ago. Waits for one under way."""
        latest, journal_latest = now - every, now - journal_every
        parameters = {"project": project.id, "now": now, "latest": latest, "journal_latest": journal_latest}
        row: Row[tuple[datetime]] | None = await self._first(_TAKE, **parameters)
        return None if row is None else Watch(reads_journal=row[0] == now)

    async def hear(self, host: str, now: datetime) -> None:
        """A worker of a machine is there; raises nothing."""
        written = insert(worker_hosts).values(host=host, seen_at=now)
        await self._do(written.on_conflict_do_update(index_elements=["host"], set_={"seen_at": now}))

    async def leave(self, host: str) -> None:
        """A worker of a machine stops in good order; any other there is heard of again soon. Raises nothing."""
        await self._do(delete(worker_hosts).where(worker_hosts.c.host == host))

    async def silent(self, before: datetime, forgotten: datetime) -> list[Silent]:
        """Machines that were last heard of before a time; those of before the other one are forgotten."""
        await self._do(delete(worker_hosts).where(worker_hosts.c.seen_at < forgotten))
        rows = await self._all(
            select(worker_hosts).where(worker_hosts.c.seen_at < before).order_by(worker_hosts.c.host)
        )
        return [Silent(host=row.host, seen_at=row.seen_at) for row in rows]


_FIRST = insert(alert_watches).values(
    project_id=bindparam("project"), watched_at=bindparam("now"), journal_read_at=bindparam("now")
)
_TAKE = _FIRST.on_conflict_do_update(
    index_elements=["project_id"],
    set_={
        "watched_at": bindparam("now"),
        "journal_read_at": case(
            (alert_watches.c.journal_read_at <= bindparam("journal_latest"), bindparam("now")),
            else_=alert_watches.c.journal_read_at,
        ),
    },
    where=alert_watches.c.watched_at <= bindparam("latest"),
).returning(alert_watches.c.journal_read_at)
