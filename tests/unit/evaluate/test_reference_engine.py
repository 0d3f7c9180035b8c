"""What is the reference engine's alone: the words and places it has for what the library tells poorly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crossdock.evaluate.reference.engine import ReferenceEngine
from crossdock.model.evaluation import Evaluated

Run = Callable[..., Evaluated]


@pytest.fixture(scope="module")
def engine() -> ReferenceEngine:
    return ReferenceEngine()


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("sum(1)", "T1005", (1, 4, "(")),
        ("[1!2]", "S0201", (1, 3, "!")),
        ("'a", "S0101", (1, 2, "a")),
        ("/[/", "S0302", (1, 3, "/")),
        ("$match(name, /a{2,1}/)", "invalid-regex", (1, 21, "/")),
        ("$replace(name, '', 'b')", "evaluation-failed", (1, 1, "$replace")),
    ],
)
def test_a_problem_has_code_words_remedy_and_place(text: str, code: str, place: tuple[int, int, str], run: Run) -> None:
    (problem,) = run(text).problems
    assert problem.code == code
    assert problem.message.endswith(".")
    assert problem.remedy.endswith(".")
    assert problem.expression is not None
    assert (problem.expression.line, problem.expression.column, problem.expression.token) == place


def test_an_argument_whose_number_the_library_does_not_know_is_told_without(run: Run) -> None:
    (problem,) = run("$count(1, 2)").problems
    assert problem.message == "An argument of $count does not fit the function's signature."
