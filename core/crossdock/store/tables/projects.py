"""Projects with their environments, owners of data and connections."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, LargeBinary, Table, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from crossdock.store.tables.base import (
    check_name,
    check_positive,
    identifier,
    metadata,
    name,
    number,
    refers,
    revision,
    text,
    texts,
    time,
)

projects = Table(
    "projects",
    metadata,
    identifier(),
    name(),
    text("title"),
    text("description"),
    Column("four_eyes", Boolean, nullable=False),
    number("retention_days", nullable=True),
    revision(),
    time("created_at"),
    time("updated_at"),
    UniqueConstraint("name"),
    check_name(),
    check_positive("retention_days"),
    check_positive("revision"),
)

environments = Table(
    "environments",
    metadata,
    Column("project_id", Uuid, ForeignKey("projects.id"), primary_key=True),
    Column("name", name().type, primary_key=True),
    number("position"),
    UniqueConstraint("project_id", "position", deferrable=True, initially="DEFERRED"),
    check_name(),
)

ownership = Table(
    "ownership",
    metadata,
    Column("project_id", Uuid, ForeignKey("projects.id"), primary_key=True),
    Column("data", name().type, primary_key=True),
    text("system"),
    text("person"),
    number("position"),
)

connections = Table(
    "connections",
    metadata,
    identifier(),
    Column("project_id", Uuid, nullable=False),
    text("environment"),
    name(),
    text("connector"),
    Column("settings", JSONB, nullable=False),
    Column("secrets", LargeBinary, nullable=False, comment="one JSON object, sealed by the keyring"),
    texts("secret_names"),
    Column("secret_expiries", JSONB, nullable=False, comment="secrets by name: when each expires, and who said so"),
    revision(),
    time("created_at"),
    time("updated_at"),
    UniqueConstraint("project_id", "environment", "name"),
    refers(("project_id", "environment"), "environments", "project_id", "name"),
    check_name(),
    check_positive("revision"),
)
