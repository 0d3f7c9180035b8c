"""How far platforms have counted their messages, which numbers never came, and the alert for it."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SEQUENCES = """
CREATE TABLE sequences (
    connection_id UUID NOT NULL,
    stream TEXT NOT NULL,
    highest BIGINT NOT NULL,
    before BIGINT,
    CONSTRAINT pk_sequences PRIMARY KEY (connection_id, stream),
    CONSTRAINT fk_sequences_connection_id FOREIGN KEY (connection_id) REFERENCES connections (id) ON DELETE CASCADE,
    CONSTRAINT ck_sequences_stream_fits_into_an_index CHECK (octet_length(stream) <= 1000)
);
COMMENT ON COLUMN sequences.before IS 'what was the highest before the last batch; null for the first';
"""

GAPS = """
CREATE TABLE sequence_gaps (
    id UUID NOT NULL,
    connection_id UUID NOT NULL,
    stream TEXT NOT NULL,
    first BIGINT NOT NULL,
    last BIGINT NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    overdue_at TIMESTAMPTZ NOT NULL,
    settled_at TIMESTAMPTZ,
    settled_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_sequence_gaps PRIMARY KEY (id),
    CONSTRAINT fk_sequence_gaps_connection_id_stream FOREIGN KEY (connection_id, stream)
        REFERENCES sequences (connection_id, stream) ON DELETE CASCADE,
    CONSTRAINT ck_sequence_gaps_is_a_range CHECK (first <= last),
    CONSTRAINT ck_sequence_gaps_says_who_settled_it CHECK (settled_at IS NULL OR (settled_by <> '' AND reason <> ''))
);
CREATE INDEX ix_sequence_gaps_connection_id_stream_first ON sequence_gaps (connection_id, stream, first);
COMMENT ON TABLE sequence_gaps IS
    'one row for each stretch, however long; a settled one is kept, so that what comes late is known';
"""

KINDS = (
    "flow-stopped",
    "holds",
    "retries-exhausted",
    "journal-differs",
    "deliveries-rejected",
    "worker-silent",
    "mass-zero",
    "orders-uncounted",
)


def upgrade() -> None:
    """Create the tables, and let alerts tell of missing numbers."""
    op.execute(SEQUENCES)
    op.execute(GAPS)
    _allow(*KINDS, "sequence-gap")


def downgrade() -> None:
    """Drop them, with what is in them."""
    op.execute("DELETE FROM alert_deliveries WHERE alert_id IN (SELECT id FROM alerts WHERE kind = 'sequence-gap')")
    op.execute("DELETE FROM alerts WHERE kind = 'sequence-gap'")
    _allow(*KINDS)
    op.execute("DROP TABLE sequence_gaps, sequences")


def _allow(*kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE alerts DROP CONSTRAINT ck_alerts_kind_is_known")
    op.execute(f"ALTER TABLE alerts ADD CONSTRAINT ck_alerts_kind_is_known CHECK (kind IN ({listed}))")
