"""The catalogue of built-ins and of errors."""

from __future__ import annotations

import pickle
import re

import pytest

from crossdock.jsonata.errors import MESSAGES, JsonataError, failure
from crossdock.jsonata.functions.builtin import Builtin
from crossdock.jsonata.functions.catalogue import BUILTINS
from crossdock.jsonata.undefined import UNDEFINED

EVALUATORS = {"map", "filter", "single", "reduce", "sift", "each", "sort", "eval"}
"""Functions that need the evaluator and so are not in this catalogue."""


@pytest.mark.parametrize("builtin", BUILTINS.values(), ids=lambda builtin: builtin.name)
def test_every_builtin_tells_what_it_does_and_shows_it(builtin: Builtin) -> None:
    assert re.fullmatch(r"<[a-z()<>:?+-]*>", builtin.signature)
    assert builtin.summary.endswith(".")
    assert builtin.examples
    assert all(f"${builtin.name}(" in example.expression for example in builtin.examples)
    assert builtin.needs <= {"call", "limits", "now"}


def test_catalogue_holds_what_the_language_has() -> None:
    assert len(BUILTINS) == 57
    assert not EVALUATORS & set(BUILTINS)


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_can_be_filled(code: str) -> None:
    error = failure(code, value=1, token="x", value2=2, index=1, message="m", functionName="f", exp=1)
    assert "{" not in error.message.replace("{...}", "")
    assert error.code == code


def test_error_knows_its_place_once() -> None:
    error = failure("D3030", value="x").locate("a +\n $number('x')", 5, 12, token="number")
    assert (error.span, error.line, error.column, error.token, error.value) == ((5, 12), 2, 2, "number", "x")
    error.locate("other", 0, 1, token="outer")
    assert (error.span, error.line, error.token) == ((5, 12), 2, "number")
    assert str(error) == "D3030: x cannot become a number (line 2, column 2)"


def test_error_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(failure("D3030", value="x").locate("x", 0, 1)))  # noqa: S301 - pickled on this line
    assert isinstance(error, JsonataError)
    assert (error.code, error.span, error.value) == ("D3030", (0, 1), "x")


def test_messages_quote_long_and_odd_values_briefly() -> None:
    assert len(failure("D3030", value="x" * 10_000).message) < 150
    assert "5000 keys" in failure("D3030", value=dict.fromkeys(map(str, range(5000)))).message
    assert "bits" in failure("D1001", value=10**5000).message
    assert failure("D3030").value is UNDEFINED
