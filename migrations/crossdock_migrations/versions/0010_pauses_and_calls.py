"""Pausing and draining connections, draining flows; and how often platforms are asked, by whom."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

PAUSES = """
CREATE TABLE connection_pauses (
    connection_id UUID NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    "by" TEXT NOT NULL,
    CONSTRAINT pk_connection_pauses PRIMARY KEY (connection_id),
    CONSTRAINT ck_connection_pauses_status_is_known CHECK (status IN ('draining', 'paused')),
    CONSTRAINT fk_connection_pauses_connection_id FOREIGN KEY (connection_id)
        REFERENCES connections (id) ON DELETE CASCADE
);
COMMENT ON TABLE connection_pauses IS 'a connection without a row runs';
"""

HALTS = """
CREATE VIEW halts AS
SELECT flow_id, environment, status = 'draining' AS draining, '' AS connection, reason
FROM flow_states WHERE status <> 'running'
UNION ALL
SELECT f.id, c.environment, p.status = 'draining', c.name, p.reason
FROM connection_pauses AS p JOIN connections AS c ON c.id = p.connection_id
JOIN flows AS f ON f.project_id = c.project_id AND f.definition #>> '{target,connection}' = c.name;
COMMENT ON VIEW halts IS 'why flows begin no writes: they do not run, or what they write to does not';
"""

CALLS = """
CREATE TABLE connection_calls (
    connection_id UUID NOT NULL,
    flow_id UUID NOT NULL,
    purpose TEXT NOT NULL,
    began_at TIMESTAMPTZ NOT NULL,
    calls INTEGER NOT NULL,
    CONSTRAINT pk_connection_calls PRIMARY KEY (connection_id, began_at, flow_id, purpose),
    CONSTRAINT ck_connection_calls_purpose_is_known CHECK (purpose IN ('write', 'poll')),
    CONSTRAINT ck_connection_calls_calls_is_positive CHECK (calls > 0),
    CONSTRAINT fk_connection_calls_connection_id FOREIGN KEY (connection_id)
        REFERENCES connections (id) ON DELETE CASCADE,
    CONSTRAINT fk_connection_calls_flow_id FOREIGN KEY (flow_id) REFERENCES flows (id) ON DELETE CASCADE
);
COMMENT ON TABLE connection_calls IS 'requests sent in the five minutes from began_at on';
ALTER TABLE poll_runs ADD COLUMN calls INTEGER NOT NULL DEFAULT 0;
ALTER TABLE poll_runs ALTER COLUMN calls DROP DEFAULT;
ALTER TABLE poll_schedules ADD COLUMN failing_since TIMESTAMPTZ;
"""

KINDS = """
    'flow-stopped', 'holds', 'retries-exhausted', 'journal-differs', 'deliveries-rejected', 'mass-zero',
    'orders-uncounted', 'worker-silent', 'sequence-gap'
"""
BEFORE = "'running', 'paused', 'stopped'"
AFTER = "'running', 'draining', 'paused', 'stopped'"


def upgrade() -> None:
    """Create the tables and the view."""
    _know("flow_states", "status", AFTER)
    op.execute(PAUSES)
    op.execute(HALTS)
    op.execute(CALLS)
    _know("alerts", "kind", f"{KINDS}, 'poll-failing'")


def downgrade() -> None:
    """Drop them; what drains is paused, and the alerts that were not known before are gone."""
    op.execute("DELETE FROM alert_deliveries WHERE alert_id IN (SELECT id FROM alerts WHERE kind = 'poll-failing')")
    op.execute("DELETE FROM alerts WHERE kind = 'poll-failing'")
    _know("alerts", "kind", KINDS)
    op.execute("ALTER TABLE poll_schedules DROP COLUMN failing_since")
    op.execute("ALTER TABLE poll_runs DROP COLUMN calls")
    op.execute("DROP VIEW halts")
    op.execute("DROP TABLE connection_calls, connection_pauses")
    op.execute("UPDATE flow_states SET status = 'paused' WHERE status = 'draining'")
    _know("flow_states", "status", BEFORE)


def _know(table: str, column: str, listed: str) -> None:
    constraint = f"ck_{table}_{column}_is_known"
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} CHECK ({column} IN ({listed}))")
