"""What workers share: who works on which partition, and how many requests a connection may still send."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Double, ForeignKey, Table, Text, Uuid

from crossdock.model.calls import CallPurpose
from crossdock.model.record import PARTITIONS
from crossdock.store.tables.base import check_member, check_positive, metadata, number, text, time

partitions = Table(
    "partitions",
    metadata,
    Column("number", number("number").type, primary_key=True, autoincrement=False),
    Column("epoch", BigInteger, nullable=False, comment="grows each time a worker takes it"),
    text("worker"),
    CheckConstraint(f"number >= 0 AND number < {PARTITIONS}", name="number_exists"),
    comment="all there are, from the beginning; a worker writes only while the epoch is the one it took",
)

allowances = Table(
    "allowances",
    metadata,
    Column("connection_id", Uuid, ForeignKey("connections.id", ondelete="CASCADE"), primary_key=True),
    Column("tokens", Double, nullable=False, comment="requests that might be sent at filled_at"),
    time("filled_at"),
    time("paused_until", nullable=True),
    Column("granted", number("granted").type, nullable=False, comment="to whoever asked last"),
    CheckConstraint("tokens >= 0 AND granted >= 0", name="counts"),
    comment="a token bucket each",
)

connection_calls = Table(
    "connection_calls",
    metadata,
    Column("connection_id", Uuid, ForeignKey("connections.id", ondelete="CASCADE"), primary_key=True),
    Column("began_at", DateTime(timezone=True), primary_key=True),
    Column("flow_id", Uuid, ForeignKey("flows.id", ondelete="CASCADE"), primary_key=True),
    Column("purpose", Text, primary_key=True),
    number("calls"),
    check_member("purpose", CallPurpose),
    check_positive("calls"),
    comment="requests sent in the five minutes from began_at on",
)
