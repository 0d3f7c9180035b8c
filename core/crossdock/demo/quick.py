"""The flows of the demo wait as many times shorter as its warehouse is quicker than one in life."""

from __future__ import annotations

from msgspec.structs import replace

from crossdock.model.flow import FlowDefinition, Poll, Retry
from crossdock.model.schedule import SHORTEST_SECONDS

PACE = 60.0
"""Minutes become seconds."""
_SHORTEST_RETRY_SECONDS = 2.0


def quickened(flow: FlowDefinition) -> FlowDefinition:
    """A flow as it is in the demo: its polls, retries and waits come sooner."""
    source = flow.source
    if source.poll is not None:
        source = replace(source, poll=_poll(source.poll))
    return replace(flow, source=source, retry=_retry(flow.retry))


def _poll(poll: Poll) -> Poll:
    seconds = poll.schedule.every_seconds
    if seconds is None:
        return poll
    soon = max(SHORTEST_SECONDS, round(seconds / PACE))
    delay = round(poll.delay_seconds / PACE)
    return replace(poll, schedule=replace(poll.schedule, every_seconds=soon), delay_seconds=delay)


def _retry(retry: Retry) -> Retry:
    first = min(retry.first_seconds, max(_SHORTEST_RETRY_SECONDS, retry.first_seconds / PACE))
    return replace(retry, first_seconds=first, ceiling_seconds=max(first, retry.ceiling_seconds / PACE))
