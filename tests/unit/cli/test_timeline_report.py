"""The timeline of an order as `crossdock trace` prints it: names first, then each message and what was done about it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from uuid import UUID

from crossdock.cli.timeline_report import timeline_lines
from crossdock.model.journal import Event, JournalEntry, Timeline
from crossdock.model.record import Identity, Record, RecordState

OBJECT, FIRST, AGAIN, OTHER = (UUID(int=number) for number in range(1, 5))
AT = datetime(2026, 1, 15, 11, 30, tzinfo=timezone(timedelta(hours=1)))


def record(name: UUID, state: RecordState, **more: object) -> Record:
    settings: dict[str, object] = {
        "id": name,
        "project": "tea",
        "environment": "live",
        "flow": "orders",
        "object_id": OBJECT,
        "key": "5001",
        "version": "",
        "received_at": AT,
        "state": state,
    }
    return Record(**{**settings, **more})  # type: ignore[arg-type]  # a test's keyword arguments, checked by the Struct


def entry(of: UUID, event: Event, message: str, attempt: int) -> JournalEntry:
    return JournalEntry(
        id=UUID(int=9),
        at=AT + timedelta(milliseconds=1500),
        record=of,
        flow="orders",
        environment="live",
        attempt=attempt,
        event=event,
        message=message,
        actor="worker",
    )


def told(timeline: Timeline) -> list[str]:
    return [line for line, _ in timeline_lines(timeline)]


def test_each_record_stands_with_its_own_entries_and_times_are_in_utc() -> None:
    timeline = Timeline(
        object_id=OBJECT,
        identities=(Identity("shop", "order", "5001"), Identity("warehouse", "order", "1042")),
        records=(
            record(FIRST, RecordState.HELD, code="lookup-miss", reason="The lookup has no row."),
            record(AGAIN, RecordState.IN_FLIGHT, parent=FIRST, edited=True, due_at=AT + timedelta(minutes=1)),
        ),
        entries=(
            entry(FIRST, Event.RECEIVED, "It came in.", 0),
            entry(AGAIN, Event.RETRY, "The warehouse is away.", 2),
        ),
    )
    assert told(timeline) == [
        "Known as:",
        "    shop order 5001",
        "    warehouse order 1042",
        "",
        f"orders  {FIRST}  received 2026-01-15 10:30:00.000Z: held (lookup-miss)",
        "    The lookup has no row.",
        "    2026-01-15 10:30:01.500Z       received   It came in.  [worker]",
        "",
        f"orders  {AGAIN}  received 2026-01-15 10:30:00.000Z, edited: in-flight",
        f"    repeats {FIRST}",
        "    to be worked on at 2026-01-15 10:31:00.000Z",
        "    2026-01-15 10:30:01.500Z   #2  retry      The warehouse is away.  [worker]",
    ]


def test_others_of_the_same_name_are_told() -> None:
    timeline = Timeline(object_id=OBJECT, identities=(), records=(), entries=(), others=(OTHER,))
    assert any(f"crossdock trace {OTHER}" in line for line in told(timeline))


def test_colours_tell_outcomes() -> None:
    states = (RecordState.DELIVERED, RecordState.HELD, RecordState.FAILED, RecordState.FILTERED)
    for state, colour in zip(states, ("green", "yellow", "red", None), strict=True):
        timeline = Timeline(object_id=OBJECT, identities=(), records=(record(FIRST, state),), entries=())
        assert [shown for line, shown in timeline_lines(timeline) if str(FIRST) in line] == [colour]
