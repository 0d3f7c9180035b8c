"""What people note about held records; and signing out everywhere."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NOTES = """
CREATE TABLE hold_cares (
    record_id UUID NOT NULL,
    assignee TEXT NOT NULL,
    snoozed_until TIMESTAMPTZ,
    snoozed_at TIMESTAMPTZ,
    CONSTRAINT pk_hold_cares PRIMARY KEY (record_id),
    CONSTRAINT fk_hold_cares_record_id FOREIGN KEY (record_id) REFERENCES records (id),
    CONSTRAINT ck_hold_cares_is_snoozed_from_and_until CHECK ((snoozed_until IS NULL) = (snoozed_at IS NULL))
);
COMMENT ON TABLE hold_cares IS 'of the record: who looks after it does so as well when it is held once more';

CREATE TABLE hold_comments (
    id UUID NOT NULL,
    record_id UUID NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_hold_comments PRIMARY KEY (id),
    CONSTRAINT fk_hold_comments_record_id FOREIGN KEY (record_id) REFERENCES records (id),
    CONSTRAINT ck_hold_comments_says_something CHECK (text <> '')
);
CREATE INDEX ix_hold_comments_record_id_id ON hold_comments (record_id, id);
"""

SIGNED_OUT = """
ALTER TABLE tokens ADD COLUMN signed_out_at TIMESTAMPTZ;
COMMENT ON COLUMN tokens.signed_out_at IS 'browsers that were signed in until then are not known';
"""


def upgrade() -> None:
    """Create the tables, and the column of tokens."""
    op.execute(NOTES)
    op.execute(SIGNED_OUT)


def downgrade() -> None:
    """Drop them, with what is in them."""
    op.execute("ALTER TABLE tokens DROP COLUMN signed_out_at")
    op.execute("DROP TABLE hold_comments, hold_cares")
