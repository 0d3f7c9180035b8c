"""What a version would change, and mapping sheets, over the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from running import LiveFlow

from crossdock.errors import Unavailable
from crossdock.project import sheet_xlsx
from crossdock.store.captured_inputs import CapturedInputs

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

PROJECT = "/api/v1/projects/acme"
MAPPING = f"{PROJECT}/mappings/order-to-warehouse"
PLAN = {"environment": "sandbox", "mapping": "order-to-warehouse", "version": 2}
CSV = {"Content-Type": "text/csv"}


@pytest.fixture
async def two_versions(live: None, editor: httpx.AsyncClient, text: str) -> None:
    """Version 1 live in the sandbox, version 2 with another number."""
    changed = {"text": text.replace('": name', '": $replace(name, "#", "")'), "reason": "Without the #"}
    (await editor.post(f"{MAPPING}/versions", json=changed)).raise_for_status()


def events(answer: httpx.Response) -> list[tuple[str, Any]]:
    """Each event's name and data."""
    blocks = [block.split("\n") for block in answer.text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


async def test_a_plan_tells_how_far_it_is_and_ends_with_the_result(
    editor: httpx.AsyncClient, flow: LiveFlow, two_versions: None
) -> None:
    for number in (1001, 1002):
        await flow.receive(flow.order(number))
    answer = await editor.post(f"{PROJECT}/plans", json=PLAN)
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, "text/event-stream")
    told = events(answer)
    assert [(name, plan["compared"], plan["done"]) for name, plan in told] == [("plan", 0, False), ("plan", 2, True)]
    assert told[-1][1]["fields"] == [{"target": "WebSalesOrder.SalesOrderNumber", "messages": 2}]


async def test_a_plan_that_cannot_be_made_is_a_problem(
    editor: httpx.AsyncClient, viewer: httpx.AsyncClient, two_versions: None, problem: Problem
) -> None:
    problem(await editor.post(f"{PROJECT}/plans", json=PLAN | {"version": 1}), 422, "same-version")
    problem(await editor.post(f"{PROJECT}/plans", json=PLAN | {"records": 501}), 422, "invalid-body")
    problem(await viewer.post(f"{PROJECT}/plans", json=PLAN), 403, "forbidden")


async def test_what_goes_wrong_on_the_way_is_the_last_event(
    editor: httpx.AsyncClient, flow: LiveFlow, two_versions: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise Unavailable("The database is away.")

    await flow.receive(flow.order(1001))
    monkeypatch.setattr(CapturedInputs, "read", away)
    told = events(await editor.post(f"{PROJECT}/plans", json=PLAN))
    assert [name for name, _ in told] == ["plan", "problem"]
    assert (told[-1][1]["status"], told[-1][1]["code"]) == (503, "unavailable")


async def test_versions_are_compared_by_field(viewer: httpx.AsyncClient, two_versions: None) -> None:
    found = (await viewer.get(f"{MAPPING}/versions/2/fields", params={"against": 1})).json()
    assert [(field["target"], field["kind"]) for field in found["fields"]] == [
        ("WebSalesOrder.SalesOrderNumber", "changed")
    ]
    assert found["fields"][0]["was"] == [{"expression": "name", "words": "copied from name"}]


async def test_a_proposal_says_who_may_approve(
    editor: httpx.AsyncClient, approver: httpx.AsyncClient, two_versions: None, problem: Problem
) -> None:
    place = f"{PROJECT}/environments/sandbox/mappings/order-to-warehouse/proposal"
    found = (await editor.get(place, params={"version": 2})).json()
    assert (found["live"], found["author"], found["approval"]["may"]) == (1, "the editor of acme", False)
    assert (await approver.get(place, params={"version": 2})).json()["approval"]["may"] is True
    problem(await approver.get(place, params={"version": 9}), 404, "not-found")
    problem(await approver.get(place), 400, "invalid-parameter")


async def test_annotations_are_changed_by_their_etag(editor: httpx.AsyncClient, problem: Problem) -> None:
    first = await editor.get(f"{MAPPING}/annotations")
    assert (first.headers["etag"], first.json()["fields"]) == ('"0"', [])
    body = {"fields": [{"target": "WebSalesOrder.OrderType", "owner": "order desk"}]}
    problem(await editor.put(f"{MAPPING}/annotations", json=body), 428, "precondition-required")
    stored = await editor.put(f"{MAPPING}/annotations", json=body, headers={"If-Match": '"0"'})
    assert (stored.status_code, stored.headers["etag"]) == (200, '"1"')
    problem(await editor.put(f"{MAPPING}/annotations", json=body, headers={"If-Match": '"0"'}), 412, "stale")
    problem(
        await editor.put(f"{MAPPING}/annotations", json={"fields": [{"target": ""}]}, headers={"If-Match": '"1"'}),
        422,
        "invalid-body",
    )


async def test_a_sheet_goes_out_and_comes_back_in_both_kinds(editor: httpx.AsyncClient, two_versions: None) -> None:
    rows = (await editor.get(f"{MAPPING}/sheet", params={"version": 1})).json()["rows"]
    number = next(row for row in rows if row["target"] == "WebSalesOrder.SalesOrderNumber")
    assert (number["sources"], number["rule"]) == (["name"], "copied from name")
    out = await editor.get(f"{MAPPING}/sheet.csv", params={"version": 1})
    assert out.headers["content-disposition"] == 'attachment; filename="order-to-warehouse.csv"'
    unchanged = await editor.post(
        f"{MAPPING}/sheet/comparison", params={"version": 1}, content=out.content, headers=CSV
    )
    assert unchanged.json() == {"annotations": [], "suggestions": [], "annotations_revision": 0}
    book = await editor.get(f"{MAPPING}/sheet.xlsx", params={"version": 1})
    assert book.headers["content-type"] == sheet_xlsx.MEDIA_TYPE
    returned = await editor.post(
        f"{MAPPING}/sheet/comparison",
        params={"version": 1},
        content=book.content,
        headers={"Content-Type": sheet_xlsx.MEDIA_TYPE},
    )
    assert returned.json() == unchanged.json()


async def test_a_changed_sheet_is_told_and_stores_nothing(editor: httpx.AsyncClient, two_versions: None) -> None:
    sheet = "Target field,Rule,Owner\nWebSalesOrder.SalesOrderNumber,copied from order_number,order desk\n"
    found = (await editor.post(f"{MAPPING}/sheet/comparison", content=sheet.encode(), headers=CSV)).json()
    assert [change["now"]["owner"] for change in found["annotations"]] == ["order desk"]
    assert [suggestion["expression"] for suggestion in found["suggestions"]] == ["order_number"]
    assert (await editor.get(f"{MAPPING}/annotations")).json()["fields"] == []


async def test_a_sheet_that_cannot_be_read_is_refused(
    editor: httpx.AsyncClient, two_versions: None, problem: Problem
) -> None:
    place = f"{MAPPING}/sheet/comparison"
    problem(await editor.post(place, content=b"Owner\nx\n", headers=CSV), 400, "sheet-unreadable")
    problem(await editor.post(place, content=b"\xff\xfe", headers=CSV), 400, "malformed")
    book = {"Content-Type": sheet_xlsx.MEDIA_TYPE}
    problem(await editor.post(place, content=b"no zip", headers=book), 400, "sheet-unreadable")
    pdf = {"Content-Type": "application/pdf"}
    problem(await editor.post(place, content=b"%PDF", headers=pdf), 415, "unsupported-media-type")
