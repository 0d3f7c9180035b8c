"""Records that yield: while they are held, later ones of their object wait only where they are for the same target."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

YIELDS = """
ALTER TABLE records ADD COLUMN yields BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE records ALTER COLUMN yields DROP DEFAULT;
COMMENT ON COLUMN records.yields IS 'it blocks those for its own target only';
"""

CAME_IN = (
    "id, project_id, environment, flow_id, object_id, delivery_id, parent, partition, position, key, version, "
    "received_at, supersedes, blocks, amount, currency"
)


def upgrade() -> None:
    """Nothing that came before yields; no row is rewritten."""
    op.execute(YIELDS)
    _keep(f"{CAME_IN}, yields")


def downgrade() -> None:
    """What yielded blocks, as do the flows whose records did."""
    _keep(CAME_IN)
    op.execute("ALTER TABLE records DROP COLUMN yields")
    op.execute("UPDATE flows SET definition = definition - 'order' WHERE definition ->> 'order' = 'yield'")


def _keep(columns: str) -> None:
    """Let nobody change these columns of a record."""
    op.execute("DROP TRIGGER stays_what_came_in ON records")
    op.execute(f"""
        CREATE TRIGGER stays_what_came_in BEFORE UPDATE OF {columns} ON records
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """)
