"""What is wrong with a flow's source by itself, whatever the connector declares."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crossdock.model.flow import FlowSource, Poll
from crossdock.model.schedule import schedule_faults

LONGEST_OVERLAP_SECONDS = 7 * 24 * 3600


class SourceFault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong, and where."""

    code: str
    pointer: str
    """Into the flow: '/source/poll/schedule/cron'."""
    message: str
    remedy: str


def source_faults(source: FlowSource) -> Iterator[SourceFault]:
    """Every fault of a source."""
    if not source.webhook and source.poll is None:
        yield SourceFault(
            code="no-trigger",
            pointer="/source",
            message="Nothing starts this flow: its source has neither a webhook nor a poll.",
            remedy="Name a webhook of the connector, or a resource to poll with a schedule.",
        )
    if source.poll is not None:
        yield from _poll_faults(source.poll)


def _poll_faults(poll: Poll) -> Iterator[SourceFault]:
    place = "/source/poll"
    for pointer, message in schedule_faults(poll.schedule):
        yield SourceFault(
            code="poll-schedule", pointer=f"{place}/schedule{pointer}", message=message, remedy="Correct the schedule."
        )
    if not 0 <= poll.overlap_seconds <= LONGEST_OVERLAP_SECONDS:
        yield SourceFault(
            code="poll-overlap",
            pointer=f"{place}/overlap_seconds",
            message=f"The overlap of a poll is not {poll.overlap_seconds} seconds.",
            remedy=f"Give 0 to {LONGEST_OVERLAP_SECONDS} seconds.",
        )
