"""The public interface: what callers of the engine may rely on."""

from __future__ import annotations

import inspect
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from crossdock import jsonata
from crossdock.jsonata import UNDEFINED, Expression, Function, JsonataError, Limits


def test_the_public_names() -> None:
    assert sorted(jsonata.__all__) == [
        "Expression", "Function", "JsonataError", "Limits", "ParseResult", "Trace", "UNDEFINED", "compile", "parse",
    ]  # fmt: skip
    assert list(inspect.signature(jsonata.compile).parameters) == ["source", "functions", "limits"]
    members = {name for name in dir(Expression) if not name.startswith("_")}
    assert members == {"evaluate", "evaluate_bytes", "evaluator", "fields", "source", "text", "trace"}


def test_no_value_is_undefined_and_null_is_none() -> None:
    assert jsonata.compile("a").evaluate({}) is UNDEFINED
    assert jsonata.compile("a").evaluate({"a": None}) is None
    assert jsonata.compile("$exists($$)").evaluate(UNDEFINED) is False


def test_bindings_are_variables() -> None:
    assert jsonata.compile("$rate * amount").evaluate({"amount": 4}, {"rate": 0.5}) == 2


def test_a_binding_hides_a_built_in_function() -> None:
    expression = jsonata.compile("$sum")
    assert expression.evaluate({}, {"sum": 5}) == 5
    assert jsonata.compile("$sum([1, 2])").evaluate({}) == 3


def test_bytes_in_and_out() -> None:
    assert jsonata.compile('{"x": a}').evaluate_bytes(b'{"a": "\\u00e9"}') == '{"x":"é"}'.encode()
    assert jsonata.compile("b").evaluate_bytes(b"{}") == b""


def test_the_generated_source_is_python() -> None:
    source = jsonata.compile("a.b + 1").source
    assert source.startswith("def evaluate(")
    assert "import" not in source


@pytest.mark.parametrize("text", ['"\\"; import os; \\""', "`x\"'); print(1)`", "$`x`", '{"\\n\'": 1}'])
def test_text_of_the_user_reaches_the_source_only_as_repr(text: str) -> None:
    jsonata.compile(text).evaluate({})


@pytest.mark.parametrize(
    "word", ["budget", "call_back", "context", "data", "depth", "limits", "own", "read", "refill", "run", "trace", "U"]
)
def test_words_of_the_generated_code_are_names_of_fields_like_any_other(word: str) -> None:
    expression = jsonata.compile(f'{{"{word}": {word}, "said": "{word}", "found": list[{word} = 1].{word}}}')
    data = {word: 1, "list": [{word: 1}, {word: 2}]}
    assert expression.evaluate(data) == {word: 1, "said": word, "found": 1}
    assert expression.trace(data).result == expression.evaluate(data)


def test_equal_texts_are_compiled_once() -> None:
    assert jsonata.compile("a + 41") is jsonata.compile("a + 41")
    assert jsonata.compile("a + 41") is not jsonata.compile("a + 41", limits=Limits(depth=10))


def test_the_result_shares_nothing_with_the_input() -> None:
    data = {"a": {"list": [{"x": 1}]}}
    for source in ("a", "$", "a.list", "[a]", '{"k": a}', "$map(a.list, function($i){ $i })", "($x := a; $x)", "a ~> $merge",
                   "$append(a, a)", "$filter(a.list, function($i){ true })", "a.list^(x)", "a.list[x=1]", "$v"):  # fmt: skip
        result = jsonata.compile(source).evaluate(data, {"v": data})
        assert json.dumps(result)
        _spoil(result)
    assert data == {"a": {"list": [{"x": 1}]}}


def _spoil(value: Any) -> None:
    children = list(value.values()) if isinstance(value, dict) else list(value) if isinstance(value, list) else []
    for child in children:
        _spoil(child)
    if isinstance(value, dict | list):
        assert type(value) in (dict, list)
        value.clear()


