"""What people decide about stock: buffers, closed channels, and readings that are doubted."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from crossdock.model.flow import Flow
from crossdock.model.project import Project
from crossdock.model.stock import Buffer, Channel, Doubt
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import flows, stock_buffers, stock_closures, stock_doubts


class StockSettings(Repository):
    async def buffers(self, project: Project, environment: str) -> list[Buffer]:
        """By SKU and location, those that ended included; raises nothing."""
        here = (stock_buffers.c.project_id == project.id) & (stock_buffers.c.environment == environment)
        query = select(stock_buffers).where(here).order_by(stock_buffers.c.sku, stock_buffers.c.location)
        same = [field.name for field in msgspec.structs.fields(Buffer)]
        return [Buffer(**{column: getattr(row, column) for column in same}) for row in await self._all(query)]

    async def keep_back(self, project: Project, buffer: Buffer) -> Buffer:
        """Store a buffer in place of one of the same SKU and location, which keeps its id."""
        row = msgspec.structs.asdict(buffer)
        given = insert(stock_buffers).values(row | {"project_id": project.id})
        changed = {column: given.excluded[column] for column in row if column not in ("id", "environment")}
        place = ["project_id", "environment", "sku", "location"]
        stored = await self._first(
            given.on_conflict_do_update(index_elements=place, set_=changed).returning(stock_buffers.c.id)
        )
        return buffer if stored is None else msgspec.structs.replace(buffer, id=stored.id)

    async def give_free(self, project: Project, environment: str, buffer: UUID) -> None:
        """Take a buffer away; raises NotFound."""
        here = (stock_buffers.c.project_id == project.id) & (stock_buffers.c.environment == environment)
        if not await self._do(delete(stock_buffers).where(here, stock_buffers.c.id == buffer)):
            raise absent("buffer", buffer)

    async def closures(self, project: Project, environment: str) -> dict[str, Channel]:
        """The closed channels, by connection; raises nothing."""
        here = (stock_closures.c.project_id == project.id) & (stock_closures.c.environment == environment)
        rows = await self._all(select(stock_closures).where(here))
        return {
            row.connection: Channel(
                connection=row.connection,
                environment=environment,
                closed=True,
                since=row.since,
                reason=row.reason,
                by=row.by,
            )
            for row in rows
        }

    async def close(self, project: Project, channel: Channel) -> None:
        """Close a channel, or say anew why it is closed."""
        told = {"since": channel.since, "reason": channel.reason, "by": channel.by}
        place = {"project_id": project.id, "environment": channel.environment, "connection": channel.connection}
        given = insert(stock_closures).values(place | told)
        await self._do(given.on_conflict_do_update(index_elements=list(place), set_=told))

    async def open(self, project: Project, environment: str, connection: str) -> bool:
        """Open a channel; whether it was closed."""
        here = (stock_closures.c.project_id == project.id) & (stock_closures.c.environment == environment)
        return bool(await self._do(delete(stock_closures).where(here, stock_closures.c.connection == connection)))

    async def doubt(self, flow_id: UUID, environment: str) -> Doubt | None:
        """The doubt about a flow's readings, None where there is none; raises nothing."""
        here = (stock_doubts.c.flow_id == flow_id) & (stock_doubts.c.environment == environment)
        row = await self._first(_DOUBTS.where(here))
        return None if row is None else _doubt(row)

    async def doubts(self, project: Project, environment: str | None = None) -> list[Doubt]:
        """The readings of a project that are in doubt, by flow; raises nothing."""
        query = _DOUBTS.where(stock_doubts.c.project_id == project.id).order_by(flows.c.name)
        asked = query if environment is None else query.where(stock_doubts.c.environment == environment)
        return [_doubt(row) for row in await self._all(asked)]

    async def begin_doubt(self, project_id: UUID, flow_id: UUID, doubt: Doubt) -> None:
        """Doubt a reading; one that is doubted already keeps its beginning, and is no longer accepted."""
        place = {"flow_id": flow_id, "environment": doubt.environment}
        told = {name: value for name, value in msgspec.structs.asdict(doubt).items() if name not in _OF_PLACE}
        given = insert(stock_doubts).values(place | told | {"project_id": project_id})
        changed = {column: given.excluded[column] for column in told if column != "since"}
        await self._do(given.on_conflict_do_update(index_elements=list(place), set_=changed))

    async def end_doubt(self, flow_id: UUID, environment: str) -> None:
        """A reading was believed; raises nothing."""
        here = (stock_doubts.c.flow_id == flow_id) & (stock_doubts.c.environment == environment)
        await self._do(delete(stock_doubts).where(here))

    async def accept(self, flow: Flow, environment: str, now: datetime, by: str, reason: str) -> None:
        """Have the next reading believed whatever it says; raises NotFound where none is doubted."""
        here = (stock_doubts.c.flow_id == flow.id) & (stock_doubts.c.environment == environment)
        values = {"accepted_at": now, "accepted_by": by, "accepted_why": reason}
        if not await self._do(update(stock_doubts).where(here).values(values)):
            raise absent("reading of stock in doubt, for the flow", flow.name)


_OF_PLACE = ("flow", "environment")
_DOUBTS = select(stock_doubts, flows.c.name.label("flow")).join_from(
    stock_doubts, flows, flows.c.id == stock_doubts.c.flow_id
)


def _doubt(row: Row[Any]) -> Doubt:
    return Doubt(**{field.name: getattr(row, field.name) for field in msgspec.structs.fields(Doubt)})
