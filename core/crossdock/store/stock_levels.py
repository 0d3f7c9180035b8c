"""Stock levels: what each SKU's source has at each location, and what its channel was told.

What orders take is counted here, in SQL, for one level as for all of a flow's: see `_PLACED`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, TextClause, bindparam, select, text, update
from sqlalchemy.dialects.postgresql import insert

from crossdock.engine.availability import KeptBack, Placed
from crossdock.model.record import Record
from crossdock.model.stock import Restocked, StockTold
from crossdock.store.repository import Repository
from crossdock.store.tables import stock_levels

MISSING_FOR = timedelta(minutes=15)
"""How long units that a channel lacks are taken for sold while no order tells of them: webhooks and sweeps need time."""

Place = tuple[str, str]
"""A location and a SKU, as the source calls them."""


class StockFlow(msgspec.Struct, frozen=True, kw_only=True):
    """A flow that tells stock, in one environment."""

    flow_id: UUID
    project_id: UUID
    environment: str
    channel: str
    """The connection that is told."""
    lag: timedelta
    """How long an accepted order may be missing from the source's number."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What a source has of one SKU at one location."""

    place: Place
    key: str
    quantity: int
    as_of: datetime
    payload: bytes
    """Sealed."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """One level with all that the rule needs to know of it."""

    location: str
    sku: str
    quantity: int
    as_of: datetime
    number: int | None
    """What the mapping made of the quantity; None: nothing was told yet."""
    told: int | None
    told_on: datetime | None
    told_why: str
    placed: int
    sold: int
    """Units of known orders that the channel has taken off since it was told."""
    missing: int
    missing_since: datetime | None
    buffer: KeptBack | None
    closed: str
    uncounted: bool
    """There are orders of which nobody knows what they take."""
    through: int
    """Position of the last commitment that is in these figures."""

    @property
    def expected(self) -> int | None:
        """What the channel should show now; None where it was told nothing yet."""
        return None if self.told is None else self.told - self.sold


class StockLevels(Repository):
    async def flows(self) -> list[tuple[UUID, str]]:
        """The flows and environments in which stock was ever seen; raises nothing."""
        query = select(stock_levels.c.flow_id, stock_levels.c.environment).distinct()
        return [(UUID(str(row.flow_id)), row.environment) for row in await self._all(query)]

    async def quantities(self, flow: StockFlow, locations: Collection[str] | None) -> dict[Place, int]:
        """What the source last had, everywhere or at some locations; raises nothing."""
        here = (stock_levels.c.flow_id == flow.flow_id) & (stock_levels.c.environment == flow.environment)
        query = select(stock_levels.c.location, stock_levels.c.sku, stock_levels.c.quantity).where(here)
        if locations is not None:
            query = query.where(stock_levels.c.location.in_(locations))
        return {(row.location, row.sku): row.quantity for row in await self._all(query)}

    async def see(self, flow: StockFlow, seen: Sequence[Seen]) -> None:
        """Remember what a source has; what was seen later than this stays."""
        place = {"flow_id": flow.flow_id, "project_id": flow.project_id, "environment": flow.environment}
        rows = [
            place
            | {"location": one.place[0], "sku": one.place[1], "told_through": 0, "told_why": "", "missing": 0}
            | {"key": one.key, "quantity": one.quantity, "as_of": one.as_of, "payload": one.payload}
            for one in sorted(seen, key=lambda one: one.place)
        ]
        if rows:
            await self._insert(_SEE, rows)

    async def seen_again(self, flow: StockFlow, locations: Collection[str] | None, as_of: datetime) -> None:
        """What was read at a time is still so; of levels that were seen later nothing changes."""
        here = (stock_levels.c.flow_id == flow.flow_id) & (stock_levels.c.environment == flow.environment)
        there = here if locations is None else here & stock_levels.c.location.in_(locations)
        await self._do(update(stock_levels).where(there, stock_levels.c.as_of < as_of).values(as_of=as_of))

    async def figures(self, flow: StockFlow, place: Place, now: datetime) -> Figures | None:
        """One level with what the rule needs; None where the source was never seen to have any. Raises nothing."""
        location, sku = place
        row = await self._first(_ONE, **_asked(flow, now), location=location, sku=sku)
        return None if row is None else _figures(row)

    async def every(self, flow: StockFlow, now: datetime, sku: str | None, after: Place, limit: int) -> list[Figures]:
        """Levels of a flow after a place, by location and SKU; raises nothing."""
        asked = _asked(flow, now) | {"sku": sku, "after_location": after[0], "after_sku": after[1], "most": limit}
        return [_figures(row) for row in await self._all(_EVERY, **asked)]

    async def placed(self, flow: StockFlow, place: Place, as_of: datetime) -> list[Placed]:
        """The orders that a number of a time does not surely contain, oldest first; raises nothing."""
        asked = {"project": flow.project_id, "environment": flow.environment, "contained": as_of - flow.lag}
        rows = await self._all(_ORDERS, **asked, location=place[0], sku=place[1])
        return [Placed(order=row.name, quantity=row.quantity) for row in rows]

    async def count(self, flow: StockFlow, place: Place, number: int) -> None:
        """Remember what the mapping made of a source's quantity."""
        here = (stock_levels.c.flow_id == flow.flow_id) & (stock_levels.c.environment == flow.environment)
        there = (stock_levels.c.location == place[0]) & (stock_levels.c.sku == place[1])
        await self._do(update(stock_levels).where(here, there).values(number=number))

    async def tell(self, flow: StockFlow, told: Telling, now: datetime) -> None:
        """Remember what a channel was told."""
        carried = told.figures.missing
        since = (told.figures.missing_since if carried else now) if carried + told.told.missing else None
        here = (stock_levels.c.flow_id == flow.flow_id) & (stock_levels.c.environment == flow.environment)
        there = (stock_levels.c.location == told.figures.location) & (stock_levels.c.sku == told.figures.sku)
        values = {
            "told": told.told.quantity,
            "told_at": told.told.at,
            "told_on": now,
            "told_through": told.figures.through,
            "told_why": told.why,
            "missing": carried + told.told.missing,
            "missing_since": since,
        }
        await self._do(update(stock_levels).where(here, there).values(values))

    async def restock(self, record: Record, project_id: UUID, channel: str, restocked: Restocked) -> None:
        """A channel has more of a SKU than it was told, by a record about an order: at the location that the order took
        it from, or at all where nobody knows which; nothing is kept where it was told nothing."""
        place = {"project": project_id, "environment": record.environment, "object": record.object_id}
        told = {"channel": channel, "sku": restocked.sku, "quantity": restocked.quantity}
        await self._connection.execute(_RESTOCK, place | told)

    async def untold(self, flow: StockFlow, now: datetime, limit: int) -> list[bytes]:
        """The last states, sealed, of levels whose channel was told something else than the rule gives now.

        Those about which something is under way already are left out, and while another worker looks there are none.
        """
        locked = await self._first(_TRY, place=f"recount {flow.flow_id} {flow.environment}")
        if locked is None or not locked.free:
            return []
        rows = await self._all(_UNTOLD, **_asked(flow, now), most=limit)
        return [row.payload for row in rows]


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """What a channel was told, and on what grounds."""

    figures: Figures
    told: StockTold
    why: str


