"""The compiled code ends as the reference interpreter does, for expressions and documents that nobody thought of.

Deterministic and short by default. CROSSDOCK_FUZZ_EXAMPLES sets how many expressions are tried, and makes them other
ones on every run.
"""

from __future__ import annotations

import os
from copy import deepcopy
from time import monotonic

from hypothesis import HealthCheck, given, settings
from interpreter import interpret
from interpreter.values import Run
from outcomes import agree, outcome_of
from strategies.documents import documents
from strategies.expressions import expressions

from crossdock import jsonata
from crossdock.jsonata.undefined import Value

_LONG = os.environ.get("CROSSDOCK_FUZZ_EXAMPLES")
_SECONDS = 2
_LIMITS = jsonata.Limits(seconds=_SECONDS, steps=200_000)


@given(source=expressions(), data=documents)
@settings(
    max_examples=int(_LONG or 1_000),
    derandomize=_LONG is None,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_compiled_code_ends_as_the_interpreter_does(source: str, data: Value) -> None:
    before = deepcopy(data)
    run = Run(depth=3_000, deadline=monotonic() + _SECONDS)
    compiled = outcome_of(lambda: jsonata.compile(source, limits=_LIMITS).evaluate(data))
    assert data == before
    assert agree(compiled, outcome_of(lambda: interpret(source, data, run=run)))
