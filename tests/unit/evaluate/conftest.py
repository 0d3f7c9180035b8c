"""What the tests of the engines share: the document they work on, and how a text is evaluated on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from crossdock.engine.json_text import encode
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.engines import Engine
from crossdock.evaluate.lookup_tables import IndexedTable
from crossdock.model.evaluation import Evaluated, Limits

DATA = {
    "id": 9007199254740993,
    "name": "mug",
    "nothing": None,
    "list": [1, None, 2],
    "items": [{"x": "1"}, {"x": 2}],
    "deep": {"a": {"b": None}},
}


@pytest.fixture
def context() -> EvaluationContext:
    """Of a record that was received on a spring morning, in a project without lookups."""

    def no_table(name: str) -> IndexedTable:
        raise AssertionError(f"nobody asked for {name}")

    received_at = datetime(2026, 3, 29, 9, 30, 0, 500_000, tzinfo=timezone(timedelta(hours=1)))
    return EvaluationContext(received_at, [], no_table)


@pytest.fixture
def run(engine: Engine, context: EvaluationContext) -> Callable[..., Evaluated]:
    """Evaluates a text with the module's `engine`, on `DATA` unless told otherwise."""

    def evaluate(text: str, data: Any = DATA, **limits: Any) -> Evaluated:
        return engine.evaluate(text, encode(data), context, Limits(**limits))

    return evaluate
