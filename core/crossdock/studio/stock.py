"""Stock: what may be sold and why, what is kept back, which channels are closed, and readings that are in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from crossdock.connect import StockNumber
from crossdock.connect.catalogue import Catalogue
from crossdock.engine.availability import Parts, Placed, available
from crossdock.errors import InvalidInput, NotFound
from crossdock.model.access import Principal, Right
from crossdock.model.flow import Flow
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.model.stock import Buffer, BufferNew, Channel, Doubt, StockLevel
from crossdock.store.paging import limit_of, read_cursor, write_cursor
from crossdock.store.refusals import absent
from crossdock.store.stock_figures import Figures, StockFlow
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment

LARGEST_BUFFER = 1_000_000


class Stock:
    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store, self._catalogue = store, catalogue

    async def levels(
        self, caller: Principal, project: str, environment: str, flow: str, sku: str | None, page: PageRequest
    ) -> Page[StockLevel]:
        """The rule's parts for each SKU and location of a flow, by location and SKU.

        Raises NotFound for a flow that tells no stock, InvalidInput for a cursor or a limit that cannot be.
        """
        limit, cursor = limit_of(page), read_cursor(page, str)
        location, _, after = (cursor or "\n").partition("\n")
        async with self._store.read() as work:
            opened = await _opened(work, caller, project, environment, Right.READ)
            stored = await work.flows.get(opened, flow)
            place = await self._place(work, opened, environment, stored)
            found = await work.stock_levels.every(place, work.now, sku, (location, after), limit + 1)
        shown = [_level(flow, environment, figures) for figures in found[:limit]]
        following = write_cursor(f"{shown[-1].location}\n{shown[-1].sku}") if len(found) > limit else None
        return Page(items=shown, next=following)

    async def buffers(self, caller: Principal, project: str, environment: str) -> Sequence[Buffer]:
        """By SKU and location; those that ended are shown until somebody takes them away."""
        async with self._store.read() as work:
            opened = await _opened(work, caller, project, environment, Right.READ)
            return await work.stock_settings.buffers(opened, environment)

    async def keep_back(self, caller: Principal, project: str, environment: str, new: BufferNew) -> Buffer:
        """Keep so many back; there is one buffer for a SKU and a location, and this one takes its place.

        Channels are told within seconds. Raises InvalidInput.
        """
        async with self._store.begin() as work:
            opened = await _opened(work, caller, project, environment, Right.OPERATE)
            _require_sound(new, work)
            told = msgspec.structs.asdict(new)
            buffer = Buffer(id=uuid7(), environment=environment, created_at=work.now, by=caller.name, **told)
            stored = await work.stock_settings.keep_back(opened, buffer)
            about = f"buffer {environment}/{new.sku}/{new.location}"
            await work.audit.record(caller.name, opened, "buffer.put", about, msgspec.to_builtins(new))
        return stored

    async def give_free(self, caller: Principal, project: str, environment: str, buffer: UUID) -> None:
        """Take a buffer away; raises NotFound."""
        async with self._store.begin() as work:
            opened = await _opened(work, caller, project, environment, Right.OPERATE)
            await work.stock_settings.give_free(opened, environment, buffer)
            await work.audit.record(caller.name, opened, "buffer.delete", f"buffer {environment}/{buffer}")

    async def channels(self, caller: Principal, project: str, environment: str) -> Sequence[Channel]:
        """The connections that stock is told to, by name."""
        async with self._store.read() as work:
            opened = await _opened(work, caller, project, environment, Right.READ)
            return await self._channels(work, opened, environment)

    async def close(self, caller: Principal, project: str, environment: str, connection: str, reason: str) -> Channel:
        """Have a channel told zero for everything, until it is opened again. Raises NotFound, and InvalidInput without
        a reason."""
        return await self._set(caller, project, environment, connection, reason, closed=True)

    async def open(self, caller: Principal, project: str, environment: str, connection: str, reason: str) -> Channel:
        """Have a channel told again what may be sold. Raises as `close` does."""
        return await self._set(caller, project, environment, connection, reason, closed=False)

    async def doubts(self, caller: Principal, project: str, environment: str) -> Sequence[Doubt]:
        """The readings that are not believed, by flow."""
        async with self._store.read() as work:
            opened = await _opened(work, caller, project, environment, Right.READ)
            return await work.stock_settings.doubts(opened, environment)

    async def accept(self, caller: Principal, project: str, environment: str, flow: str, reason: str) -> Doubt:
        """Believe what a reading said that is in doubt: the stock is read now, and taken over as it is.

        Raises NotFound where none is in doubt, InvalidInput without a reason.
        """
        _require_reason(reason)
        async with self._store.begin() as work:
            opened = await _opened(work, caller, project, environment, Right.OPERATE)
            stored = await work.flows.get(opened, flow)
            await work.stock_settings.accept(stored, environment, work.now, caller.name, reason)
            await work.schedules.ask(stored, environment, work.now, None)
            about = f"flow {environment}/{flow}"
            await work.audit.record(caller.name, opened, "stock.accept", about, {"reason": reason})
            doubts = await work.stock_settings.doubts(opened, environment)
        return next(doubt for doubt in doubts if doubt.flow == flow)

    async def _set(
        self, caller: Principal, project: str, environment: str, connection: str, reason: str, *, closed: bool
    ) -> Channel:
        _require_reason(reason)
        async with self._store.begin() as work:
            opened = await _opened(work, caller, project, environment, Right.OPERATE)
            known = {channel.connection for channel in await self._channels(work, opened, environment)}
            if connection not in known:
                raise absent("channel that stock is told to, named", connection, known)
            told = Channel(
                connection=connection,
                environment=environment,
                closed=True,
                since=work.now,
                reason=reason,
                by=caller.name,
            )
            if closed:
                await work.stock_settings.close(opened, told)
            else:
                await work.stock_settings.open(opened, environment, connection)
            action = "channel.close" if closed else "channel.open"
            await work.audit.record(
                caller.name, opened, action, f"channel {environment}/{connection}", {"reason": reason}
            )
            channels = await self._channels(work, opened, environment)
        return next(channel for channel in channels if channel.connection == connection)

    async def _channels(self, work: Work, project: Project, environment: str) -> list[Channel]:
        told: dict[str, list[str]] = {}
        for flow in await work.flows.all(project):
            if await self._number(work, project, flow) is not None:
                told.setdefault(flow.definition.target.connection, []).append(flow.name)
        closed = await work.stock_settings.closures(project, environment)
        return [
            msgspec.structs.replace(
                closed.get(name, Channel(connection=name, environment=environment)), flows=tuple(told[name])
            )
            for name in sorted(told)
        ]

    async def _place(self, work: Work, project: Project, environment: str, flow: Flow) -> StockFlow:
        """Raises NotFound for a flow that tells no stock."""
        number = await self._number(work, project, flow)
        if number is None:
            raise NotFound(f"The flow '{flow.name}' tells no stock.", remedy="Name a flow that sets stock.")
        return StockFlow.of(flow, project.id, environment, number.lag_seconds)

    async def _number(self, work: Work, project: Project, flow: Flow) -> StockNumber | None:
        """What the source's number contains; None for a flow that tells no stock."""
        try:
            mapping = await work.mappings.get(project, flow.definition.mapping)
            operation = self._catalogue.connector(mapping.target.connector).operation(flow.definition.target.operation)
            resource = self._catalogue.connector(mapping.source.connector).resource(mapping.source.resource)
        except NotFound:
            return None
        return resource.stock if operation.stock is not None else None


