"""Drafts: one per mapping and author."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from crossdock.model.mapping import Draft, Mapping
from crossdock.store.repository import Repository
from crossdock.store.tables import drafts


class Drafts(Repository):
    async def find(self, mapping: Mapping, author: str, *, lock: bool = False) -> Draft | None:
        """An author's draft, if there is one; locked until this unit of work ends where asked for."""
        query = select(drafts).where(drafts.c.mapping_id == mapping.id, drafts.c.author == author)
        row = await self._first(query.with_for_update() if lock else query)
        if row is None:
            return None
        return _draft(mapping, row)

    async def others(self, mapping: Mapping, author: str, since: datetime) -> list[Draft]:
        """What others than an author saved since a time, the latest first."""
        query = (
            select(drafts)
            .where(drafts.c.mapping_id == mapping.id, drafts.c.author != author, drafts.c.updated_at >= since)
            .order_by(drafts.c.updated_at.desc())
        )
        return [_draft(mapping, row) for row in await self._all(query)]

    async def rebase(self, mapping: Mapping, author: str, number: int) -> None:
        """Have an author's draft, if there is one, stand on a version."""
        theirs = update(drafts).where(drafts.c.mapping_id == mapping.id, drafts.c.author == author)
        await self._do(theirs.values(based_on=number))

    async def put(self, mapping: Mapping, draft: Draft) -> None:
        """Store a draft, new or locked, as it shall be."""
        changing = {column: getattr(draft, column) for column in ("text", "based_on", "revision", "updated_at")}
        row = {"mapping_id": mapping.id, "author": draft.author, "started_at": draft.started_at} | changing
        written = insert(drafts).values(row)
        key = ["mapping_id", "author"]
        await self._do(written.on_conflict_do_update(index_elements=key, set_=changing))

    async def delete(self, mapping: Mapping, author: str, revision: int | None = None) -> bool:
        """Whether there was one; where a revision is given, only one that still has it."""
        gone = delete(drafts).where(drafts.c.mapping_id == mapping.id, drafts.c.author == author)
        return await self._do(gone if revision is None else gone.where(drafts.c.revision == revision)) > 0


def _draft(mapping: Mapping, row: Row[Any]) -> Draft:
    same = ("author", "text", "based_on", "revision", "started_at", "updated_at")
    return Draft(mapping=mapping.name, **{column: getattr(row, column) for column in same})
