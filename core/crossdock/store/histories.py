"""Histories: what was received in each hour or day, by what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, text

from crossdock.model.flow import Flow
from crossdock.model.history import HistorySpan, HistoryStep
from crossdock.model.record import RecordState
from crossdock.store.repository import Repository
from crossdock.store.tables import records


class Histories(Repository):
    """Each raises nothing."""

    async def spans(self, flow: Flow, environment: str, step: HistoryStep, first: datetime) -> list[HistorySpan]:
        """Those in which something was received, from the one that begins at `first`, oldest first."""
        start = func.date_trunc(step.value, records.c.received_at, text("'UTC'")).label("start")
        numbers = [_counted(state) for state in RecordState]
        query = select(start, *numbers).where(*_HERE, records.c.received_at >= bindparam("first"))
        rows = await self._all(query.group_by("start").order_by("start"), **_place(flow, environment), first=first)
        return [HistorySpan(**row._mapping) for row in rows]  # noqa: SLF001  # its documented name

    async def last(self, flow: Flow, environment: str) -> datetime | None:
        """When the newest record was received; None where there is none."""
        row = await self._first(_LAST, **_place(flow, environment))
        return None if row is None else row.received_at


_HERE = (records.c.flow_id == bindparam("flow"), records.c.environment == bindparam("environment"))
_LAST = select(records.c.received_at).where(*_HERE).order_by(records.c.received_at.desc()).limit(1)


def _counted(state: RecordState) -> Any:
    return func.count().filter(records.c.state == state).label(state.value.replace("-", "_"))


def _place(flow: Flow, environment: str) -> dict[str, Any]:
    return {"flow": flow.id, "environment": environment}
