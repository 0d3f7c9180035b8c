"""Annotations: who answers for a target field of a mapping, and what is noted about it."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ANNOTATIONS = """
CREATE TABLE annotation_sets (
    mapping_id UUID NOT NULL,
    fields JSONB NOT NULL,
    revision INTEGER NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_annotation_sets PRIMARY KEY (mapping_id),
    CONSTRAINT fk_annotation_sets_mapping_id FOREIGN KEY (mapping_id) REFERENCES mappings (id) ON DELETE CASCADE,
    CONSTRAINT ck_annotation_sets_revision_is_positive CHECK (revision > 0)
);
COMMENT ON TABLE annotation_sets IS 'one row for all fields of a mapping: they are read and changed together';
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(ANNOTATIONS)


def downgrade() -> None:
    """Drop it, with what people noted."""
    op.execute("DROP TABLE annotation_sets")
