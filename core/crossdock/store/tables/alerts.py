"""Alerts, the rules that say who is told of them, what was told, and what workers share to find them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy import (
    Text as SqlText,
)
from sqlalchemy import (
    text as sql,
)
from sqlalchemy.dialects.postgresql import JSONB

from crossdock.model.alert import AlertKind, NoticeType
from crossdock.store.tables.base import (
    check_member,
    check_name,
    check_positive,
    identifier,
    metadata,
    name,
    number,
    revision,
    text,
    texts,
    time,
)

alert_rules = Table(
    "alert_rules",
    metadata,
    identifier(),
    Column("project_id", Uuid, ForeignKey("projects.id"), nullable=False),
    name(),
    text("channel"),
    texts("kinds"),
    texts("environments"),
    number("quiet_seconds"),
    Column("thresholds", JSONB, nullable=False),
    Column("settings", JSONB, nullable=False),
    Column("secrets", LargeBinary, nullable=False, comment="one JSON object, sealed by the keyring"),
    texts("secret_names"),
    revision(),
    time("created_at"),
    time("updated_at"),
    UniqueConstraint("project_id", "name"),
    check_name(),
    check_positive("revision"),
)

alerts = Table(
    "alerts",
    metadata,
    identifier(),
    Column("project_id", Uuid, ForeignKey("projects.id"), nullable=False),
    Column("environment", SqlText, nullable=False, comment="empty: it concerns all of them"),
    text("kind"),
    text("subject"),
    text("message"),
    text("remedy"),
    number("count"),
    time("since"),
    time("opened_at"),
    time("last_at"),
    time("resolved_at", nullable=True),
    time("acknowledged_at", nullable=True),
    text("acknowledged_by"),
    text("acknowledgement"),
    check_member("kind", AlertKind),
    CheckConstraint(
        "acknowledged_at IS NULL OR (acknowledged_by <> '' AND acknowledgement <> '')", name="says_who_knows_of_it"
    ),
)

alert_deliveries = Table(
    "alert_deliveries",
    metadata,
    identifier(),
    Column("rule_id", Uuid, ForeignKey("alert_rules.id", ondelete="CASCADE"), nullable=False),
    Column("alert_id", Uuid, ForeignKey("alerts.id"), nullable=False),
    text("type"),
    Column("notice", JSON, nullable=False, comment="what is told, the same each time"),
    time("created_at"),
    time("due_at", nullable=True),
    number("attempts"),
    time("tried_at", nullable=True),
    time("delivered_at", nullable=True),
    Column("failure", SqlText, nullable=False, comment="of the last try; empty where it did not fail"),
    check_member("type", NoticeType),
    CheckConstraint("due_at IS NULL OR delivered_at IS NULL", name="is_due_or_delivered"),
    comment="due_at is also the lease: whoever takes one puts it off; without it, it is delivered or given up",
)

alert_watches = Table(
    "alert_watches",
    metadata,
    Column("project_id", Uuid, ForeignKey("projects.id"), primary_key=True),
    time("watched_at"),
    time("journal_read_at"),
    comment="one worker at a time looks at a project",
)

worker_hosts = Table(
    "worker_hosts",
    metadata,
    Column("host", SqlText, primary_key=True),
    time("seen_at"),
    comment="machines with workers; those that stop in good order leave",
)

Index(
    "uq_alerts_open",
    alerts.c.project_id,
    alerts.c.environment,
    alerts.c.kind,
    alerts.c.subject,
    unique=True,
    postgresql_where=sql("resolved_at IS NULL"),
)
Index(None, alerts.c.project_id, alerts.c.id)
Index("ix_alert_deliveries_due", alert_deliveries.c.due_at, postgresql_where=sql("due_at IS NOT NULL"))
Index(None, alert_deliveries.c.rule_id, alert_deliveries.c.id)
Index(None, alert_deliveries.c.alert_id)
