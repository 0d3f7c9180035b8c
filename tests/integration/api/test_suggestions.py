"""A first mapping from two examples, over the API: suggested, composed, made a mapping; and who may ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

SUGGESTIONS = "/api/v1/projects/acme/suggestions"
SOURCE = {
    "name": "#1001",
    "email": "alex@example.com",
    "currency": "GBP",
    "shipping_lines": [{"title": "Next day"}],
    "line_items": [
        {"sku": "MUG-1", "quantity": 2, "price": "9.50"},
        {"sku": "TEA-7", "quantity": 5, "price": "4.25"},
    ],
}
TARGET = {
    "OrderNumber": "1001",
    "EmailAddress": "alex@example.com",
    "Carrier": "DPD",
    "Lines": [
        {"LineNumber": 1, "ProductCode": "MUG-1", "Quantity": 2, "UnitPrice": 9.5},
        {"LineNumber": 2, "ProductCode": "TEA-7", "Quantity": 5, "UnitPrice": 4.25},
    ],
}
EXAMPLE = {"source": SOURCE, "target": TARGET}

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]


async def suggest(editor: httpx.AsyncClient, **body: Any) -> dict[str, Any]:
    answer = await editor.post(SUGGESTIONS, json={"examples": [EXAMPLE]} | body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
async def carriers(editor: httpx.AsyncClient) -> None:
    """A lookup of the project that knows the shop's shipping options."""
    lookup = {"keys": ["option"], "values": ["carrier"], "owner": "operations"}
    made = await editor.put("/api/v1/projects/acme/lookups/options", json=lookup, headers={"If-None-Match": "*"})
    made.raise_for_status()
    row = {"keys": ["Next day"], "values": ["DPD"]}
    (await editor.post("/api/v1/projects/acme/lookups/options/rows", json=row)).raise_for_status()


async def test_two_examples_give_a_mapping_that_gives_the_second(editor: httpx.AsyncClient, carriers: None) -> None:
    report = await suggest(editor)
    composed = await editor.post(f"{SUGGESTIONS}/text", json={"choices": report["choices"], "example": EXAMPLE})
    assert composed.status_code == 200
    answer = composed.json()
    assert answer["text"] == report["text"]
    assert (answer["differences"], answer["problems"], answer["left_out"]) == ([], [], [])
    assert answer["output"] == TARGET
    assert '$xref("options", shipping_lines[0].title)' in answer["text"]
    assert '"Lines": line_items#$index.{\n' in answer["text"]


async def test_each_suggestion_says_what_it_gives_and_why(editor: httpx.AsyncClient) -> None:
    report = await suggest(editor)
    fields = {each["field"]["target"]: each for each in report["fields"]}
    email = fields["/EmailAddress"]
    first = email["suggestions"][0]
    assert (email["wanted"], first["value"], first["reproduces"]) == ("alex@example.com", "alex@example.com", True)
    assert (first["expression"], first["suggester"]) == ("email", "examples")
    assert "names are alike" in first["reason"]
    confidences = [suggestion["confidence"] for suggestion in email["suggestions"]]
    assert confidences == sorted(confidences, reverse=True)
    assert fields["/Lines/*/Quantity"]["suggestions"][0]["each"] == ["line_items"]


async def test_what_does_not_give_the_example_s_value_is_never_taken_by_itself(editor: httpx.AsyncClient) -> None:
    report = await suggest(editor)
    taken = {(choice["target"], choice["expression"]) for choice in report["choices"]}
    wrong = [
        (each["target"], each["expression"])
        for field in report["fields"]
        for each in field["suggestions"]
        if each.get("reproduces") is False
    ]
    assert wrong
    assert not taken & set(wrong)


async def test_the_target_s_schema_adds_the_fields_that_the_example_does_not_have(editor: httpx.AsyncClient) -> None:
    report = await suggest(editor, examples=[{"source": SOURCE}], source="shopify/order", target="seko/order")
    fields = {each["field"]["target"]: each for each in report["fields"]}
    number = fields["/WebSalesOrder/SalesOrderNumber"]
    assert (number["field"]["required"], number["field"]["in_example"]) == (True, False)
    assert "wanted" not in number
    currency = fields["/WebSalesOrder/CurrencyCode"]["suggestions"][0]
    assert (currency["expression"], currency.get("reproduces")) == ("currency", None)


