"""Records, their passes and what they wrote."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    LargeBinary,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy import (
    text as sql,
)

from crossdock.model.record import PARTITIONS, AttemptKind, EffectState, RecordState
from crossdock.store.tables.base import (
    check_key,
    check_member,
    check_positive,
    identifier,
    metadata,
    number,
    refers,
    text,
    time,
)

records = Table(
    "records",
    metadata,
    identifier(),
    Column("project_id", Uuid, nullable=False),
    text("environment"),
    Column("flow_id", Uuid, nullable=False),
    Column("object_id", Uuid, nullable=False),
    Column("delivery_id", Uuid, comment="null: a person sent it again"),
    Column("parent", Uuid, ForeignKey("records.id")),
    number("partition"),
    Column("position", BigInteger, Identity(always=True), nullable=False, comment="in the order of receipt"),
    text("key"),
    text("version"),
    time("received_at"),
    Column("amount", Numeric, comment="what its object is worth, as the message told it when it came"),
    Column("currency", Text),
    text("state"),
    text("code"),
    text("reason"),
    number("attempts"),
    time("due_at", nullable=True),
    Column("next_kind", Text, nullable=False, comment="what its next pass is"),
    Column("supersedes", Boolean, nullable=False, comment="a later one of its object and flow takes its place"),
    Column("blocks", Boolean, nullable=False, comment="while it is held, later ones of its object wait"),
    Column("yields", Boolean, nullable=False, comment="it blocks those for its own target only"),
    Column("payload", LargeBinary, comment="as it came, sealed by the keyring"),
    Column("edited", LargeBinary, comment="as a person corrected it, sealed by the keyring"),
    Column(
        "fetched",
        LargeBinary,
        comment="the state of its object as its source told it when asked, sealed by the keyring",
    ),
    time("fetched_at", nullable=True),
    time("settled_at", nullable=True),
    Column("emptied_at", DateTime(timezone=True), comment="when its payload was taken away, as its project wants"),
    refers(("project_id", "flow_id"), "flows", "project_id", "id"),
    refers(("project_id", "environment", "object_id"), "objects", "project_id", "environment", "id"),
    ForeignKeyConstraint(("delivery_id",), ("deliveries.id",), deferrable=True, initially="DEFERRED"),
    check_key("key"),
    check_member("state", RecordState),
    check_member("next_kind", AttemptKind),
    CheckConstraint(f"partition >= 0 AND partition < {PARTITIONS}", name="partition_exists"),
    CheckConstraint("attempts >= 0", name="attempts_counts"),
    CheckConstraint("(due_at IS NOT NULL) = (state = 'in-flight')", name="is_due_while_in_flight"),
    CheckConstraint("(settled_at IS NULL) = (state IN ('in-flight', 'held'))", name="is_settled_or_open"),
    CheckConstraint("state IN ('in-flight', 'delivered') OR (code <> '' AND reason <> '')", name="says_why"),
    CheckConstraint("(amount IS NULL) = (currency IS NULL)", name="has_an_amount_in_a_currency"),
    CheckConstraint("currency ~ '^[A-Z]{3}$'", name="currency_is_a_code"),
    CheckConstraint("NOT (supersedes AND blocks)", name="has_one_order_policy"),
    CheckConstraint("fetched IS NULL OR fetched_at IS NOT NULL", name="says_when_it_was_fetched"),
    CheckConstraint("(payload IS NULL) = (emptied_at IS NOT NULL)", name="has_its_payload_until_it_is_emptied"),
    CheckConstraint(
        "emptied_at IS NULL OR (settled_at IS NOT NULL AND edited IS NULL)", name="is_emptied_once_settled"
    ),
    comment="what came in never changes, a settled one not at all, and none is deleted (triggers)",
)

attempts = Table(
    "attempts",
    metadata,
    Column("record_id", Uuid, ForeignKey("records.id"), primary_key=True),
    Column("number", number("number").type, primary_key=True, autoincrement=False),
    text("kind"),
    number("version", nullable=True),
    Column("lookups", JSON, nullable=False),
    time("started_at"),
    time("ended_at", nullable=True),
    text("outcome"),
    text("code"),
    text("message"),
    Column("output", LargeBinary, comment="what the mapping made, sealed by the keyring"),
    check_member("kind", AttemptKind),
    check_positive("number"),
    CheckConstraint("(ended_at IS NULL) = (outcome = '')", name="has_an_outcome_once_it_ended"),
)

effects = Table(
    "effects",
    metadata,
    identifier(),
    text("environment"),
    Column("flow_id", Uuid, ForeignKey("flows.id"), nullable=False),
    text("key"),
    Column("record_id", Uuid, ForeignKey("records.id"), nullable=False),
    text("operation"),
    text("state"),
    text("version"),
    text("digest"),
    Column("resolved", JSON, nullable=False),
    Column("receipt", JSON(none_as_null=True)),
    time("intended_at"),
    time("confirmed_at", nullable=True),
    Column("body", LargeBinary, comment="what was sent, sealed by the keyring"),
    UniqueConstraint("environment", "flow_id", "key"),
    check_key("key"),
    check_member("state", EffectState),
    CheckConstraint("digest ~ '^([0-9a-f]{64})?$'", name="digest_is_sha256"),
    CheckConstraint("state NOT IN ('confirmed', 'accepted') OR receipt IS NOT NULL", name="has_its_receipt"),
    CheckConstraint("state <> 'confirmed' OR confirmed_at IS NOT NULL", name="says_when_it_was_confirmed"),
)

Index(
    "ix_records_in_flight",
    records.c.partition,
    records.c.position,
    postgresql_where=sql("state = 'in-flight'"),
)
Index(
    "ix_records_open",
    records.c.object_id,
    records.c.position,
    postgresql_where=sql("state IN ('in-flight', 'held')"),
)
Index(
    "ix_records_superseding",
    records.c.partition,
    postgresql_where=sql("supersedes AND state IN ('in-flight', 'held')"),
)
Index(
    "ix_records_full",
    records.c.project_id,
    records.c.settled_at,
    postgresql_where=sql("settled_at IS NOT NULL AND emptied_at IS NULL"),
)
Index(None, records.c.object_id, records.c.position)
Index(None, records.c.project_id, records.c.environment, records.c.id)
Index(None, records.c.project_id, records.c.environment, records.c.key)
Index(None, records.c.flow_id, records.c.environment, records.c.received_at)
Index(None, effects.c.record_id)
Index("ix_effects_accepted", effects.c.intended_at, postgresql_where=sql("state = 'accepted'"))
