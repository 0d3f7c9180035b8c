"""Playbooks: what to do about each kind of held record."""

from __future__ import annotations

from crossdock.errors import InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.name import check_name
from crossdock.model.playbook import Playbook
from crossdock.store.refusals import absent
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project


class Playbooks:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def list(self, caller: Principal, project: str) -> list[Playbook]:
        """All of them, by code."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            texts = await work.playbooks.all(opened)
        return [Playbook(code=code, text=text) for code, text in sorted(texts.items())]

    async def put(self, caller: Principal, project: str, playbook: Playbook) -> Playbook:
        """Write what to do about a code, in the place of what was written before."""
        check_name("playbook", playbook.code)
        if not playbook.text.strip():
            raise InvalidInput("The playbook says nothing.", code="no-text", remedy="Write it, or delete it.")
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            await work.playbooks.put(opened, playbook.code, playbook.text)
            await work.audit.record(caller.name, opened, "playbook.put", f"playbook {playbook.code}")
        return playbook

    async def delete(self, caller: Principal, project: str, code: str) -> None:
        """Raises NotFound naming the nearest."""
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            known = await work.playbooks.all(opened)
            if code not in known:
                raise absent("playbook for", code, known)
            await work.playbooks.delete(opened, code)
            await work.audit.record(caller.name, opened, "playbook.delete", f"playbook {code}")
