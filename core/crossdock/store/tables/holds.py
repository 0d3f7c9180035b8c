"""Holds, the lookup rows they wait for, and what people noted about them."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, Table, Text, Uuid

from crossdock.store.tables.base import SORTED_TEXTS, identifier, metadata, number, text, time

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

hold_cares = Table(
    "hold_cares",
    metadata,
    Column("record_id", Uuid, ForeignKey("records.id"), primary_key=True),
    text("assignee"),
    time("snoozed_until", nullable=True),
    time("snoozed_at", nullable=True),
    CheckConstraint("(snoozed_until IS NULL) = (snoozed_at IS NULL)", name="is_snoozed_from_and_until"),
    comment="of the record: who looks after it does so as well when it is held once more",
)

hold_comments = Table(
    "hold_comments",
    metadata,
    identifier(),
    Column("record_id", Uuid, ForeignKey("records.id"), nullable=False),
    time("at"),
    text("author"),
    text("text"),
    CheckConstraint("text <> ''", name="says_something"),
)

Index(None, hold_comments.c.record_id, hold_comments.c.id)
Index(None, holds.c.project_id, holds.c.environment, holds.c.record_id)
Index(None, hold_misses.c.lookup, hold_misses.c.row_key)
