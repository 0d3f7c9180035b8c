"""Flows, how each stands in each environment, and what people are told to do about their held records."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from crossdock.model.flow import FlowStatus
from crossdock.model.pause import ConnectionStatus
from crossdock.store.tables.base import (
    check_member,
    check_name,
    check_positive,
    identifier,
    metadata,
    name,
    refers,
    revision,
    text,
    time,
)

flows = Table(
    "flows",
    metadata,
    identifier(),
    Column("project_id", Uuid, ForeignKey("projects.id"), nullable=False),
    name(),
    Column("definition", JSONB, nullable=False),
    revision(),
    time("created_at"),
    time("updated_at"),
    UniqueConstraint("project_id", "name"),
    UniqueConstraint("project_id", "id"),
    check_name(),
    check_positive("revision"),
    CheckConstraint("definition ->> 'name' = name", name="is_named_as_defined"),
)

flow_states = Table(
    "flow_states",
    metadata,
    Column("flow_id", Uuid, primary_key=True),
    Column("environment", Text, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    text("status"),
    text("reason"),
    time("since", nullable=True),
    text("by"),
    refers(("project_id", "flow_id"), "flows", "project_id", "id", on_delete="CASCADE"),
    refers(("project_id", "environment"), "environments", "project_id", "name", on_delete="CASCADE"),
    check_member("status", FlowStatus),
    comment="a flow without a row runs",
)

connection_pauses = Table(
    "connection_pauses",
    metadata,
    Column("connection_id", Uuid, ForeignKey("connections.id", ondelete="CASCADE"), primary_key=True),
    text("status"),
    text("reason"),
    time("since"),
    text("by"),
    check_member("status", [status for status in ConnectionStatus if status is not ConnectionStatus.RUNNING]),
    comment="a connection without a row runs",
)

playbooks = Table(
    "playbooks",
    metadata,
    Column("project_id", Uuid, ForeignKey("projects.id"), primary_key=True),
    Column("code", Text, primary_key=True),
    text("text"),
    CheckConstraint("code <> ''", name="code_is_not_empty"),
)
