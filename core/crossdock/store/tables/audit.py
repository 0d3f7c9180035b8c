"""The audit log: entries, and the seals that chain them, one chain per project and one for the deployment."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Computed, ForeignKey, Index, Table, UniqueConstraint, Uuid

from crossdock.store.tables.base import (
    check_positive,
    check_sha256,
    identifier,
    metadata,
    number,
    refers,
    sha256,
    text,
    time,
)


def _project() -> Column[object]:
    return Column("project_id", Uuid, ForeignKey("projects.id"), comment="null: the whole deployment")


def _chain() -> Column[object]:
    """The project's id, or zeros: two nulls are never equal, so a null could be neither unique nor referred to."""
    whole_deployment = "'00000000-0000-0000-0000-000000000000'::uuid"
    return Column("chain", Uuid, Computed(f"COALESCE(project_id, {whole_deployment})", persisted=True), nullable=False)


audit_seals = Table(
    "audit_seals",
    metadata,
    identifier(),
    _project(),
    _chain(),
    number("number"),
    sha256("previous_hash"),
    Column("entries", JSON, nullable=False, comment="[[id, SHA-256 in hex], ...] in the order of the ids"),
    sha256("hash"),
    time("sealed_at"),
    UniqueConstraint("chain", "number"),
    check_positive("number"),
    check_sha256("previous_hash"),
    check_sha256("hash"),
    comment="never updated, never deleted (trigger)",
)

audit_entries = Table(
    "audit_entries",
    metadata,
    identifier(),
    _project(),
    _chain(),
    time("at"),
    text("actor"),
    text("action"),
    text("subject"),
    Column("details", JSON, nullable=False),
    number("seal", nullable=True),
    refers(("chain", "seal"), "audit_seals", "chain", "number"),
    comment="gets a seal once; otherwise never updated, never deleted (trigger)",
)

Index(None, audit_entries.c.chain, audit_entries.c.id)
Index(None, audit_entries.c.chain, audit_entries.c.seal)
Index("ix_audit_entries_unsealed", audit_entries.c.chain, postgresql_where=audit_entries.c.seal.is_(None))