def _asked(flow: StockFlow, now: datetime) -> dict[str, Any]:
    return {
        "flow": flow.flow_id,
        "project": flow.project_id,
        "environment": flow.environment,
        "channel": flow.channel,
        "lag": flow.lag,
        "now": now,
        "missed": now - MISSING_FOR,
    }


_INSERT = insert(stock_levels)
_SEE = _INSERT.on_conflict_do_update(
    index_elements=["flow_id", "environment", "location", "sku"],
    set_={column: _INSERT.excluded[column] for column in ("key", "quantity", "as_of", "payload")},
    where=stock_levels.c.as_of <= _INSERT.excluded.as_of,
).returning(stock_levels.c.sku)
_RESTOCK = text("""
UPDATE stock_levels AS l SET told = l.told + :quantity FROM flows AS f
WHERE f.id = l.flow_id AND f.definition -> 'target' ->> 'connection' = :channel
AND l.project_id = :project AND l.environment = :environment AND l.sku = :sku AND l.told IS NOT NULL
AND coalesce((
    SELECT bool_or(c.location = l.location) FROM commitments AS c JOIN records AS r ON r.id = c.record_id
    WHERE r.object_id = :object AND c.sku = l.sku AND c.location <> ''
), true)
""")
_TRY = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:place, 0)) AS free")


def _placed(project: str, environment: str, sku: str, location: str, contained: str) -> str:
    """What each record takes of a SKU at a location, unless the source's number surely contains it.

    Of an order that came in several records the one that takes most counts, so that none is counted twice.
    """
    return f"""
    SELECT min(c.position) AS position, c.record_id, r.flow_id, r.object_id, min(c."order") AS name,
        sum(c.quantity) AS quantity
    FROM commitments AS c JOIN records AS r ON r.id = c.record_id
    WHERE c.project_id = {project} AND c.environment = {environment} AND c.sku = {sku} AND c.location IN ('', {location})
    AND (
        r.state IN ('in-flight', 'held')
        OR (r.state = 'delivered' AND r.settled_at > {contained})
        OR (r.state = 'failed' AND NOT EXISTS (
            SELECT FROM records AS late WHERE late.object_id = r.object_id AND late.flow_id = r.flow_id
            AND late.position > r.position
        ))
    )
    GROUP BY c.record_id, r.flow_id, r.object_id
    """  # noqa: S608 - put together from our own constants


