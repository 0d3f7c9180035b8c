"""Records as rows: what is written of one, and one made of what is read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from crossdock.model.record import Record, RecordState
from crossdock.store.tables import flows, projects, records

SAME = (
    "id",
    "environment",
    "object_id",
    "parent",
    "key",
    "version",
    "received_at",
    "state",
    "code",
    "reason",
    "attempts",
    "due_at",
    "settled_at",
    "emptied_at",
)
"""Columns that are called as the record's own fields."""

RECORDS = select(
    *(records.c[column] for column in SAME),
    records.c.edited.is_not(None).label("edited"),
    flows.c.name.label("flow"),
    projects.c.name.label("project"),
).select_from(
    records.join(flows, flows.c.id == records.c.flow_id).join(projects, projects.c.id == records.c.project_id)
)
"""Every record, without its payload."""


def record_of(row: Row[Any]) -> Record:
    """A record of a row that has the columns of RECORDS."""
    values = {column: getattr(row, column) for column in SAME}
    values["state"] = RecordState(row.state)
    return Record(project=row.project, flow=row.flow, edited=row.edited, **values)


def values_of(record: Record) -> dict[str, Any]:
    """What is stored of a record itself; its project's and flow's ids are not in it."""
    return {column: getattr(record, column) for column in SAME}
