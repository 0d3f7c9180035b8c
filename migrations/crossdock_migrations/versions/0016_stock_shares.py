"""Channels that sell from one stock: what is on its way to each, and who does not have a SKU at all."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

COLUMNS = """
ALTER TABLE stock_levels ADD COLUMN intended INTEGER, ADD COLUMN absent BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE stock_levels ALTER COLUMN absent DROP DEFAULT;
COMMENT ON TABLE stock_levels
    IS 'number: what the mapping made of quantity; told_at is the target''s time, told_on ours; '
    'intended: the most that writes whose end is not known may have the channel show; absent: its channel was never told '
    'of it, and its last record could not tell it';
ALTER TABLE stock_levels ADD CONSTRAINT ck_stock_levels_is_absent_untold CHECK (NOT absent OR told IS NULL);
"""
COMMENT_BEFORE = """
COMMENT ON TABLE stock_levels
    IS 'number: what the mapping made of quantity; told_at is the target''s time, told_on ours';
"""


def upgrade() -> None:
    """Nothing is known to be on its way, and nobody to lack a SKU."""
    op.execute(COLUMNS)


def downgrade() -> None:
    """Take both away; what channels were told stays."""
    op.execute("ALTER TABLE stock_levels DROP COLUMN absent, DROP COLUMN intended")
    op.execute(COMMENT_BEFORE)
