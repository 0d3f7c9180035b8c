"""What is wrong with a flow's source by itself, whatever the connector declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from crossdock.model.flow import FlowDefinition, FlowSource, Poll
from crossdock.model.schedule import schedule_faults
from crossdock.nearest import suggest

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
    if not (source.webhook or source.poll or source.beside):
        yield SourceFault(
            code="no-trigger",
            pointer="/source",
            message="Nothing starts this flow: its source has neither a webhook nor a poll.",
            remedy="Name a webhook of the connector, or a resource to poll with a schedule.",
        )
    if source.poll is not None:
        yield from _poll_faults(source.poll)
    if source.beside and source.poll is not None:
        yield SourceFault(
            code="flow-beside",
            pointer="/source/beside",
            message="A flow beside another one takes in what comes for that flow, and polls nothing itself.",
            remedy="Leave the poll to that flow.",
        )


def beside_faults(flow: FlowDefinition, others: Mapping[str, FlowDefinition]) -> Iterator[SourceFault]:
    """What is wrong with the flow beside which another one takes in; `others` are the project's flows by name."""
    beside = flow.source.beside
    other = others.get(beside)
    pointer = "/source/beside"
    if not beside:
        return
    if other is None or beside == flow.name:
        known = sorted(set(others) - {flow.name})
        yield SourceFault(
            code="flow-beside",
            pointer=pointer,
            message=f"There is no other flow '{beside}' to take in beside.",
            remedy=suggest(beside, known) or f"Name one of: {', '.join(known) or 'none yet'}.",
        )
    elif not flow.source.webhook and other.source.poll is None:
        yield SourceFault(
            code="flow-beside",
            pointer=pointer,
            message=f"'{beside}' reads no list, and this flow names no webhook: nothing comes for it.",
            remedy="Name the webhook, or a flow that polls.",
        )
    elif other.source.beside or (other.source.connection, other.source.webhook) != (
        flow.source.connection,
        flow.source.webhook,
    ):
        yield SourceFault(
            code="flow-beside",
            pointer=pointer,
            message=f"'{beside}' is of another connection or webhook, or takes in beside a flow itself.",
            remedy="Name the flow to whose address the platform sends this webhook, or whose poll reads what this one maps.",
        )


def _poll_faults(poll: Poll) -> Iterator[SourceFault]:
    place = "/source/poll"
    for pointer, message in schedule_faults(poll.schedule):
        yield SourceFault(
            code="poll-schedule", pointer=f"{place}/schedule{pointer}", message=message, remedy="Correct the schedule."
        )
    if not 0 < poll.zero_share <= 1 or poll.zero_least < 1:
        yield SourceFault(
            code="poll-zero",
            pointer=f"{place}/zero_share",
            message="From where on a reading of stock is doubted is not told as it must be.",
            remedy="Give a share above 0, up to 1, and a number of SKUs from 1 on.",
        )
    if not 0 <= poll.overlap_seconds <= LONGEST_OVERLAP_SECONDS:
        yield SourceFault(
            code="poll-overlap",
            pointer=f"{place}/overlap_seconds",
            message=f"The overlap of a poll is not {poll.overlap_seconds} seconds.",
            remedy=f"Give 0 to {LONGEST_OVERLAP_SECONDS} seconds.",
        )
    if not 0 <= poll.delay_seconds <= LONGEST_OVERLAP_SECONDS:
        yield SourceFault(
            code="poll-delay",
            pointer=f"{place}/delay_seconds",
            message=f"The delay of a poll is not {poll.delay_seconds} seconds.",
            remedy=f"Give 0 to {LONGEST_OVERLAP_SECONDS} seconds.",
        )