_PLACED = _placed("l.project_id", "l.environment", "l.sku", "l.location", "l.as_of - CAST(:lag AS interval)")
_FIGURES = f"""
FROM stock_levels AS l
CROSS JOIN LATERAL (
    SELECT coalesce(sum(most), 0) AS placed
    FROM (SELECT max(quantity) AS most FROM ({_PLACED}) AS p GROUP BY p.flow_id, p.object_id) AS orders
) AS taken
CROSS JOIN LATERAL (
    SELECT coalesce(sum(c.quantity) FILTER (WHERE c.placed_at > l.told_at AND c.location = l.location), 0) AS sold,
        coalesce(sum(c.quantity) FILTER (
            WHERE c.position > l.told_through AND (c.placed_at IS NULL OR c.placed_at <= l.told_at)
        ), 0) AS found
    FROM commitments AS c
    WHERE c.project_id = l.project_id AND c.environment = l.environment AND c.sku = l.sku
    AND c.location IN ('', l.location) AND c.deducted AND c.connection = :channel
) AS known
CROSS JOIN LATERAL (
    SELECT CASE WHEN l.missing_since > :missed THEN greatest(0, l.missing - known.found) ELSE 0 END AS missing
) AS unseen
LEFT JOIN LATERAL (
    SELECT b.quantity, b.owner, b.ends_at FROM stock_buffers AS b
    WHERE b.project_id = l.project_id AND b.environment = l.environment AND b.sku IN ('*', l.sku)
    AND b.location IN ('*', l.location) AND (b.ends_at IS NULL OR b.ends_at > :now)
    ORDER BY b.sku = '*', b.location = '*' LIMIT 1
) AS kept ON true
LEFT JOIN stock_closures AS shut
    ON shut.project_id = l.project_id AND shut.environment = l.environment AND shut.connection = :channel
CROSS JOIN (
    SELECT EXISTS (
        SELECT FROM uncounted_records WHERE project_id = :project AND environment = :environment
    ) AS uncounted, coalesce((
        SELECT max(position) FROM commitments WHERE project_id = :project AND environment = :environment
    ), 0) AS through
) AS orders
WHERE l.flow_id = :flow AND l.environment = :environment
"""  # noqa: S608 - put together from our own constants
_COLUMNS = """
SELECT l.location, l.sku, l.quantity, l.as_of, l.number, l.told, l.told_on, l.told_why, l.missing_since, taken.placed,
    known.sold, unseen.missing, kept.quantity AS kept_quantity, kept.owner AS kept_owner, kept.ends_at AS kept_until,
    shut.reason AS closed, orders.uncounted, orders.through
"""
_ONE: TextClause = text(f"{_COLUMNS} {_FIGURES} AND l.location = :location AND l.sku = :sku FOR UPDATE OF l")
_EVERY: TextClause = text(f"""{_COLUMNS} {_FIGURES}
AND (CAST(:sku AS text) IS NULL OR l.sku = :sku) AND (l.location, l.sku) > (:after_location, :after_sku)
ORDER BY l.location, l.sku LIMIT :most""")
_TARGET = """
CASE WHEN shut.reason IS NOT NULL THEN 0
ELSE greatest(0, l.number - taken.placed - unseen.missing - coalesce(kept.quantity, 0)) END
"""
_UNTOLD: TextClause = text(f"""SELECT l.payload {_FIGURES}
AND l.told IS NOT NULL AND CASE WHEN orders.uncounted THEN {_TARGET} < l.told - known.sold
ELSE {_TARGET} <> l.told - known.sold END
AND NOT EXISTS (
    SELECT FROM records AS r WHERE r.project_id = l.project_id AND r.environment = l.environment AND r.key = l.key
    AND r.flow_id = l.flow_id AND r.state IN ('in-flight', 'held')
)
ORDER BY l.location, l.sku LIMIT :most""")  # noqa: S608 - put together from our own constants
_ORDERS = text(f"""
SELECT name, quantity FROM (
    SELECT DISTINCT ON (p.flow_id, p.object_id) p.position, p.name, p.quantity
    FROM ({_placed(":project", ":environment", ":sku", ":location", ":contained")}) AS p
    ORDER BY p.flow_id, p.object_id, p.quantity DESC
) AS orders ORDER BY position
""").bindparams(bindparam("contained"))  # noqa: S608 - put together from our own constants


def _figures(row: Row[Any]) -> Figures:
    same = ("location", "sku", "quantity", "as_of", "number", "told", "told_on", "told_why", "missing_since", "through")
    kept = None
    if row.kept_quantity is not None:
        kept = KeptBack(quantity=row.kept_quantity, owner=row.kept_owner, ends_at=row.kept_until)
    return Figures(
        placed=int(row.placed),
        sold=int(row.sold),
        missing=int(row.missing),
        buffer=kept,
        closed=row.closed or "",
        uncounted=row.uncounted,
        **{column: getattr(row, column) for column in same},
    )
