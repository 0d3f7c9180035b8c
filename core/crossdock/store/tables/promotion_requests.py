"""Requests that a version be put live."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Table, Uuid
from sqlalchemy import text as sql

from crossdock.model.promotion_request import RequestState
from crossdock.store.tables.base import check_member, identifier, metadata, number, refers, text, time

promotion_requests = Table(
    "promotion_requests",
    metadata,
    identifier(),
    Column("project_id", Uuid, nullable=False),
    text("environment"),
    Column("mapping_id", Uuid, nullable=False),
    number("version"),
    text("requested_by"),
    text("reason"),
    time("created_at"),
    text("state"),
    text("answered_by"),
    text("answer"),
    time("answered_at", nullable=True),
    Column("promotion", Uuid),
    refers(("project_id", "environment"), "environments", "project_id", "name"),
    refers(("project_id", "mapping_id"), "mappings", "project_id", "id"),
    refers(("mapping_id", "version"), "versions", "mapping_id", "number"),
    refers(("environment", "mapping_id", "promotion"), "promotions", "environment", "mapping_id", "id"),
    check_member("state", RequestState),
    CheckConstraint("(state = 'waiting') = (answered_at IS NULL)", name="is_answered_at_a_time"),
    CheckConstraint("(state = 'approved') = (promotion IS NOT NULL)", name="is_approved_by_a_promotion"),
)

Index(None, promotion_requests.c.project_id, promotion_requests.c.id)
Index(
    "uq_promotion_requests_waiting",
    promotion_requests.c.environment,
    promotion_requests.c.mapping_id,
    promotion_requests.c.version,
    unique=True,
    postgresql_where=sql("state = 'waiting'"),
)
