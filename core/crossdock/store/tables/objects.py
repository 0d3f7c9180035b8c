"""Business objects, and what each is called somewhere."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Table, Text, UniqueConstraint, Uuid

from crossdock.store.tables.base import check_key, identifier, metadata, refers, text

objects = Table(
    "objects",
    metadata,
    identifier(),
    Column("project_id", Uuid, nullable=False),
    text("environment"),
    UniqueConstraint("project_id", "environment", "id"),
    refers(("project_id", "environment"), "environments", "project_id", "name"),
)

identities = Table(
    "identities",
    metadata,
    Column("object_id", Uuid, primary_key=True),
    Column("connection", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("resolves", Boolean, primary_key=True, comment="it names one object only; others are for search"),
    Column("project_id", Uuid, nullable=False),
    text("environment"),
    refers(("project_id", "environment", "object_id"), "objects", "project_id", "environment", "id"),
    check_key("value"),
)

Index(
    "uq_identities_resolving",
    identities.c.project_id,
    identities.c.environment,
    identities.c.connection,
    identities.c.kind,
    identities.c.value,
    unique=True,
    postgresql_where=identities.c.resolves,
)
Index(None, identities.c.project_id, identities.c.environment, identities.c.value)
