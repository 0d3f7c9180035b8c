"""What came in over the wire, and what recognises that it came before."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, Table, Text, Uuid

from crossdock.model.record import DeliveryOutcome
from crossdock.store.tables.base import (
    check_key,
    check_member,
    check_sha256,
    identifier,
    metadata,
    number,
    refers,
    sha256,
    text,
    time,
)

deliveries = Table(
    "deliveries",
    metadata,
    identifier(),
    Column("project_id", Uuid, nullable=False),
    Column("flow_id", Uuid, nullable=False),
    text("environment"),
    time("at"),
    text("source"),
    text("outcome"),
    text("code"),
    number("received"),
    number("duplicates"),
    refers(("project_id", "flow_id"), "flows", "project_id", "id", on_delete="CASCADE"),
    refers(("project_id", "environment"), "environments", "project_id", "name"),
    check_member("outcome", DeliveryOutcome),
    CheckConstraint("least(received, duplicates) >= 0", name="counts"),
    CheckConstraint(
        "outcome <> 'rejected' OR (code <> '' AND received = 0 AND duplicates = 0)", name="is_rejected_whole"
    ),
)

recognitions = Table(
    "recognitions",
    metadata,
    Column("flow_id", Uuid, primary_key=True),
    Column("environment", Text, primary_key=True),
    Column("token", LargeBinary, primary_key=True, comment="SHA-256 of an id or key that the platform sent"),
    Column("record_id", Uuid, nullable=False),
    ForeignKeyConstraint(("record_id",), ("records.id",), deferrable=True, initially="DEFERRED"),
    check_sha256("token"),
)

last_states = Table(
    "last_states",
    metadata,
    Column("flow_id", Uuid, ForeignKey("flows.id"), primary_key=True),
    Column("environment", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    sha256("digest"),
    check_key("key"),
    check_sha256("digest"),
    comment="of platforms that send no ids: what each key was last",
)

Index(None, deliveries.c.project_id, deliveries.c.environment, deliveries.c.id)
Index(None, deliveries.c.flow_id, deliveries.c.environment, deliveries.c.at)
