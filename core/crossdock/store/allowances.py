"""Allowances: how many requests a connection may still send, shared by all workers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from crossdock.store.repository import Repository


class Allowances(Repository):
    """A bucket per connection: `burst` tokens at most, refilled at so many a second; a request takes one."""

    async def take(
        self, connection_id: UUID, rate_per_second: float, burst: int, wanted: int, now: datetime
    ) -> tuple[int, float]:
        """How many of the wanted requests may go out, and in how many seconds there will be more.

        Raises Conflict where there is no such connection.
        """
        asked = {"connection": connection_id, "rate": rate_per_second, "burst": burst, "wanted": wanted, "now": now}
        row = (await self._connection.execute(_TAKE, asked)).one()
        return row.granted, _seconds_until_more(row, rate_per_second, now)

    async def pause(self, connection_id: UUID, until: datetime) -> None:
        """Let no request out before a time, whatever is in the bucket; then one, and more at the rate.

        Raises Conflict where there is no such connection.
        """
        await self._connection.execute(_PAUSE, {"connection": connection_id, "until": until})


_TAKE = text("""
INSERT INTO allowances AS a (connection_id, tokens, filled_at, granted)
VALUES (:connection, CAST(:burst AS integer) - least(:wanted, :burst), :now, least(:wanted, :burst))
ON CONFLICT (connection_id) DO UPDATE SET (tokens, granted, filled_at) = (
    SELECT t.there - t.taken, t.taken, greatest(a.filled_at, :now) FROM (
        SELECT f.there, CASE WHEN a.paused_until > :now THEN 0 ELSE least(:wanted, floor(f.there)) END AS taken FROM (
            SELECT least(:burst, a.tokens + :rate * greatest(0, extract(epoch FROM :now - a.filled_at))) AS there
        ) AS f
    ) AS t
)
RETURNING granted, tokens, paused_until
""")
_PAUSE = text("""
INSERT INTO allowances AS a (connection_id, tokens, filled_at, granted, paused_until)
VALUES (:connection, 1, :until, 0, :until)
ON CONFLICT (connection_id) DO UPDATE SET tokens = 1, filled_at = greatest(a.filled_at, :until),
    paused_until = greatest(a.paused_until, :until)
""")


def _seconds_until_more(row: Row[Any], rate_per_second: float, now: datetime) -> float:
    pause = (row.paused_until - now).total_seconds() if row.paused_until is not None else 0.0
    refill: float = (1 - row.tokens) / rate_per_second
    return max(0.0, pause, refill)
