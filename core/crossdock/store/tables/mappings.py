"""Mappings with their drafts, versions and fixtures."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, LargeBinary, Table, Text, UniqueConstraint, Uuid
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

mappings = Table(
    "mappings",
    metadata,
    identifier(),
    Column("project_id", Uuid, ForeignKey("projects.id"), nullable=False),
    name(),
    text("source_connector"),
    text("source_resource"),
    text("target_connector"),
    text("target_resource"),
    text("description"),
    texts("owners"),
    number("last_number"),
    revision(),
    time("created_at"),
    time("updated_at"),
    UniqueConstraint("project_id", "name"),
    UniqueConstraint("project_id", "id"),
    check_name(),
    check_positive("revision"),
    CheckConstraint("last_number >= 0", name="last_number_counts"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("mapping_id", Uuid, ForeignKey("mappings.id", ondelete="CASCADE"), primary_key=True),
    Column("author", Text, primary_key=True),
    text("text"),
    number("based_on", nullable=True),
    revision(),
    time("started_at"),
    time("updated_at"),
    refers(("mapping_id", "based_on"), "versions", "mapping_id", "number"),
    check_positive("revision"),
)

versions = Table(
    "versions",
    metadata,
    identifier(),
    Column("project_id", Uuid, nullable=False),
    Column("mapping_id", Uuid, nullable=False),
    number("number"),
    text("text"),
    text("content_hash"),
    text("source_connector"),
    text("source_resource"),
    text("target_connector"),
    text("target_resource"),
    Column("source_schema", JSON, nullable=False),
    Column("target_schema", JSON, nullable=False),
    text("engine"),
    Column("plugins", JSON, nullable=False),
    text("author"),
    text("reason"),
    time("created_at"),
    UniqueConstraint("mapping_id", "number"),
    refers(("project_id", "mapping_id"), "mappings", "project_id", "id"),
    check_positive("number"),
    CheckConstraint("content_hash ~ '^sha256:[0-9a-f]{64}$'", name="content_hash_is_sha256"),
    comment="published: never updated, never deleted (trigger)",
)

fixtures = Table(
    "fixtures",
    metadata,
    Column("mapping_id", Uuid, ForeignKey("mappings.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("input", LargeBinary, nullable=False),
    Column("expect", JSON, nullable=False),
    text("description"),
    revision(),
    text("updated_by"),
    time("updated_at"),
    check_name(),
    check_positive("revision"),
)

annotation_sets = Table(
    "annotation_sets",
    metadata,
    Column("mapping_id", Uuid, ForeignKey("mappings.id", ondelete="CASCADE"), primary_key=True),
    Column("fields", JSONB, nullable=False),
    revision(),
    text("updated_by"),
    time("updated_at"),
    check_positive("revision"),
    comment="one row for all fields of a mapping: they are read and changed together",
)
