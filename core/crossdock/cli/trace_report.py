"""What a traced evaluation did, for people: what was read, what found nothing, which branches ran, what passed."""

from __future__ import annotations

from collections.abc import Iterator

from crossdock.model.analysis import BranchRun, FilterRun, LookupRun, Miss, TraceReport
from crossdock.model.evaluation import Mapped
from crossdock.model.lookup import LookupMiss
from crossdock.model.problem import Span

LISTED = 40
"""Lines of one kind that are shown at most."""
_QUOTED = 60


def trace_lines(report: TraceReport, text: str) -> Iterator[str]:
    """The lines to print, kind by kind; a kind of which there is nothing is left out."""
    yield from _section("Read", report.reads)
    yield from _section("Found nothing", [_miss(miss) for miss in report.misses])
    yield from left_out_lines(report)
    yield from _section("Branches", [_branch(branch, text) for branch in report.branches])
    yield from _section("Filters", [_filter(run, text) for run in report.filters])
    yield from _section("Looked up", [_lookup(run, text) for run in report.lookups])
    yield from _section("Lookups read", [read.table for read in report.lookup_reads])
    yield from _section("Lookups without a row", [_lookup_miss(miss) for miss in report.lookup_misses])


def left_out_lines(of: TraceReport | Mapped) -> Iterator[str]:
    """What was left out on purpose, and why; nothing where all was kept."""
    title = "Left out, among others" if of.more_left_out else "Left out"
    yield from _section(title, [f"{one.what}: {one.reason}" for one in of.left_out])


def _section(title: str, lines: list[str] | tuple[str, ...]) -> Iterator[str]:
    if not lines:
        return
    yield f"{title}:"
    for line in lines[:LISTED]:
        yield f"    {line}"
    if len(lines) > LISTED:
        yield f"    and {len(lines) - LISTED} more"


def _miss(miss: Miss) -> str:
    return f"{miss.path}  (there is {miss.nearest})" if miss.nearest else miss.path


def _branch(branch: BranchRun, text: str) -> str:
    times = "never" if branch.times == 0 else "once" if branch.times == 1 else f"{branch.times} times"
    return f"{_place(branch.span)}: {times}: {_quoted(branch.span, text)}"


def _filter(run: FilterRun, text: str) -> str:
    return f"{_place(run.span)}: {run.passed} of {run.of}: {_quoted(run.span, text)}"


def _lookup(run: LookupRun, text: str) -> str:
    table = run.table or _quoted(run.span, text)
    return f"{_place(run.span)}: {'found' if run.found else 'missed'}{_times(run.times)}: {table}: {run.key}"


def _place(span: Span) -> str:
    return f"line {span.line}, column {span.column}"


def _times(times: int) -> str:
    return "" if times == 1 else f" {times} times"


def _lookup_miss(miss: LookupMiss) -> str:
    return f"{miss.table}: {' / '.join(miss.key)}"


def _quoted(span: Span, text: str) -> str:
    """A part of the text on one line, and not too long."""
    line = " ".join(text[span.start : span.end].split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"
