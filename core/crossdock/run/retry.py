"""When a record is tried again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

from crossdock.model.flow import Retry
from crossdock.model.record import Attempt

RETRY = "retry"
"""The outcome of an attempt after which the record is tried again."""
_SPREAD = 0.2
"""How much a wait varies either way, so that records that failed together do not come back together."""


def failures_in_a_row(attempts: Sequence[Attempt]) -> int:
    """How many of the latest attempts failed in a way that may pass; a release by a person starts anew."""
    count = 0
    for attempt in reversed(attempts):
        if attempt.outcome != RETRY:
            break
        count += 1
    return count


def is_exhausted(policy: Retry, failures: int) -> bool:
    """Whether so many failures in a row are all a flow wants to try."""
    return failures >= policy.attempts


def wait(policy: Retry, failures: int, asked: float | None = None) -> timedelta:
    """How long to wait after so many failures in a row: exponential, with jitter, up to the ceiling.

    `asked` are the seconds the platform asked for; a shorter wait is never taken.
    """
    exponential = policy.first_seconds * 2.0 ** min(failures - 1, 60)
    spread = random.uniform(1 - _SPREAD, 1 + _SPREAD)  # noqa: S311  # spreads load, guards nothing
    return timedelta(seconds=max(min(exponential, policy.ceiling_seconds) * spread, asked or 0.0))
