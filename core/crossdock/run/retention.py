"""Retention: settled records lose what they hold once their project's time for it is over."""

from __future__ import annotations

from datetime import timedelta

import structlog

from crossdock.model.project import Project
from crossdock.store.unit_of_work import Store

BATCH = 200
"""Records emptied in one transaction, so that nobody waits long for one."""
MOST_BATCHES = 50
"""Of one project in one turn; the next turn goes on."""

_log = structlog.get_logger(__name__)


class Emptier:
    """Empties records in small batches; any number of workers may do so beside each other."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def empty(self) -> int:
        """Empty what is due in every project; gives how many records. Raises Unavailable where the database is away."""
        async with self._store.read() as work:
            projects = [await work.projects.get(name) for name in await work.projects.names()]
        return sum([await self._empty_in(project) for project in projects if project.retention_days is not None])

    async def _empty_in(self, project: Project) -> int:
        emptied = 0
        for _ in range(MOST_BATCHES):
            batch = await self._batch(project)
            emptied += batch
            if batch < BATCH:
                break
        if emptied:
            _log.info("payloads were emptied", project=project.name, records=emptied)
        return emptied

    async def _batch(self, project: Project) -> int:
        kept = timedelta(days=project.retention_days or 0)
        async with self._store.begin() as work:
            return await work.retention.empty(project, work.now - kept, work.now, BATCH)
