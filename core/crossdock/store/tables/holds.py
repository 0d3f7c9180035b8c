"""Holds, and the lookup rows they wait for."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, Table, Text, Uuid

from crossdock.store.tables.base import SORTED_TEXTS, metadata, number, text, time

holds = Table(
    "holds",
    metadata,
    Column("record_id", Uuid, ForeignKey("records.id"), primary_key=True),
    Column("project_id", Uuid, ForeignKey("projects.id"), nullable=False),
    text("environment"),
    Column("flow_id", Uuid, ForeignKey("flows.id"), nullable=False),
    text("code"),
    text("message"),
    text("remedy"),
    text("owner"),
    time("since"),
    Column("problems", JSON, nullable=False),
    number("attempts"),
    CheckConstraint("code <> '' AND message <> ''", name="says_why"),
    comment="there is one for every held record, and for no other (triggers)",
)

hold_misses = Table(
    "hold_misses",
    metadata,
    Column("record_id", Uuid, ForeignKey("holds.record_id", ondelete="CASCADE"), primary_key=True),
    Column("lookup", Text, primary_key=True),
    Column("row_key", SORTED_TEXTS, primary_key=True),
)

Index(None, holds.c.project_id, holds.c.environment, holds.c.record_id)
Index(None, hold_misses.c.lookup, hold_misses.c.row_key)
