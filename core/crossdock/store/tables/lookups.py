"""Lookups: their revisions, and rows that say from which revision until which they hold."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Table,
    UniqueConstraint,
    Uuid,
)

from crossdock.model.lookup import MissPolicy
from crossdock.store.tables.base import (
    SORTED_TEXTS,
    check_member,
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

lookups = Table(
    "lookups",
    metadata,
    identifier(),
    Column("project_id", Uuid, ForeignKey("projects.id"), nullable=False),
    name(),
    revision(),
    Column("deleted", Boolean, nullable=False),
    time("noted_since"),
    UniqueConstraint("project_id", "name"),
    ForeignKeyConstraint(
        ("id", "revision"),
        ("lookup_revisions.lookup_id", "lookup_revisions.revision"),
        deferrable=True,
        initially="DEFERRED",
        use_alter=True,
    ),
    check_name(),
    comment="a deleted one keeps its rows and goes on counting when its name is used again",
)

lookup_revisions = Table(
    "lookup_revisions",
    metadata,
    Column("lookup_id", Uuid, ForeignKey("lookups.id"), primary_key=True),
    Column("revision", number("revision").type, primary_key=True, autoincrement=False),
    texts("key_columns"),
    texts("value_columns"),
    text("owner"),
    text("on_miss"),
    Column("default", JSON, nullable=False),
    text("description"),
    number("row_count"),
    number("added"),
    number("changed"),
    number("removed"),
    text("author"),
    text("reason"),
    time("created_at"),
    check_member("on_miss", MissPolicy),
    check_positive("revision"),
    CheckConstraint("cardinality(key_columns) > 0 AND cardinality(value_columns) > 0", name="has_columns"),
    CheckConstraint("least(row_count, added, changed, removed) >= 0", name="counts"),
)

lookup_rows = Table(
    "lookup_rows",
    metadata,
    Column("lookup_id", Uuid, primary_key=True),
    Column("row_key", SORTED_TEXTS, primary_key=True),
    Column("from_revision", number("from_revision").type, primary_key=True, autoincrement=False),
    number("until_revision", nullable=True),
    texts("row_values"),
    refers(("lookup_id", "from_revision"), "lookup_revisions", "lookup_id", "revision"),
    refers(("lookup_id", "until_revision"), "lookup_revisions", "lookup_id", "revision"),
    CheckConstraint("until_revision > from_revision", name="holds_for_a_while"),
    comment="holds in revisions r with from_revision <= r < until_revision",
)

Index(
    "uq_lookup_rows_current",
    lookup_rows.c.lookup_id,
    lookup_rows.c.row_key,
    unique=True,
    postgresql_where=lookup_rows.c.until_revision.is_(None),
)

lookup_hits = Table(
    "lookup_hits",
    metadata,
    Column("lookup_id", Uuid, ForeignKey("lookups.id"), primary_key=True),
    Column("row_key", SORTED_TEXTS, primary_key=True),
    time("hit_at"),
    comment="when a record last found a row; each worker stores a row at most once an hour",
)
