"""Polls: how a flow's schedule stands, and what each run of it came to."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec


class PollOutcome(StrEnum):
    """What became of one run."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """The list could not be read to its end; it is read again from the same time on."""
    LOST = "lost"
    """Its worker was no longer heard of; another one began anew, from the same time on."""


class PollRun(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of a list. What it stored before it failed or was lost stays, and is recognised the next time."""

    id: UUID
    flow: str
    environment: str
    started_at: datetime
    ended_at: datetime | None = None
    outcome: PollOutcome = PollOutcome.RUNNING
    since: datetime | None = None
    """What changed from then on was asked for; None: everything."""
    read: int = 0
    """Items of the list."""
    received: int = 0
    """Those that became records: they had not come before."""
    duplicates: int = 0
    worker: str = ""
    error: str = ""
    remedy: str = ""
    calls: int = 0
    """Requests it took, pages and all."""


class PollStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How a flow's poll stands in an environment."""

    flow: str
    environment: str
    next_at: datetime
    """When it is due; in the past while it runs, or while its flow is paused."""
    read_until: datetime
    """Everything that the source had then has been read; only a run that comes to its end moves it."""
    failures: int
    """Runs in a row that failed."""
    failing_since: datetime | None = None
    """When the first of them was over; None where the last one came to its end."""
    polls_per_hour: float = 0.0
    """By its schedule: on average over the 24 hours to come, peaks included."""
    calls_per_poll: int = 1
    """As the last one that came to its end needed, pages and all; 1 where there was none yet."""
    calls_per_hour: float = 0.0
    """Both together: what the schedule takes of the platform's limit."""
    running: bool
    webhooks_missed: int = 0
    """Records of the last seven days that only a sweep found: their webhook never came."""
