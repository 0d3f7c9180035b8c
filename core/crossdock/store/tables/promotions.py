"""Promotions: the story of what was live, per environment and mapping."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Table, UniqueConstraint, Uuid

from crossdock.model.promotion import PromotionKind
from crossdock.store.tables.base import (
    check_member,
    check_positive,
    identifier,
    metadata,
    number,
    refers,
    text,
    time,
)

promotions = Table(
    "promotions",
    metadata,
    identifier(),
    Column("project_id", Uuid, nullable=False),
    text("environment"),
    Column("mapping_id", Uuid, nullable=False),
    number("position"),
    number("version"),
    number("previous_version", nullable=True),
    text("kind"),
    Column("beneath", Uuid, comment="the promotion whose version a roll back from here puts live again"),
    text("approver"),
    text("reason"),
    number("fixtures_passed"),
    time("created_at"),
    UniqueConstraint("environment", "mapping_id", "position"),
    UniqueConstraint("environment", "mapping_id", "id"),
    refers(("project_id", "environment"), "environments", "project_id", "name"),
    refers(("project_id", "mapping_id"), "mappings", "project_id", "id"),
    refers(("mapping_id", "version"), "versions", "mapping_id", "number"),
    refers(("mapping_id", "previous_version"), "versions", "mapping_id", "number"),
    refers(("environment", "mapping_id", "beneath"), "promotions", "environment", "mapping_id", "id"),
    check_member("kind", PromotionKind),
    check_positive("position"),
    CheckConstraint("version <> previous_version", name="changes_what_is_live"),
    CheckConstraint("(position = 1) = (previous_version IS NULL)", name="follows_the_one_before"),
    CheckConstraint("(kind = 'promote') = (fixtures_passed > 0)", name="is_proven_by_fixtures"),
    comment="the one with the highest position says what is live; never updated, never deleted (trigger)",
)

Index(None, promotions.c.project_id, promotions.c.id)
