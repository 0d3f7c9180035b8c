"""The journal: what happened to every record."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, ForeignKey, Identity, Index, Table, Uuid
from sqlalchemy import text as sql

from crossdock.model.journal import Event
from crossdock.store.tables.base import check_member, identifier, metadata, number, text, time

journal = Table(
    "journal",
    metadata,
    identifier(),
    Column("position", BigInteger, Identity(always=True), nullable=False, comment="in the order of writing"),
    Column("project_id", Uuid, nullable=False),
    Column("flow_id", Uuid, nullable=False),
    text("environment"),
    Column("record_id", Uuid, ForeignKey("records.id"), nullable=False),
    time("at"),
    number("attempt"),
    text("event"),
    text("message"),
    Column("details", JSON, nullable=False),
    text("actor"),
    check_member("event", Event),
    CheckConstraint("attempt >= 0", name="attempt_counts"),
    comment="never updated, never deleted (trigger)",
)

Index(None, journal.c.record_id, journal.c.position)
Index(
    "ix_journal_outcomes",
    journal.c.record_id,
    journal.c.position,
    postgresql_include=["event"],
    postgresql_where=sql("event IN ('received', 'delivered', 'held', 'filtered', 'failed', 'released')"),
)
