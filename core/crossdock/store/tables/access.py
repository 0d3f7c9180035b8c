"""Tokens, and the answers kept for requests that are sent again."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, DateTime, ForeignKey, Index, LargeBinary, Table, Text, Uuid

from crossdock.model.access import Role
from crossdock.store.tables.base import (
    check_member,
    check_sha256,
    identifier,
    metadata,
    name,
    number,
    sha256,
    text,
    time,
)

tokens = Table(
    "tokens",
    metadata,
    identifier(),
    Column("project_id", Uuid, ForeignKey("projects.id"), comment="null: every project of the deployment"),
    name(),
    text("role"),
    text("prefix"),
    sha256("digest", unique=True),
    text("created_by"),
    time("created_at"),
    time("expires_at", nullable=True),
    time("revoked_at", nullable=True),
    time("last_used_at", nullable=True),
    Column("signed_out_at", DateTime(timezone=True), comment="browsers that were signed in until then are not known"),
    check_member("role", Role),
    check_sha256("digest"),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("token_id", Uuid, ForeignKey("tokens.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    sha256("fingerprint"),
    time("expires_at"),
    number("status", nullable=True),
    Column("headers", JSON(none_as_null=True)),
    Column("body", LargeBinary, comment="sealed by the keyring: it may hold the text of an issued token"),
    check_sha256("fingerprint"),
    CheckConstraint("num_nulls(status, headers, body) IN (0, 3)", name="is_answered_whole_or_not_at_all"),
)

Index(None, tokens.c.project_id)
Index(None, idempotency_keys.c.expires_at)
