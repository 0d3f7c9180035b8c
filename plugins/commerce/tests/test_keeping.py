"""`$keep` holds where the language says that a condition does; what it drops is told with its reason, each once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from crossdock.engine.json_text import encode
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.engines import Engine, open_engine
from crossdock.evaluate.lookup_tables import IndexedTable
from crossdock.functions import UNDEFINED, FunctionError
from crossdock.model.evaluation import EngineName, Evaluated, LeftOut, Limits
from crossdock_commerce.keeping import keep
from crossdock_commerce.plugin import functions

LINES = [
    {"name": "Mug", "ships": True, "card": False, "left": 2},
    {"name": "Gift card", "ships": False, "card": True, "left": 1},
    {"name": "Tip", "ships": False, "card": False, "left": 1},
    {"name": "Tea", "ships": True, "card": False, "left": 0},
    {"name": "Tip", "ships": False, "card": False, "left": 3},
]
RULES = (
    'lines[$keep($not(card), name, "a card")][$keep(ships, name, "nothing to ship")][$keep(left > 0, name, "removed")]'
)


@pytest.fixture
def context() -> EvaluationContext:
    def no_table(name: str) -> IndexedTable:
        raise AssertionError(f"nobody asked for {name}")

    return EvaluationContext(datetime(2026, 3, 29, tzinfo=UTC), (), no_table)


@pytest.fixture(scope="module", params=list(EngineName))
def engine(request: pytest.FixtureRequest) -> Engine:
    return open_engine(request.param, functions())


def run(engine: Engine, context: EvaluationContext, text: str, data: Any = None) -> Evaluated:
    return engine.evaluate(text, encode(data), context, Limits())


@pytest.mark.parametrize(
    "condition",
    [
        *("true", "1", "-0.5", '" "', '"false"', "[0, 1]", "[[1]]", '{"a": null}', "[false, [true]]", '[{"a": 1}]'),
        *("false", "0", '""', "null", "[]", "[0]", "[0, false, null]", "{}", "[[]]", "[[0, [0]]]", "[{}]", "nowhere"),
    ],
)
def test_a_condition_holds_as_the_language_has_it(condition: str, engine: Engine, context: EvaluationContext) -> None:
    text = f'[$keep({condition}, "it", "why"), $exists({condition}) and $boolean({condition})]'
    assert run(engine, context, text).output in (b"[true,true]", b"[false,false]")


def test_what_one_rule_drops_no_other_judges_and_the_same_is_told_once(
    engine: Engine, context: EvaluationContext
) -> None:
    found = run(engine, context, f"{RULES}.name", {"lines": LINES})
    assert (found.output, found.problems) == (b'"Mug"', ())
    assert found.left_out == (
        LeftOut(what="Gift card", reason="a card"),
        LeftOut(what="Tip", reason="nothing to ship"),
        LeftOut(what="Tea", reason="removed"),
    )


def test_a_line_without_a_name_is_left_out_all_the_same(engine: Engine, context: EvaluationContext) -> None:
    data = {"lines": [{}, {"name": None}, {"name": ""}, {"name": 4711}]}
    found = run(engine, context, 'lines[$keep(ships, name, "nothing to ship")]', data)
    assert found.output is None
    assert [one.what for one in found.left_out] == ["unnamed", "4711"]


def test_what_is_kept_needs_a_reason_as_well(context: EvaluationContext) -> None:
    for reason in (UNDEFINED, "", "  "):
        with pytest.raises(FunctionError, match="nothing says why") as raised:
            keep(context, True, "Mug", reason)
        assert raised.value.code == "no-reason"


@pytest.mark.parametrize("arguments", ['true, "it"', 'true, ["a", "b"], "why"', 'true, "it", 5'])
def test_what_is_no_name_or_no_reason_is_refused(arguments: str, engine: Engine, context: EvaluationContext) -> None:
    (problem,) = run(engine, context, f"$keep({arguments})").problems
    assert problem.code in ("T0410", "T0412")
