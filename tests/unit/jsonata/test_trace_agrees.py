"""A traced evaluation ends as a plain one, for expressions and documents nobody thought of."""

from __future__ import annotations

from typing import Any

from expressions import DOCUMENTS, EXPRESSIONS
from hypothesis import given, settings
from outcomes import Outcome, agree, outcome_of

from crossdock import jsonata
from crossdock.jsonata import parse


@given(source=EXPRESSIONS, data=DOCUMENTS)
@settings(max_examples=300, deadline=None)
def test_a_trace_has_the_result_of_the_plain_evaluation(source: str, data: Any) -> None:
    if parse(source).errors:
        return
    plain = outcome_of(lambda: jsonata.compile(source).evaluate(data))
    trace = jsonata.compile(source).trace(data)
    traced = Outcome(code=trace.error.code) if trace.error else Outcome(value=trace.result)
    assert agree(traced, plain)
