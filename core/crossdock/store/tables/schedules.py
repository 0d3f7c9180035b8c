"""When each flow is to be polled, by whom it is right now, and what every run came to."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Table, Text, Uuid

from crossdock.model.poll import PollOutcome
from crossdock.store.tables.base import check_member, identifier, metadata, number, refers, text, time

poll_schedules = Table(
    "poll_schedules",
    metadata,
    Column("flow_id", Uuid, primary_key=True),
    Column("environment", Text, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("flow_revision", number("flow_revision").type, nullable=False, comment="of which next_at was made"),
    time("next_at"),
    Column("read_until", time("read_until").type, nullable=False, comment="moves with the records it brought"),
    number("failures"),
    Column("run_id", Uuid, comment="under way; whoever stores under another one is too late"),
    time("lease_until", nullable=True),
    time("failing_since", nullable=True),
    refers(("project_id", "flow_id"), "flows", "project_id", "id", on_delete="CASCADE"),
    refers(("project_id", "environment"), "environments", "project_id", "name", on_delete="CASCADE"),
    CheckConstraint("(run_id IS NULL) = (lease_until IS NULL)", name="is_leased_for_a_run"),
    CheckConstraint("failures >= 0", name="counts"),
)

poll_runs = Table(
    "poll_runs",
    metadata,
    identifier(),
    Column("project_id", Uuid, nullable=False),
    Column("flow_id", Uuid, nullable=False),
    text("environment"),
    time("started_at"),
    time("ended_at", nullable=True),
    text("outcome"),
    time("since", nullable=True),
    number("read"),
    number("received"),
    number("duplicates"),
    text("worker"),
    text("error"),
    text("remedy"),
    number("calls"),
    refers(("project_id", "flow_id"), "flows", "project_id", "id", on_delete="CASCADE"),
    check_member("outcome", PollOutcome),
    CheckConstraint("(outcome = 'running') = (ended_at IS NULL)", name="ends_with_an_outcome"),
    CheckConstraint("least(read, received, duplicates) >= 0", name="counts"),
    CheckConstraint("outcome <> 'failed' OR error <> ''", name="says_why_it_failed"),
)

Index(None, poll_schedules.c.next_at)
Index(None, poll_runs.c.flow_id, poll_runs.c.environment, poll_runs.c.id)