async def test_other_published_mappings_of_the_project_are_precedents(editor: httpx.AsyncClient) -> None:
    text = '{"WebSalesOrder": {"PurchaseOrderNumber": email}}'
    asked = {
        "examples": [{"source": SOURCE, "target": {"WebSalesOrder": {"PurchaseOrderNumber": "alex@example.com"}}}],
        "source": "shopify/order",
        "target": "seko/order",
    }
    before = (await editor.post(SUGGESTIONS, json=asked)).json()
    published = await editor.post(
        "/api/v1/projects/acme/mappings/order-to-warehouse/versions", json={"text": text, "reason": "First"}
    )
    published.raise_for_status()
    after = (await editor.post(SUGGESTIONS, json=asked)).json()
    own = (await editor.post(SUGGESTIONS, json=asked | {"mapping": "order-to-warehouse"})).json()
    first, later, itself = (report["fields"][0]["suggestions"][0] for report in (before, after, own))
    assert later["confidence"] > first["confidence"]
    assert "order-to-warehouse" in later["reason"]
    assert itself["reason"] == first["reason"]


async def test_choices_that_contradict_one_before_them_are_left_out(editor: httpx.AsyncClient) -> None:
    choices = [
        {"target": "/a", "expression": "name"},
        {"target": "/a/b", "expression": "email"},
        {"target": "/l/*/x", "expression": "sku", "each": ["line_items"]},
        {"target": "/l/*/y", "expression": "title", "each": ["shipping_lines"]},
    ]
    answer = await editor.post(f"{SUGGESTIONS}/text", json={"choices": choices, "example": {"source": SOURCE}})
    assert answer.json()["left_out"] == ["/a/b", "/l/*/y"]
    assert answer.json()["output"] == {"a": "#1001", "l": [{"x": "MUG-1"}, {"x": "TEA-7"}]}


async def test_a_choice_that_fails_is_a_result(editor: httpx.AsyncClient) -> None:
    body = {"choices": [{"target": "/a", "expression": "name + 1"}], "example": {"source": SOURCE}}
    answer = await editor.post(f"{SUGGESTIONS}/text", json=body)
    assert answer.status_code == 200
    assert [problem["code"] for problem in answer.json()["problems"]] == ["T2001"]
    assert "output" not in answer.json()


async def test_numbers_keep_their_digits(editor: httpx.AsyncClient) -> None:
    example = '{"source": {"id": 12345678901234567890}, "target": {"ref": 12345678901234567890}}'
    content = f'{{"examples": [{example}]}}'
    answer = await editor.post(SUGGESTIONS, content=content, headers={"Content-Type": "application/json"})
    assert '"wanted":12345678901234567890' in answer.text
    assert json.loads(answer.text)["fields"][0]["suggestions"][0]["expression"] == "id"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"examples": []}, "invalid-input"),
        ({"examples": [EXAMPLE] * 11}, "invalid-input"),
        ({"target": "seko/oder"}, "unknown-resource"),
        ({"confidence": 2}, "invalid-body"),
    ],
)
async def test_what_cannot_be_asked_is_refused(
    change: dict[str, Any], code: str, editor: httpx.AsyncClient, problem: Problem
) -> None:
    problem(await editor.post(SUGGESTIONS, json={"examples": [EXAMPLE]} | change), 422, code)


async def test_who_may_write_drafts_may_ask(
    editor: httpx.AsyncClient,
    viewer: httpx.AsyncClient,
    operator: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    problem: Problem,
) -> None:
    bodies = {"": {"examples": [EXAMPLE]}, "/text": {"choices": [], "example": EXAMPLE}}
    for path, body in bodies.items():
        assert (await editor.post(SUGGESTIONS + path, json=body)).status_code == 200
        problem(await viewer.post(SUGGESTIONS + path, json=body), 403, "forbidden")
        problem(await operator.post(SUGGESTIONS + path, json=body), 403, "forbidden")
        problem(await nobody.post(SUGGESTIONS + path, json=body), 401, "token-missing")
