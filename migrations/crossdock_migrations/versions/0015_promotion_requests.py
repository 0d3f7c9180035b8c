"""Requests that a version be put live."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

REQUESTS = """
CREATE TABLE promotion_requests (
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    environment TEXT NOT NULL,
    mapping_id UUID NOT NULL,
    version INTEGER NOT NULL,
    requested_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL,
    answered_by TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at TIMESTAMPTZ,
    promotion UUID,
    CONSTRAINT pk_promotion_requests PRIMARY KEY (id),
    CONSTRAINT fk_promotion_requests_project_id_environment FOREIGN KEY (project_id, environment)
        REFERENCES environments (project_id, name),
    CONSTRAINT fk_promotion_requests_project_id_mapping_id FOREIGN KEY (project_id, mapping_id)
        REFERENCES mappings (project_id, id),
    CONSTRAINT fk_promotion_requests_mapping_id_version FOREIGN KEY (mapping_id, version)
        REFERENCES versions (mapping_id, number),
    CONSTRAINT fk_promotion_requests_environment_mapping_id_promotion FOREIGN KEY (environment, mapping_id, promotion)
        REFERENCES promotions (environment, mapping_id, id),
    CONSTRAINT ck_promotion_requests_state_is_known
        CHECK (state IN ('waiting', 'approved', 'declined', 'withdrawn')),
    CONSTRAINT ck_promotion_requests_is_answered_at_a_time CHECK ((state = 'waiting') = (answered_at IS NULL)),
    CONSTRAINT ck_promotion_requests_is_approved_by_a_promotion CHECK ((state = 'approved') = (promotion IS NOT NULL))
);
CREATE INDEX ix_promotion_requests_project_id_id ON promotion_requests (project_id, id);
CREATE UNIQUE INDEX uq_promotion_requests_waiting ON promotion_requests (environment, mapping_id, version)
    WHERE state = 'waiting';
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(REQUESTS)


def downgrade() -> None:
    """Drop it, with what was asked and answered."""
    op.execute("DROP TABLE promotion_requests")
