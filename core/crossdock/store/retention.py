"""Retention: taking payloads away whose time is over. Who, what and when stays: identities, digests, the journal."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, text, update

from crossdock.model.project import Project
from crossdock.store.repository import Repository
from crossdock.store.tables import attempts, effects, records

_EMPTYING = text("SET LOCAL crossdock.emptying = 'on'")
"""What keeps records as they came lets payloads go in this transaction, and nothing else."""
_DONE = text("SET LOCAL crossdock.emptying = 'off'")


class Retention(Repository):
    async def empty(self, project: Project, before: datetime, now: datetime, limit: int) -> int:
        """Empty records that were settled before a time, oldest first; gives how many.

        What came in, what a person made of it, what the mapping made and what was sent goes. Raises nothing.
        """
        due = (
            select(records.c.id)
            .where(records.c.project_id == project.id, records.c.settled_at < before, records.c.emptied_at.is_(None))
            .order_by(records.c.settled_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = [row.id for row in await self._all(due)]
        if not ids:
            return 0
        await self._do(_EMPTYING)
        await self._do(
            update(records).where(records.c.id.in_(ids)).values(payload=None, edited=None, fetched=None, emptied_at=now)
        )
        await self._do(_DONE)
        await self._do(update(attempts).where(attempts.c.record_id.in_(ids)).values(output=None))
        await self._do(update(effects).where(effects.c.record_id.in_(ids)).values(body=None))
        return len(ids)
