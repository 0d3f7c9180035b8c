"""How far platforms have counted their messages, and which numbers never came."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Table, Text, Uuid

from crossdock.store.tables.base import check_key, identifier, metadata, refers, text, time

sequences = Table(
    "sequences",
    metadata,
    Column("connection_id", Uuid, ForeignKey("connections.id", ondelete="CASCADE"), primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("highest", BigInteger, nullable=False),
    Column("before", BigInteger, comment="what was the highest before the last batch; null for the first"),
    check_key("stream"),
)

sequence_gaps = Table(
    "sequence_gaps",
    metadata,
    identifier(),
    Column("connection_id", Uuid, nullable=False),
    text("stream"),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    time("since"),
    time("overdue_at"),
    time("settled_at", nullable=True),
    text("settled_by"),
    text("reason"),
    refers(("connection_id", "stream"), "sequences", "connection_id", "stream", on_delete="CASCADE"),
    CheckConstraint("first <= last", name="is_a_range"),
    CheckConstraint("settled_at IS NULL OR (settled_by <> '' AND reason <> '')", name="says_who_settled_it"),
    comment="one row for each stretch, however long; a settled one is kept, so that what comes late is known",
)

Index(None, sequence_gaps.c.connection_id, sequence_gaps.c.stream, sequence_gaps.c.first)
