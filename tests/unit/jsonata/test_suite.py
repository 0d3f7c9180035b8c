"""The language's own test suite and the reference's answers to more expressions, where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crossdock import jsonata
from crossdock.jsonata import UNDEFINED, JsonataError, Limits

SHARED = Path(__file__).resolve().parents[4] / "shared"
SUITE = SHARED / "jsonata-test-suite"
PROBES = SHARED / "jsonata-bench" / "probes"

EXACT_INTEGERS = "integers are exact"
DIVISION_BY_ZERO = "a division by zero is an error"
INSERTION_ORDER = "keys keep their order"
DEVIATIONS = {
    "a": EXACT_INTEGERS,
    "a+1": EXACT_INTEGERS,
    "'id-' & a": EXACT_INTEGERS,
    "$number('820982911946154508')": EXACT_INTEGERS,
    "$power(2,64)": EXACT_INTEGERS,
    "0/0": DIVISION_BY_ZERO,
    "1/0": DIVISION_BY_ZERO,
    "$each({'b':1,'10':2},function($v,$k){$k})": INSERTION_ORDER,
}
"""Expressions on which this engine differs from the reference on purpose."""


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _cases() -> list[tuple[str, dict[str, Any]]]:
    cases = []
    for path in sorted(SUITE.glob("groups/*/*.json")):
        content = _read(path)
        for index, case in enumerate(content if isinstance(content, list) else [content]):
            if "expr-file" in case:
                case["expr"] = (path.parent / case["expr-file"]).read_bytes().decode()
            cases.append((f"{path.parent.name}/{path.stem}/{index}", case))
    return cases


def _input(case: dict[str, Any]) -> Any:
    if "data" in case:
        return case["data"]
    return _read(SUITE / "datasets" / f"{case['dataset']}.json") if case.get("dataset") is not None else UNDEFINED


def _limits(case: dict[str, Any]) -> Limits:
    if "timelimit" in case and "depth" in case:
        return Limits(seconds=case["timelimit"] / 1000, depth=case["depth"])
    return Limits()


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, bool) or isinstance(right, bool) or callable(right):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    return bool(left == right)


@pytest.mark.parametrize(("name", "case"), [pytest.param(name, case, id=name) for name, case in _cases()])
def test_case_of_the_suite(name: str, case: dict[str, Any]) -> None:
    def evaluate() -> Any:
        return jsonata.compile(case["expr"], limits=_limits(case)).evaluate(_input(case), case.get("bindings"))

    if "undefinedResult" in case:
        assert evaluate() is UNDEFINED
    elif "result" in case:
        result = evaluate()
        expected = case["result"]
        if case.get("unordered"):
            result, expected = sorted(result, key=repr), sorted(expected, key=repr)
        assert _same(expected, result), result
    else:
        with pytest.raises(JsonataError) as raised:
            evaluate()
        expected = case.get("code") or case["error"].get("code")
        assert raised.value.code in ({"D1011", "D1012"} if expected == "U1001" else {expected})


def _outcome(expression: str, data: Any) -> str:
    try:
        result = jsonata.compile(expression).evaluate(data)
    except JsonataError as error:
        return f"ERR {error.code}"
    return "undef" if result is UNDEFINED else json.dumps(result)


def _probes(name: str) -> list[dict[str, Any]]:
    if not PROBES.exists():
        return []
    content = _read(PROBES / name)
    cases = content if isinstance(content, list) else [{"input": content["input"], **case} for case in content["cases"]]
    return [case for case in cases if case["expr"] not in DEVIATIONS]


@pytest.mark.parametrize("probe", _probes("semantics.json"), ids=lambda probe: probe["expr"])
def test_answer_of_the_reference(probe: dict[str, Any]) -> None:
    outcome = _outcome(probe["expr"], probe["input"])
    if outcome.startswith(("ERR", "undef")) or probe["js"].startswith(("ERR", "undef")):
        assert outcome == probe["js"]
    else:
        assert _same(json.loads(probe["js"]), json.loads(outcome))


@pytest.mark.parametrize("probe", _probes("errors.json"), ids=lambda probe: probe["expr"])
def test_error_of_the_reference(probe: dict[str, Any]) -> None:
    code, position, token = (part.partition("=")[2] or part for part in probe["js"].split(" ")[:3])
    with pytest.raises(JsonataError) as raised:
        jsonata.compile(probe["expr"]).evaluate(probe["input"])
    error = raised.value
    assert error.code == code
    if position != "undefined":
        assert error.position == int(position)
    if token != "undefined":
        assert error.token == json.loads(token)
