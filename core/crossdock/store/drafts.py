"""Drafts: one per mapping and author."""

from __future__ import annotations

from sqlalchemy import delete, select
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
        return Draft(
            mapping=mapping.name,
            author=row.author,
            text=row.text,
            based_on=row.based_on,
            revision=row.revision,
            updated_at=row.updated_at,
        )

    async def put(self, mapping: Mapping, draft: Draft) -> None:
        """Store a draft, new or locked, as it shall be."""
        changing = {"text": draft.text, "revision": draft.revision, "updated_at": draft.updated_at}
        row = {"mapping_id": mapping.id, "author": draft.author, "based_on": draft.based_on} | changing
        written = insert(drafts).values(row)
        key = ["mapping_id", "author"]
        await self._do(written.on_conflict_do_update(index_elements=key, set_=changing))

    async def delete(self, mapping: Mapping, author: str, revision: int | None = None) -> bool:
        """Whether there was one; where a revision is given, only one that still has it."""
        gone = delete(drafts).where(drafts.c.mapping_id == mapping.id, drafts.c.author == author)
        return await self._do(gone if revision is None else gone.where(drafts.c.revision == revision)) > 0
