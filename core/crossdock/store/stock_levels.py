"""Stock levels: what each SKU's source has at each location, and what its channel was told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import Update, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from crossdock.engine.availability import Placed
from crossdock.model.record import Record
from crossdock.model.stock import ANY, Restocked, StockTold
from crossdock.store.repository import Repository
from crossdock.store.stock_figures import EVERY, ONE, ORDERS, UNTOLD, Figures, StockFlow, asked, figures_of
from crossdock.store.tables import stock_levels

Place = tuple[str, str]
"""A location and a SKU, as the source calls them."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What a source has of one SKU at one location."""

    place: Place
    key: str
    quantity: int
    as_of: datetime
    payload: bytes
    """Sealed."""


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
            | {
                "location": one.place[0],
                "sku": one.place[1],
                "told_through": 0,
                "told_why": "",
                "missing": 0,
                "absent": False,
            }
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
        row = await self._first(ONE, **asked(flow, now), location=location, sku=sku)
        return None if row is None else figures_of(row, flow)

    async def every(self, flow: StockFlow, now: datetime, sku: str | None, after: Place, limit: int) -> list[Figures]:
        """Levels of a flow after a place, by location and SKU; raises nothing.

        `sku`: one of them; with '*' at its end all that begin so, in small or capital letters.
        """
        beginning = sku.removesuffix(ANY) if sku and sku.endswith(ANY) else None
        query = asked(flow, now) | {"sku": sku, "beginning": beginning, "most": limit}
        query |= {"after_location": after[0], "after_sku": after[1]}
        return [figures_of(row, flow) for row in await self._all(EVERY, **query)]

    async def placed(self, flow: StockFlow, place: Place, as_of: datetime) -> list[Placed]:
        """The orders that a number of a time does not surely contain, oldest first; raises nothing."""
        query = {"project": flow.project_id, "environment": flow.environment, "contained": as_of - flow.lag}
        rows = await self._all(ORDERS, **query, location=place[0], sku=place[1])
        return [Placed(order=row.name, quantity=row.quantity) for row in rows]

    async def count_alone(self, flow: StockFlow, place: Place) -> None:
        """Of stock that several channels sell from: nobody else counts this place until this unit of work ends."""
        if flow.share:
            about = f"stock {flow.project_id} {flow.environment} {flow.source} {place[0]} {place[1]}"
            await self._connection.execute(_ALONE, {"place": about})

    async def count(self, flow: StockFlow, place: Place, number: int) -> None:
        """Remember what the mapping made of a source's quantity."""
        await self._do(_at(flow, place).values(number=number))

    async def intend(self, flow: StockFlow, place: Place, target: int) -> None:
        """Remember that the channel may have so many from now on, whatever becomes of the write."""
        most = func.greatest(stock_levels.c.intended, target)
        await self._do(_at(flow, place).values(intended=most))

    async def withdraw(self, flow: StockFlow, place: Place) -> None:
        """Nothing is on its way to the channel: it refused what was intended."""
        await self._do(_at(flow, place).values(intended=None))

    async def leave_out(self, flow_id: UUID, environment: str, key: str, *, is_unknown: bool) -> None:
        """A record about a level ended before its channel was told of it: the channel has no share of that SKU.

        `is_unknown`: the channel does not have the SKU at all, whatever it was told before.
        """
        here = (stock_levels.c.flow_id == flow_id) & (stock_levels.c.environment == environment)
        there = here & (stock_levels.c.key == key)
        values = {"absent": True, "intended": None, "told": None, "told_at": None, "told_on": None}
        untold = stock_levels.c.told.is_(None)
        await self._do(update(stock_levels).where(there if is_unknown else there & untold).values(values))

    async def tell(self, flow: StockFlow, told: Telling, now: datetime) -> None:
        """Remember what a channel was told."""
        carried = told.figures.missing
        since = (told.figures.missing_since if carried else now) if carried + told.told.missing else None
        values = {
            "told": told.told.quantity,
            "told_at": told.told.at,
            "told_on": now,
            "told_through": told.figures.through,
            "told_why": told.why,
            "intended": None,
            "absent": False,
            "missing": carried + told.told.missing,
            "missing_since": since,
        }
        await self._do(_at(flow, (told.figures.location, told.figures.sku)).values(values))

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
        rows = await self._all(UNTOLD, **asked(flow, now), most=limit)
        return [row.payload for row in rows]


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """What a channel was told, and on what grounds."""

    figures: Figures
    told: StockTold
    why: str


def _at(flow: StockFlow, place: Place) -> Update:
    """A change of one level."""
    here = (stock_levels.c.flow_id == flow.flow_id) & (stock_levels.c.environment == flow.environment)
    return update(stock_levels).where(here, stock_levels.c.location == place[0], stock_levels.c.sku == place[1])


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
_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(:place, 0))")
_TRY = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:place, 0)) AS free")
