"""The journal tells what a mapping left out of a message, and why."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

EVENTS = (
    "'received', 'duplicate', 'mapped', 'guarded', 'resolved', 'intent', 'found', 'absent', 'receipt', 'accepted', "
    "'linked', 'retry', 'waiting', 'stopped', 'delivered', 'held', 'filtered', 'failed', 'released', 'edited', "
    "'repeated', 'fetched', 'counted'"
)


def upgrade() -> None:
    """Let the journal tell it."""
    _know(f"{EVENTS}, 'trimmed'")


def downgrade() -> None:
    """Forbid it. Refused where the journal tells it: nothing of a journal is taken away."""
    _know(EVENTS)


def _know(members: str) -> None:
    name = "ck_journal_event_is_known"
    op.execute(f"ALTER TABLE journal DROP CONSTRAINT {name}, ADD CONSTRAINT {name} CHECK (event IN ({members}))")
