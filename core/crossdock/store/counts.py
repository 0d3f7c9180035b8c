"""The equation of a flow: counted from its records, and proved by the journal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Column, ColumnElement, Select, Table, case, func, or_, select, true
from sqlalchemy.dialects.postgresql import aggregate_order_by

from crossdock.model.flow import Flow
from crossdock.model.journal import Event
from crossdock.model.project import Project
from crossdock.model.record import Counts, DeliveryOutcome, RecordState
from crossdock.store.days import within
from crossdock.store.repository import Repository
from crossdock.store.tables import deliveries, journal, records
from crossdock.store.tables.base import TEXTS


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What is counted: one flow in one environment, over days of receipt."""

    project: Project
    flow: Flow
    environment: str
    first_day: date | None
    last_day: date | None

    def rows_of(self, table: Table, time: Column[datetime]) -> list[ColumnElement[bool]]:
        """The conditions for a row to be counted."""
        here = [
            table.c.project_id == self.project.id,
            table.c.flow_id == self.flow.id,
            table.c.environment == self.environment,
        ]
        return [*here, *within(time, self.first_day, self.last_day)]


class Equation(Repository):
    async def counts(self, place: Place) -> Counts:
        """Everything the equation has; raises nothing."""
        states = await self._states(place)
        duplicates, rejected = await self._deliveries(place)
        received = sum(states.values())
        return Counts(
            flow=place.flow.name,
            environment=place.environment,
            first_day=place.first_day,
            last_day=place.last_day,
            received=received,
            delivered=states[RecordState.DELIVERED],
            held=states[RecordState.HELD],
            filtered=states[RecordState.FILTERED],
            failed=states[RecordState.FAILED],
            in_flight=states[RecordState.IN_FLIGHT],
            deliveries=received + duplicates + rejected,
            duplicates=duplicates,
            rejected=rejected,
            journal_agrees=await self._journal_agrees(place),
        )

    async def _states(self, place: Place) -> dict[RecordState, int]:
        query = select(records.c.state, func.count().label("number")).where(
            *place.rows_of(records, records.c.received_at)
        )
        counted = {row.state: row.number for row in await self._all(query.group_by(records.c.state))}
        return {state: counted.get(state, 0) for state in RecordState}

    async def _deliveries(self, place: Place) -> tuple[int, int]:
        duplicates = func.coalesce(func.sum(deliveries.c.duplicates), 0)
        rejected = func.count().filter(deliveries.c.outcome == DeliveryOutcome.REJECTED)
        query = select(duplicates, rejected).where(*place.rows_of(deliveries, deliveries.c.at))
        row = (await self._connection.execute(query)).one()
        return int(row[0]), int(row[1])

    async def _journal_agrees(self, place: Place) -> bool:
        """Whether each record was received once, and stands as the last of its entries about outcomes says."""
        told = _told().lateral("told")
        stands = case((told.c.last.in_(_SETTLED_OR_HELD), told.c.last), else_=RecordState.IN_FLIGHT.value)
        contradicted = (
            select(records.c.id)
            .join_from(records, told, true())
            .where(*place.rows_of(records, records.c.received_at), or_(told.c.received != 1, stands != records.c.state))
        )
        return await self._first(contradicted.limit(1)) is None


_SETTLED_OR_HELD = (Event.DELIVERED, Event.HELD, Event.FILTERED, Event.FAILED)


def _told() -> Select[Any]:
    """What the journal says of one record: how often it was received, and its last outcome."""
    events = func.array_agg(aggregate_order_by(journal.c.event, journal.c.position.desc()), type_=TEXTS)
    return select(
        func.count().filter(journal.c.event == Event.RECEIVED).label("received"),
        events[1].label("last"),
    ).where(
        journal.c.record_id == records.c.id,
        journal.c.event.in_((Event.RECEIVED, Event.RELEASED, *_SETTLED_OR_HELD)),
    )
