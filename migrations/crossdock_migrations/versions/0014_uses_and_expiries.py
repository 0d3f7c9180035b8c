"""Which rows of lookups are found, since when drafts are written, and when credentials expire."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

HITS = """
CREATE TABLE lookup_hits (
    lookup_id UUID NOT NULL,
    row_key TEXT[] COLLATE "C" NOT NULL,
    hit_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_lookup_hits PRIMARY KEY (lookup_id, row_key),
    CONSTRAINT fk_lookup_hits_lookup_id FOREIGN KEY (lookup_id) REFERENCES lookups (id)
);
COMMENT ON TABLE lookup_hits IS
    'when a record last found a row; each worker stores a row at most once an hour';
ALTER TABLE lookups ADD COLUMN noted_since TIMESTAMPTZ NOT NULL DEFAULT now();
ALTER TABLE lookups ALTER COLUMN noted_since DROP DEFAULT;
"""

DRAFTS = """
ALTER TABLE drafts ADD COLUMN started_at TIMESTAMPTZ;
UPDATE drafts SET started_at = updated_at;
ALTER TABLE drafts ALTER COLUMN started_at SET NOT NULL;
"""

EXPIRIES = """
ALTER TABLE connections ADD COLUMN secret_expiries JSONB NOT NULL DEFAULT '{}';
ALTER TABLE connections ALTER COLUMN secret_expiries DROP DEFAULT;
COMMENT ON COLUMN connections.secret_expiries IS 'secrets by name: when each expires, and who said so';
"""

KINDS = """
    'flow-stopped', 'holds', 'retries-exhausted', 'journal-differs', 'deliveries-rejected', 'mass-zero',
    'orders-uncounted', 'worker-silent', 'sequence-gap', 'poll-failing'
"""


def upgrade() -> None:
    """Add the table and the columns; what rows were found before is not known."""
    op.execute(HITS)
    op.execute(DRAFTS)
    op.execute(EXPIRIES)
    _know(f"{KINDS}, 'credential-expiring'")


def downgrade() -> None:
    """Drop them, and the alerts that were not known before."""
    op.execute(
        "DELETE FROM alert_deliveries WHERE alert_id IN (SELECT id FROM alerts WHERE kind = 'credential-expiring')"
    )
    op.execute("DELETE FROM alerts WHERE kind = 'credential-expiring'")
    op.execute("UPDATE alert_rules SET kinds = array_remove(kinds, 'credential-expiring')")
    _know(KINDS)
    op.execute("ALTER TABLE connections DROP COLUMN secret_expiries")
    op.execute("ALTER TABLE drafts DROP COLUMN started_at")
    op.execute("ALTER TABLE lookups DROP COLUMN noted_since")
    op.execute("DROP TABLE lookup_hits")


def _know(listed: str) -> None:
    op.execute("ALTER TABLE alerts DROP CONSTRAINT ck_alerts_kind_is_known")
    op.execute(f"ALTER TABLE alerts ADD CONSTRAINT ck_alerts_kind_is_known CHECK (kind IN ({listed}))")
