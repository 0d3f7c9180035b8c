"""When records last found each row of a lookup."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import JSON, bindparam, text

from crossdock.store.repository import Repository


class FoundRow(NamedTuple):
    """A row that was found, as an evaluation knows it."""

    project_id: UUID
    table: str
    key: tuple[str, ...]


_ADD = text("""
    INSERT INTO lookup_hits (lookup_id, row_key, hit_at)
    SELECT lookups.id, given.keys, given.hit_at
    FROM json_to_recordset(:found) AS given(project uuid, name text, keys text[], hit_at timestamptz)
    JOIN lookups ON lookups.project_id = given.project AND lookups.name = given.name
    ORDER BY lookups.id, given.keys
    ON CONFLICT (lookup_id, row_key) DO UPDATE SET hit_at = greatest(lookup_hits.hit_at, excluded.hit_at)
""").bindparams(bindparam("found", type_=JSON))


class LookupHits(Repository):
    async def add(self, found: Mapping[FoundRow, datetime]) -> None:
        """Remember when rows were found, always in the same order, so that no two workers wait for each other.

        What was found in a lookup that nobody knows by now is left out.
        """
        rows = [
            {"project": str(row.project_id), "name": row.table, "keys": list(row.key), "hit_at": at.isoformat()}
            for row, at in found.items()
        ]
        await self._connection.execute(_ADD, {"found": rows})
