"""What people note about held records."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from crossdock.model.hold_note import HoldComment
from crossdock.model.page import Page, PageRequest
from crossdock.store.repository import Repository
from crossdock.store.tables import hold_cares, hold_comments


class HoldNotes(Repository):
    """Of records, held or not; each raises Conflict for a record that there is not."""

    async def assign(self, record: UUID, assignee: str) -> None:
        """Say who looks after a record; '' for nobody."""
        await self._care(record, {"assignee": assignee})

    async def snooze(self, record: UUID, until: datetime | None, now: datetime) -> None:
        """Put a record's hold off until a time; None: no longer."""
        await self._care(record, {"snoozed_until": until, "snoozed_at": None if until is None else now})

    async def comment(self, comment: HoldComment) -> None:
        """Add a comment behind all others of its record."""
        same = ("id", "record", "at", "author", "text")
        row = {column: getattr(comment, column) for column in same}
        await self._do(insert(hold_comments).values(row | {"record_id": row.pop("record")}))

    async def comments(self, record: UUID, request: PageRequest) -> Page[HoldComment]:
        """Oldest first. Raises InvalidInput for a limit or a cursor that cannot be."""
        query = select(hold_comments).where(hold_comments.c.record_id == record)
        return await self._page(query, request, hold_comments.c.id, _comment)

    async def _care(self, record: UUID, values: dict[str, Any]) -> None:
        written = upsert(hold_cares).values({"record_id": record, "assignee": ""} | values)
        await self._do(written.on_conflict_do_update(index_elements=["record_id"], set_=values))


def _comment(row: Row[Any]) -> HoldComment:
    return HoldComment(id=row.id, record=row.record_id, at=row.at, author=row.author, text=row.text)
