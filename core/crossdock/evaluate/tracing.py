"""What an evaluation did on the way, as the native engine tells it, made ready for an editor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crossdock import jsonata
from crossdock.engine.json_text import decode, encode
from crossdock.errors import Malformed
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.native.faults import failed, told, unreadable, unwritable
from crossdock.evaluate.native.functions import PluginFunctions
from crossdock.jsonata.errors import show
from crossdock.jsonata.known_functions import known_functions
from crossdock.jsonata.nearest import nearest
from crossdock.model.analysis import BranchRun, FilterRun, LeafSources, LookupRun, Miss, SubResult, TraceReport
from crossdock.model.evaluation import Limits
from crossdock.model.problem import Problem, Span

_OWN_SHARE = 0.75
"""Of the process's time: the engine ends itself first, so that the trace up to there can still be told."""
_SHOWN = 3
_STEP = re.compile(r"`([^`]*)`|\[(\d+)\]|([^.`\[\]]+)")
"""A step of a traced path: a field, an item of an array."""


def trace(text: str, raw: bytes, plugins: PluginFunctions, context: EvaluationContext, limits: Limits) -> TraceReport:
    """Evaluate a text on a JSON text and tell how; whatever fails is a problem of the report."""
    try:
        expression = jsonata.compile(
            text, functions=plugins.functions, limits=jsonata.Limits(seconds=limits.seconds * _OWN_SHARE)
        )
    except jsonata.JsonataError as error:
        return TraceReport(problems=tuple(told(text, each) for each in jsonata.parse(text).errors or (error,)))
    try:
        document = decode(raw)
    except Malformed as error:
        return TraceReport(problems=(unreadable(error),))
    with plugins.knowing(context):
        traced = expression.trace(document, now=int(context.received_at.timestamp() * 1000), values=True)
    return _report(text, document, traced, _outcome(text, traced, plugins, limits), context)


def _report(
    text: str,
    document: Any,
    traced: jsonata.Trace,
    outcome: tuple[bytes | None, tuple[Problem, ...]],
    context: EvaluationContext,
) -> TraceReport:
    output, problems = outcome
    return TraceReport(
        output=output,
        problems=problems,
        reads=tuple(sorted(path for path in traced.reads if path)),
        misses=tuple(_miss(path, document) for path in sorted(traced.misses)),
        leaves=tuple(
            LeafSources(target=target, sources=tuple(sorted(path for path in sources if path)))
            for target, sources in traced.leaves.items()
        ),
        branches=tuple(BranchRun(span=Span.of(text, branch.span), times=branch.times) for branch in traced.branches),
        filters=tuple(FilterRun(span=Span.of(text, run.span), passed=run.passed, of=run.of) for run in traced.filters),
        lookups=tuple(_lookups(text, traced, context)),
        sub_results=tuple(_sub_results(text, traced)),
        lookup_reads=context.reads,
        lookup_misses=context.misses,
        left_out=context.left_out,
        more_left_out=context.more_left_out,
    )


def _outcome(
    text: str, traced: jsonata.Trace, plugins: PluginFunctions, limits: Limits
) -> tuple[bytes | None, tuple[Problem, ...]]:
    if traced.error is not None:
        return None, (failed(text, traced.error, known_functions(plugins.functions), limits),)
    if traced.result is jsonata.UNDEFINED:
        return None, ()
    try:
        return encode(traced.result), ()
    except Malformed as error:
        return None, (unwritable(error, traced.result),)


def _lookups(text: str, traced: jsonata.Trace, context: EvaluationContext) -> Iterator[LookupRun]:
    """A miss policy may give a value for a key that the table does not have; that key is missed all the same."""
    lacking = {(table, " / ".join(show(part) for part in key)) for table, key in context.lacking}
    for run in traced.lookups:
        found = run.found and (run.table, run.key) not in lacking
        yield LookupRun(span=Span.of(text, run.span), table=run.table, key=run.key, found=found, times=run.times)


def _sub_results(text: str, traced: jsonata.Trace) -> Iterator[SubResult]:
    for span, values in sorted(traced.values.items()):
        shown = tuple(show(value) for value in values[:_SHOWN])
        yield SubResult(span=Span.of(text, span), times=len(values), shown=shown)


def _miss(path: str, document: Any) -> Miss:
    """The path with the nearest field of the object in which its last step was looked for."""
    *steps, last = _STEP.finditer(path)
    place = document
    for step in steps:
        place = _inside(place, step)
    known = place if isinstance(place, dict) else ()
    return Miss(path=path, nearest=nearest(_field(last), known))


def _inside(place: Any, step: re.Match[str]) -> Any:
    """What a step leads to; None where it leads nowhere: a field's name with a backquote in it is not written clearly."""
    if isinstance(place, list) and step[2] and int(step[2]) < len(place):
        return place[int(step[2])]
    return place.get(_field(step)) if isinstance(place, dict) else None


def _field(step: re.Match[str]) -> str:
    return step[3] or step[1] or ""
