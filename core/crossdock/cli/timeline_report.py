"""The timeline of one business object, for people: its names, its records, and what happened to each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from crossdock.model.journal import JournalEntry, Timeline
from crossdock.model.record import Record, RecordState

COLOURS = {
    RecordState.DELIVERED: "green",
    RecordState.HELD: "yellow",
    RecordState.FAILED: "red",
}

Line = tuple[str, str | None]
"""A line's text and its colour."""


def timeline_lines(timeline: Timeline) -> Iterator[Line]:
    """The lines to print: every name, then each record with its entries, oldest first."""
    yield "Known as:", None
    for identity in timeline.identities:
        yield f"    {identity.connection} {identity.kind} {identity.value}", None
    for other in timeline.others:
        yield f"    also the name of another one: crossdock trace {other}", "yellow"
    for record in timeline.records:
        yield "", None
        yield from _record(record)
        yield from ((f"    {_entry(entry)}", None) for entry in timeline.entries if entry.record == record.id)


def record_line(record: Record) -> str:
    """A record with its outcome."""
    code = f" ({record.code})" if record.code else ""
    edited = ", edited" if record.edited else ""
    return f"{record.flow}  {record.id}  received {moment(record.received_at)}{edited}: {record.state}{code}"


def moment(at: datetime) -> str:
    """A time in UTC, to the millisecond, the same on every machine."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="milliseconds") + "Z"


def _record(record: Record) -> Iterator[Line]:
    yield record_line(record), COLOURS.get(record.state)
    if record.parent:
        yield f"    repeats {record.parent}", None
    if record.reason:
        yield f"    {record.reason}", None
    if record.state is RecordState.IN_FLIGHT and record.due_at:
        yield f"    to be worked on at {moment(record.due_at)}", None


def _entry(entry: JournalEntry) -> str:
    attempt = f"#{entry.attempt}" if entry.attempt else ""
    return f"{moment(entry.at)}  {attempt:>3}  {entry.event:<9}  {entry.message}  [{entry.actor}]"