async def _opened(work: Work, caller: Principal, project: str, environment: str, right: Right) -> Project:
    opened = await open_project(work, caller, project, right)
    require_environment(opened, environment)
    return opened


def _level(flow: str, environment: str, figures: Figures) -> StockLevel:
    kept = figures.buffer.quantity if figures.buffer else 0
    source = figures.quantity if figures.number is None else figures.number
    parts = Parts(
        source=source,
        placed=(Placed(order="", quantity=figures.placed),),
        missing=figures.missing + figures.elsewhere,
        buffer=figures.buffer,
        closed=figures.closed,
        share=figures.share,
    )
    return StockLevel(
        flow=flow,
        environment=environment,
        location=figures.location,
        sku=figures.sku,
        source=source,
        as_of=figures.as_of,
        placed=figures.placed,
        missing=parts.missing,
        buffer=kept,
        closed=bool(figures.closed),
        share=figures.share.parts if figures.share else 0,
        shares=figures.share.total if figures.share else 0,
        shown_elsewhere=figures.share.shown if figures.share else 0,
        target=available(parts),
        told=figures.told,
        sold=figures.sold,
        told_on=figures.told_on,
        why=figures.told_why,
    )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput("No reason is given.", code="no-reason", remedy="Say why, for those who read it later.")


def _require_sound(new: BufferNew, work: Work) -> None:
    if not 1 <= new.quantity <= LARGEST_BUFFER:
        raise InvalidInput(f"A buffer of {new.quantity} cannot be.", remedy=f"Give 1 to {LARGEST_BUFFER}.")
    if not (new.owner.strip() and new.reason.strip() and new.sku and new.location):
        raise InvalidInput("A buffer needs a SKU, a location, an owner and a reason.", remedy="'*' is every one.")
    if new.ends_at is not None and (new.ends_at.tzinfo is None or new.ends_at <= work.now):
        raise InvalidInput("The buffer's end has no zone, or is past.", remedy="Give a time to come, with its zone.")
