"""Playbooks: what people are told to do about a held record, by its code."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from crossdock.model.project import Project
from crossdock.store.repository import Repository
from crossdock.store.tables import playbooks


class Playbooks(Repository):
    async def all(self, project: Project) -> dict[str, str]:
        """Code to text, sorted by code; raises nothing."""
        query = select(playbooks.c.code, playbooks.c.text).where(playbooks.c.project_id == project.id)
        return {row.code: row.text for row in await self._all(query.order_by(playbooks.c.code))}

    async def put(self, project: Project, code: str, text: str) -> None:
        """Store the text for a code, new or not. Raises InvalidInput for an empty code."""
        row = {"project_id": project.id, "code": code, "text": text}
        written = insert(playbooks).values(row)
        await self._do(written.on_conflict_do_update(index_elements=["project_id", "code"], set_={"text": text}))

    async def delete(self, project: Project, code: str) -> None:
        """Take the text of a code away, if there is one; raises nothing."""
        await self._do(delete(playbooks).where(playbooks.c.project_id == project.id, playbooks.c.code == code))
