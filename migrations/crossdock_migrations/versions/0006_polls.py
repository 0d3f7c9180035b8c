"""Polls: when each flow is to be polled, and what every run came to."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SCHEDULES = """
CREATE TABLE poll_schedules (
    flow_id UUID NOT NULL,
    environment TEXT NOT NULL,
    project_id UUID NOT NULL,
    flow_revision INTEGER NOT NULL,
    next_at TIMESTAMPTZ NOT NULL,
    read_until TIMESTAMPTZ NOT NULL,
    failures INTEGER NOT NULL,
    run_id UUID,
    lease_until TIMESTAMPTZ,
    CONSTRAINT pk_poll_schedules PRIMARY KEY (flow_id, environment),
    CONSTRAINT ck_poll_schedules_is_leased_for_a_run CHECK ((run_id IS NULL) = (lease_until IS NULL)),
    CONSTRAINT ck_poll_schedules_counts CHECK (failures >= 0),
    CONSTRAINT fk_poll_schedules_project_id_flow_id FOREIGN KEY (project_id, flow_id)
        REFERENCES flows (project_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_poll_schedules_project_id_environment FOREIGN KEY (project_id, environment)
        REFERENCES environments (project_id, name) ON DELETE CASCADE
);
CREATE INDEX ix_poll_schedules_next_at ON poll_schedules (next_at);
COMMENT ON COLUMN poll_schedules.flow_revision IS 'of which next_at was made';
COMMENT ON COLUMN poll_schedules.read_until IS 'moves with the records it brought';
COMMENT ON COLUMN poll_schedules.run_id IS 'under way; whoever stores under another one is too late';
"""

RUNS = """
CREATE TABLE poll_runs (
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    flow_id UUID NOT NULL,
    environment TEXT NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    outcome TEXT NOT NULL,
    since TIMESTAMPTZ,
    read INTEGER NOT NULL,
    received INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    worker TEXT NOT NULL,
    error TEXT NOT NULL,
    remedy TEXT NOT NULL,
    CONSTRAINT pk_poll_runs PRIMARY KEY (id),
    CONSTRAINT ck_poll_runs_outcome_is_known CHECK (outcome IN ('running', 'done', 'failed', 'lost')),
    CONSTRAINT ck_poll_runs_ends_with_an_outcome CHECK ((outcome = 'running') = (ended_at IS NULL)),
    CONSTRAINT ck_poll_runs_counts CHECK (least(read, received, duplicates) >= 0),
    CONSTRAINT ck_poll_runs_says_why_it_failed CHECK (outcome <> 'failed' OR error <> ''),
    CONSTRAINT fk_poll_runs_project_id_flow_id FOREIGN KEY (project_id, flow_id)
        REFERENCES flows (project_id, id) ON DELETE CASCADE
);
CREATE INDEX ix_poll_runs_flow_id_environment_id ON poll_runs (flow_id, environment, id);
"""


def upgrade() -> None:
    """Create the tables."""
    op.execute(SCHEDULES)
    op.execute(RUNS)


def downgrade() -> None:
    """Drop them, with what is in them."""
    op.execute("DROP TABLE poll_runs, poll_schedules")
