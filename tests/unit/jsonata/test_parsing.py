"""Reading expressions: trees, spans, and everything that is wrong with a half-typed text."""

from __future__ import annotations

import pytest
from expressions import EXPRESSIONS
from hypothesis import given
from hypothesis import strategies as st

from crossdock import jsonata
from crossdock.jsonata import JsonataError, parse
from crossdock.jsonata.syntax import Binary, Invalid, Lambda, Literal, Name, Path, Sort, walk

SYNTAX_ERRORS = [
    ('{"a": (b + }', "S0211", 12, "}"),
    ("$sum(", "S0203", 5, "(end)"),
    ('"unterminated', "S0101", 13, None),
    ("a := 1", "S0212", 1, "a"),
    ("a.(", "S0203", 3, "(end)"),
    ("/[/", "S0302", 3, None),
    ("`abc", "S0105", 4, None),
    ("a^(b", "S0203", 4, "(end)"),
    ("1+", "S0207", 2, "(end)"),
    ("a b", "S0201", 3, "b"),
    ("[1, 2", "S0203", 5, "(end)"),
    ("a.1", "S0213", 3, None),
    ("a{b:c}{d:e}", "S0210", 7, None),
    ("$x{b:c}[0]", "S0209", 8, None),
    ("function(a){1}", "S0208", 10, "a"),
    ("/* open", "S0106", 0, None),
    ('"\\q"', "S0103", 2, "q"),
    ('"\\u12g4"', "S0104", 2, None),
    ("1e1000", "S0102", 0, "1e1000"),
    ("//", "S0301", 1, None),
    ("a ! b", "S0204", 3, "!"),
    ("a@1", "S0214", 3, "@"),
    ("a[0]@$x", "S0215", 5, None),
    ("a^(b)@$x", "S0216", 6, None),
]


@pytest.mark.parametrize(("source", "code", "position", "token"), SYNTAX_ERRORS)
def test_a_syntax_error_has_its_code_and_the_place_behind_the_token(
    source: str, code: str, position: int, token: str | None
) -> None:
    error = parse(source).errors[0]
    assert (error.code, error.position, error.token) == (code, position, token)
    with pytest.raises(JsonataError) as raised:
        jsonata.compile(source)
    assert raised.value.code == code


def test_line_and_column_count_from_one() -> None:
    error = parse('{\n  "x": 1 +\n}').errors[0]
    assert (error.line, error.column) == (3, 1)


def test_all_errors_of_a_text_are_found() -> None:
    codes = [error.code for error in parse('{"a": (b + ), "c": `d` := 1}').errors]
    assert codes == ["S0211", "S0212"]


def test_a_half_typed_object_still_has_its_finished_members() -> None:
    result = parse('{"sku": $uppercase(sku), "qty": lines[')
    names = {node.value for node in walk(result.ast) if isinstance(node, Name)}
    assert result.errors
    assert names == {"sku", "lines"}


def test_every_node_knows_its_text() -> None:
    source = 'lines[qty > 1].{"sku": $trim(sku)}'
    texts = {type(node): source[node.start : node.end] for node in walk(parse(source).ast)}
    assert texts[Path] == "sku"
    assert texts[Binary] == "qty > 1"


def test_dots_and_filters_become_one_path() -> None:
    tree = parse("a.b[c=1].d^(e)").ast
    assert isinstance(tree, Path)
    assert [type(step) for step in tree.steps] == [Name, Name, Name, Sort]
    assert len(tree.steps[1].stages) == 1


def test_minus_before_a_number_is_part_of_it() -> None:
    tree = parse("-5").ast
    assert isinstance(tree, Literal)
    assert tree.value == -5


def test_integers_of_any_length_are_exact() -> None:
    tree = parse("123456789012345678901234567890").ast
    assert isinstance(tree, Literal)
    assert tree.value == 123456789012345678901234567890


@pytest.mark.parametrize("source", ["(" * 5000 + "1" + ")" * 5000, "-" * 5000 + "1", "+".join(["1"] * 20000)])
def test_an_expression_nested_too_deep_is_refused(source: str) -> None:
    assert [error.code for error in parse(source).errors] == ["D1011"]


def test_regular_expressions_may_stand_where_a_value_is_expected() -> None:
    assert not parse("[/a/, /b\\/c/i]").errors


def test_a_lambda_keeps_its_signature() -> None:
    tree = parse("function($a, $b)<n-n:n>{ $a + $b }").ast
    assert isinstance(tree, Lambda)
    assert tree.signature is not None
    assert tree.signature.text == "<n-n:n>"


@given(source=EXPRESSIONS, end=st.integers(0, 200))
def test_any_beginning_of_an_expression_has_a_tree(source: str, end: int) -> None:
    result = parse(source[:end])
    assert result.errors or not any(isinstance(node, Invalid) for node in walk(result.ast))


@given(source=st.text(alphabet="ab$(){}[].,:;=+-*/%|<>^&?@#~!\"'`\\ 1\n", max_size=40))
def test_no_text_breaks_the_parser(source: str) -> None:
    result = parse(source)
    for node in walk(result.ast):
        assert 0 <= node.start <= node.end <= len(source)
