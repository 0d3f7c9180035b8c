"""How much money a record is about."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WORTHS = """
ALTER TABLE records ADD COLUMN amount NUMERIC, ADD COLUMN currency TEXT,
    ADD CONSTRAINT ck_records_has_an_amount_in_a_currency CHECK ((amount IS NULL) = (currency IS NULL)),
    ADD CONSTRAINT ck_records_currency_is_a_code CHECK (currency ~ '^[A-Z]{3}$');
COMMENT ON COLUMN records.amount IS 'what its object is worth, as the message told it when it came';
"""

CAME_IN = (
    "id, project_id, environment, flow_id, object_id, delivery_id, parent, partition, position, key, version, "
    "received_at, supersedes, blocks"
)


def upgrade() -> None:
    """Add the columns; records that came before tell no worth."""
    op.execute(WORTHS)
    _keep(f"{CAME_IN}, amount, currency")


def downgrade() -> None:
    """Drop them, with what is in them."""
    _keep(CAME_IN)
    op.execute("ALTER TABLE records DROP COLUMN amount, DROP COLUMN currency")


def _keep(columns: str) -> None:
    """Let nobody change these columns of a record."""
    op.execute("DROP TRIGGER stays_what_came_in ON records")
    op.execute(f"""
        CREATE TRIGGER stays_what_came_in BEFORE UPDATE OF {columns} ON records
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """)
