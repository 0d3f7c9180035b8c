"""Timelines: everything about one business object, by whatever name it is asked for."""

from __future__ import annotations

from crossdock.model.access import Principal, Right
from crossdock.model.journal import Timeline
from crossdock.store.refusals import absent
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment

MOST_ENTRIES = 1_000


class Timelines:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, caller: Principal, project: str, environment: str, name: str) -> Timeline:
        """By any name on either platform, by object id or by record id. Where several objects share a name: the newest.

        Raises NotFound.
        """
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            found = await work.objects.find(opened, environment, name)
            if not found:
                raise absent(f"order, record or other object in '{environment}' known as", name)
            newest, *others = found
            return Timeline(
                object_id=newest,
                identities=await work.objects.identities(opened, environment, newest),
                records=tuple(await work.records.of_object(opened, environment, newest)),
                entries=tuple(await work.journal.of_object(opened, environment, newest, MOST_ENTRIES)),
                others=tuple(others),
            )
