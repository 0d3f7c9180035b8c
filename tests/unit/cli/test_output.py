"""Where a problem is, in words and under the text."""

from __future__ import annotations

import pytest

from crossdock.cli.output import place, underlined
from crossdock.model.problem import Problem, Side, Span


@pytest.mark.parametrize(
    ("text", "span", "shown"),
    [
        ("a + b", Span(start=4, end=5, line=1, column=5), "    a + b\n        ^"),
        ("\t$f(1)\r\nx", Span(start=1, end=3, line=1, column=2), "    \t$f(1)\n    \t^^"),
        ("é\nlong text", Span(start=2, end=99, line=2, column=1), "    long text\n    ^^^^^^^^^"),
        ("(", Span(start=1, end=1, line=1, column=2), "    (\n     ^"),
    ],
)
def test_a_span_is_underlined(text: str, span: Span, shown: str) -> None:
    assert underlined(text, span) == shown


@pytest.mark.parametrize(
    ("problem", "shown"),
    [
        (Problem(code="x", message="m", file="a.yaml", line=3), "brand/a.yaml:3: "),
        (Problem(code="x", message="m", file="a.yaml"), "brand/a.yaml: "),
        (
            Problem(code="x", message="m", file="m.jsonata", line=2, expression=Span(start=9, end=9, line=2, column=4)),
            "brand/m.jsonata:2:4: ",
        ),
        (Problem(code="x", message="m", side=Side.TARGET, pointer="/a"), "target /a: "),
        (Problem(code="x", message="/a is missing", side=Side.TARGET, pointer="/a"), ""),
        (Problem(code="x", message="m", expression=Span(start=9, end=9, line=2, column=4)), "line 2, column 4: "),
        (Problem(code="x", message="m"), ""),
    ],
)
def test_a_place_is_one_that_editors_follow(problem: Problem, shown: str) -> None:
    assert place(problem, "brand") == shown