def test_a_transform_changes_a_copy() -> None:
    data = {"a": {"b": 1, "c": 2}}
    assert jsonata.compile('$ ~> |a|{"d": 3}, "c"|').evaluate(data) == {"a": {"b": 1, "d": 3}}
    assert data == {"a": {"b": 1, "c": 2}}


def test_a_function_of_the_caller_is_checked_by_its_signature() -> None:
    double = Function("double", lambda number: number * 2, "<n-:n>")
    assert jsonata.compile("$double(a)", functions=[double]).evaluate({"a": 4}) == 8
    assert jsonata.compile("a.$double()", functions=[double]).evaluate({"a": 4}) == 8
    with pytest.raises(JsonataError) as raised:
        jsonata.compile('x & $double("four")', functions=[double]).evaluate({})
    assert (raised.value.code, raised.value.position) == ("T0410", 12)


def test_the_exception_of_a_function_of_the_caller_is_the_cause() -> None:
    def fail(_value: Any) -> Any:
        raise LookupError("no such carrier")

    with pytest.raises(JsonataError, match="no such carrier") as raised:
        jsonata.compile("{\n 'x': $carrier(a)\n}", functions=[Function("carrier", fail)]).evaluate({"a": 1})
    assert isinstance(raised.value.__cause__, LookupError)
    assert (raised.value.line, raised.value.column) == (2, 7)


def test_a_function_of_the_caller_cannot_change_the_input() -> None:
    def spoil(value: Any) -> Any:
        value.clear()
        return UNDEFINED

    data = {"a": {"b": 1}}
    jsonata.compile("$spoil(a)", functions=[Function("spoil", spoil)]).evaluate(data)
    assert data == {"a": {"b": 1}}


def test_a_built_in_function_cannot_be_replaced_by_name() -> None:
    with pytest.raises(ValueError, match="built-in"):
        jsonata.compile("1", functions=[Function("sum", len)])


RUNTIME_ERRORS = [
    ("$uppercase(5)", "T0410", 11, "uppercase"),
    ("{\n  'x': qty * 'a'\n}", "T2002", 14, "*"),
    ("$number('abc')", "D3030", 8, "number"),
    ("[1..1e9]", "D2014", 4, ".."),
    ("a ~> 5", "T2006", 4, None),
    ("$assert(false, 'bad')", "D3141", 8, "assert"),
    ("items.{ 'sku': $uppercase(qty) }", "T0410", 26, "uppercase"),
    ("$eval('1+')", "D3120", 6, "eval"),
    ("-'a'", "D1002", 1, "-"),
    ("1/0", "D1001", 2, "/"),
    ("$nope(1)", "T1006", 6, "nope"),
    ("sum(1)", "T1005", 4, "sum"),
    ("{1: 2}", "T1003", 1, None),
    ("items^(sku)", "T2007", 6, None),
]


@pytest.mark.parametrize(("source", "code", "position", "token"), RUNTIME_ERRORS)
def test_a_runtime_error_has_its_code_place_and_token(source: str, code: str, position: int, token: str | None) -> None:
    data = {"qty": 2, "items": [{"qty": 1, "sku": "A"}, {"qty": 2, "sku": 5}]}
    with pytest.raises(JsonataError) as raised:
        jsonata.compile(source).evaluate(data)
    assert (raised.value.code, raised.value.position, raised.value.token) == (code, position, token)


def test_an_error_inside_a_function_is_placed_where_it_happens() -> None:
    source = "($f := function($x){ $x + 'a' }; $f(1))"
    with pytest.raises(JsonataError) as raised:
        jsonata.compile(source).evaluate({})
    assert raised.value.span == (24, 25)
    assert raised.value.position == source.index("$f(1") + 3  # the reference names the outermost call


def test_one_expression_serves_many_threads() -> None:
    expression = jsonata.compile("($f := function($n){ $n = 0 ? $$.id : $f($n - 1) }; [1..20].($f(3) & '-' & $$.id))")

    def work(number: int) -> bool:
        return bool(expression.evaluate({"id": number}) == [f"{number}-{number}"] * 20)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(2000)))
