"""Stock: what sources have, what targets were told, what orders take, and what people keep back."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    Table,
    Text,
    Uuid,
)

from crossdock.store.tables.base import check_key, identifier, metadata, number, refers, text, time

stock_levels = Table(
    "stock_levels",
    metadata,
    Column("flow_id", Uuid, primary_key=True),
    Column("environment", Text, primary_key=True),
    Column("location", Text, primary_key=True, comment="as the source calls it"),
    Column("sku", Text, primary_key=True, comment="as the source calls it"),
    Column("project_id", Uuid, nullable=False),
    text("key"),
    number("quantity"),
    time("as_of"),
    Column("payload", LargeBinary, nullable=False, comment="as the source last told it, sealed by the keyring"),
    number("number", nullable=True),
    number("told", nullable=True),
    time("told_at", nullable=True),
    time("told_on", nullable=True),
    Column("told_through", BigInteger, nullable=False, comment="position of the last commitment that was known then"),
    text("told_why"),
    number("intended", nullable=True),
    Column("absent", Boolean, nullable=False),
    number("missing"),
    time("missing_since", nullable=True),
    refers(("project_id", "flow_id"), "flows", "project_id", "id", on_delete="CASCADE"),
    refers(("project_id", "environment"), "environments", "project_id", "name", on_delete="CASCADE"),
    check_key("key"),
    CheckConstraint("(told IS NULL) = (told_at IS NULL) AND (told IS NULL) = (told_on IS NULL)", name="was_told_once"),
    CheckConstraint("NOT absent OR told IS NULL", name="is_absent_untold"),
    CheckConstraint("missing >= 0 AND (missing = 0 OR missing_since IS NOT NULL)", name="says_since_when"),
    comment="number: what the mapping made of quantity; told_at is the target's time, told_on ours; "
    "intended: the most that writes whose end is not known may have the channel show; absent: its channel was never told "
    "of it, and its last record could not tell it",
)

stock_doubts = Table(
    "stock_doubts",
    metadata,
    Column("flow_id", Uuid, primary_key=True),
    Column("environment", Text, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    time("since"),
    number("fallen"),
    number("standing"),
    time("accepted_at", nullable=True),
    text("accepted_by"),
    text("accepted_why"),
    refers(("project_id", "flow_id"), "flows", "project_id", "id", on_delete="CASCADE"),
    refers(("project_id", "environment"), "environments", "project_id", "name", on_delete="CASCADE"),
    comment="a reading of stock that is not believed; it goes with the next one that is",
)

stock_buffers = Table(
    "stock_buffers",
    metadata,
    identifier(),
    Column("project_id", Uuid, nullable=False),
    text("environment"),
    text("sku"),
    text("location"),
    number("quantity"),
    text("owner"),
    text("reason"),
    time("ends_at", nullable=True),
    time("created_at"),
    text("by"),
    refers(("project_id", "environment"), "environments", "project_id", "name", on_delete="CASCADE"),
    CheckConstraint("quantity > 0", name="keeps_something_back"),
    CheckConstraint("owner <> '' AND reason <> ''", name="says_whose_and_why"),
    check_key("sku"),
    comment="* stands for every sku or location",
)

stock_closures = Table(
    "stock_closures",
    metadata,
    Column("project_id", Uuid, primary_key=True),
    Column("environment", Text, primary_key=True),
    Column("connection", Text, primary_key=True),
    time("since"),
    text("reason"),
    text("by"),
    refers(("project_id", "environment"), "environments", "project_id", "name", on_delete="CASCADE"),
    CheckConstraint("reason <> ''", name="says_why"),
    comment="a channel that is told nothing but zero",
)

commitments = Table(
    "commitments",
    metadata,
    Column("record_id", Uuid, ForeignKey("records.id"), primary_key=True),
    Column("line", number("line").type, primary_key=True, autoincrement=False),
    Column("position", BigInteger, Identity(always=True), nullable=False, comment="in the order of becoming known"),
    Column("project_id", Uuid, nullable=False),
    text("environment"),
    text("connection"),
    text("sku"),
    text("location"),
    number("quantity"),
    Column("deducted", Boolean, nullable=False, comment="the channel has taken it off this SKU's own number"),
    time("placed_at", nullable=True),
    text("order"),
    CheckConstraint("quantity > 0", name="takes_something"),
    check_key("sku"),
    comment="what an order takes from stock; location empty: nobody knows where from",
)

uncounted_records = Table(
    "uncounted_records",
    metadata,
    Column("record_id", Uuid, ForeignKey("records.id"), primary_key=True),
    Column("project_id", Uuid, nullable=False),
    text("environment"),
    time("since"),
    time("tried_at", nullable=True),
    text("error"),
    comment="records whose commitments are still to be worked out",
)

Index(
    "uq_stock_buffers_place",
    stock_buffers.c.project_id,
    stock_buffers.c.environment,
    stock_buffers.c.sku,
    stock_buffers.c.location,
    unique=True,
)
Index(None, commitments.c.project_id, commitments.c.environment, commitments.c.sku)
Index(None, commitments.c.project_id, commitments.c.environment, commitments.c.position)
Index(None, uncounted_records.c.project_id, uncounted_records.c.environment)
