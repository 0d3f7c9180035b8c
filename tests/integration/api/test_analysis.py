"""What an editor asks about a text: half-typed ones are answered, hostile ones end, and roles hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

MAPPING = "/api/v1/projects/acme/mappings/order-to-warehouse"
HALF_TYPED = '{\n  "a": shipping_lines[0,\n  "b": (1 + \n'
MEMBER = f"{{'c': $count([{', '.join(['name'] * 2000)}])}}"
PAIRS = "".join(f"$f{n + 1} := function() {{ {{'a': $f{n}(), 'b': $f{n}()}} }}; " for n in range(20))
DOUBLING = f"($f0 := function() {{ {MEMBER} }}; {PAIRS}$f20())"
"""Short, and makes 2^20 leaves, each of two thousand paths."""
TWICE = "".join(f"$o{n + 1} := {{'a': $o{n}, 'b': $o{n}}}; " for n in range(40))
UNFOLDING = f"($o0 := {{'a': 1, 'b': 2}}; {TWICE}1)"
"""Evaluated in a moment; written out, its parts have 2^40 leaves, for which no machine has the memory or the time."""
BODIES: dict[str, dict[str, Any]] = {
    "parse": {},
    "fields": {},
    "lint": {},
    "complete": {"position": 0},
    "trace": {"input": {}},
}

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]


@pytest.mark.parametrize("operation", BODIES)
async def test_who_may_evaluate_may_ask(
    operation: str, editor: httpx.AsyncClient, viewer: httpx.AsyncClient, nobody: httpx.AsyncClient, problem: Problem
) -> None:
    body = BODIES[operation] | {"text": "name"}
    assert (await editor.post(f"{MAPPING}/{operation}", json=body)).status_code == 200
    problem(await viewer.post(f"{MAPPING}/{operation}", json=body), 403, "forbidden")
    problem(await nobody.post(f"{MAPPING}/{operation}", json=body), 401, "token-missing")


@pytest.mark.parametrize("operation", BODIES)
async def test_without_a_text_there_must_be_a_draft_or_a_version(
    operation: str, editor: httpx.AsyncClient, problem: Problem
) -> None:
    problem(await editor.post(f"{MAPPING}/{operation}", json=BODIES[operation]), 404, "no-text")


async def test_a_half_typed_text_is_answered_with_all_its_errors(editor: httpx.AsyncClient) -> None:
    parsed = await editor.post(f"{MAPPING}/parse", json={"text": HALF_TYPED})
    linted = await editor.post(f"{MAPPING}/lint", json={"text": HALF_TYPED})
    fields = await editor.post(f"{MAPPING}/fields", json={"text": HALF_TYPED})
    assert (parsed.status_code, linted.status_code, fields.status_code) == (200, 200, 200)
    assert [problem["code"] for problem in parsed.json()["problems"]] == ["S0202", "S0203"]
    assert parsed.json()["problems"][0]["expression"]["line"] == 2
    assert [finding["rule"] for finding in linted.json()["findings"]] == ["syntax", "syntax"]
    assert fields.json()["problems"] == parsed.json()["problems"]
    assert [field["target"] for field in fields.json()["fields"]] == ["a"]


async def test_an_unknown_path_is_found_with_the_nearest_and_the_fix_puts_it_right(editor: httpx.AsyncClient) -> None:
    text = '{"WebSalesOrder": {"SalesOrderNumber": nmae}}'
    (finding,) = (await editor.post(f"{MAPPING}/lint", json={"text": text})).json()["findings"]
    assert (finding["rule"], finding["severity"], finding["span"]["column"]) == ("unknown-path", "warning", 40)
    assert "`name` is" in finding["message"]
    misspelt = text.replace("nmae", "shiping_address")
    (finding,) = (await editor.post(f"{MAPPING}/lint", json={"text": misspelt})).json()["findings"]
    fix = finding["fix"]
    mended = misspelt[: fix["span"]["start"]] + fix["text"] + misspelt[fix["span"]["end"] :]
    assert (await editor.post(f"{MAPPING}/lint", json={"text": mended})).json()["findings"] == []


async def test_what_can_stand_at_a_position_is_offered(editor: httpx.AsyncClient, problem: Problem) -> None:
    body = {"text": '{"a": shipping_li}', "position": 17}
    first, *_ = (await editor.post(f"{MAPPING}/complete", json=body)).json()["completions"]
    assert (first["kind"], first["insert"]) == ("field", "shipping_lines")
    assert (first["span"]["start"], first["span"]["end"]) == (6, 17)
    problem(await editor.post(f"{MAPPING}/complete", json=body | {"position": -1}), 422, "invalid-body")


async def test_a_trace_holds_the_output_as_it_is(editor: httpx.AsyncClient) -> None:
    body = {"text": '{"n": number, "t": titel}', "input": {"number": 12345678901234567890, "title": "x"}}
    answer = await editor.post(f"{MAPPING}/trace", json=body)
    assert '"output":{"n":12345678901234567890}' in answer.text
    told = answer.json()
    assert told["reads"] == ["number"]
    assert told["misses"] == [{"path": "titel", "nearest": "title"}]


async def test_a_trace_and_a_preview_tell_what_is_left_out_held_or_not(
    editor: httpx.AsyncClient, text: str, order: bytes
) -> None:
    told = [{"what": "Tip", "reason": "nothing to ship"}]
    body = {"input": json.loads(order) | {"extras": [{"name": "Tip", "ships": False}]}}
    text = f'($extras := extras[$keep(ships, name, "nothing to ship")]; {text})'
    traced = (await editor.post(f"{MAPPING}/trace", json=body | {"text": text})).json()
    assert (traced["left_out"], traced["more_left_out"]) == (told, False)
    previewed = await editor.post(f"{MAPPING}/preview", json=body | {"text": text})
    assert (previewed.status_code, previewed.json()["left_out"]) == (200, told)
    held = await editor.post(f"{MAPPING}/preview", json=body | {"text": f"{text}.List"})
    assert (held.status_code, held.json()["left_out"]) == (422, told)


async def test_what_fails_in_a_trace_is_a_result(editor: httpx.AsyncClient) -> None:
    answer = await editor.post(f"{MAPPING}/trace", json={"text": "number + 1", "input": {"number": "x"}})
    assert answer.status_code == 200
    assert "output" not in answer.json()
    assert [problem["code"] for problem in answer.json()["problems"]] == ["T2001"]


async def test_a_hostile_text_ends_within_its_limit(editor: httpx.AsyncClient, problem: Problem) -> None:
    refused = problem(await editor.post(f"{MAPPING}/fields", json={"text": DOUBLING}), 422, "limit-exceeded")
    assert "2 s" in refused["detail"]
    problem(await editor.post(f"{MAPPING}/trace", json={"text": UNFOLDING, "input": {}}), 422, "limit-exceeded")
    assert (await editor.post(f"{MAPPING}/parse", json={"text": "name"})).json() == {"problems": []}
