"""Stock, for people: levels as a table, what is kept back, channels, and readings that are in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossdock.cli.timeline_report import Line, moment
from crossdock.model.stock import ANY, Buffer, Channel, Doubt, StockLevel

_HEADS = ("SKU", "location", "at the source", "placed", "missing", "buffer", "share", "may be sold", "told", "when")
_NAMES = 2
"""So many columns hold names, which begin at the left; the others hold numbers and a time."""


def level_lines(levels: Sequence[StockLevel]) -> Iterator[Line]:
    """A table, below each row the words in which what was told was worked out."""
    if not levels:
        yield "There is none, or nothing was read yet: `crossdock flows poll` reads now.", None
        return
    rows = [_HEADS, *map(_cells, levels)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    yield _row(_HEADS, widths), None
    for level in levels:
        yield _row(_cells(level), widths), "yellow" if level.closed else None
        if level.why:
            yield f"    {level.why}", None


def buffer_lines(buffers: Sequence[Buffer]) -> Iterator[Line]:
    """Each with its id, and whose it is."""
    for buffer in buffers:
        yield buffer_line(buffer), None
        yield f"    {buffer.reason} ({buffer.by}, {moment(buffer.created_at)})", None
    if not buffers:
        yield "Nothing is kept back.", None


def buffer_line(buffer: Buffer) -> str:
    """What is kept back, and until when."""
    until = f", until {moment(buffer.ends_at)}" if buffer.ends_at else ""
    sku = "every SKU" if buffer.sku == ANY else buffer.sku
    location = "every location" if buffer.location == ANY else buffer.location
    return f"{buffer.id}  {buffer.quantity} of {sku} at {location} for {buffer.owner}{until}"


def channel_lines(channels: Sequence[Channel]) -> Iterator[Line]:
    """Each with the flows that tell it, and, where it is closed, since when, by whom and why."""
    for channel in channels:
        state, colour = ("closed", "yellow") if channel.closed else ("open", None)
        yield f"{channel.connection}  {state}, told by {', '.join(channel.flows)}", colour
        if channel.since:
            yield f"    since {moment(channel.since)}: {channel.reason} ({channel.by})", None
    if not channels:
        yield "Stock is told to nobody: no flow sets it.", None


def doubt_lines(doubts: Sequence[Doubt]) -> Iterator[Line]:
    """Each with what a person can do, or what one did."""
    for doubt in doubts:
        fallen = f"{doubt.fallen} of {doubt.standing} SKUs would fall to zero"
        yield f"{doubt.flow}  {fallen}, since {moment(doubt.since)}", "yellow"
        if doubt.accepted_at:
            yield f"    believed by {doubt.accepted_by}: {doubt.accepted_why}; it is read again", None
        else:
            yield f"    where it is so: crossdock stock accept {doubt.flow} --reason WHY", None
    if not doubts:
        yield "Every reading is believed.", "green"


def _cells(level: StockLevel) -> tuple[str, ...]:
    numbers = (level.source, level.placed, level.missing, level.buffer)
    return (
        level.sku,
        level.location,
        *map(str, numbers),
        f"{level.share} of {level.shares}" if level.shares else "all",
        f"{level.target}, closed" if level.closed else str(level.target),
        "nothing yet" if level.told is None else str(level.told),
        moment(level.told_on) if level.told_on else "",
    )


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cell.ljust(width) if index < _NAMES else cell.rjust(width)
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()
