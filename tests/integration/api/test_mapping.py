"""Mapping as a service, from the first preview to the live version, and every way it can be refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

PROJECT = "/api/v1/projects/acme"
MAPPING = f"{PROJECT}/mappings/order-to-warehouse"
LIVE = f"{PROJECT}/environments/sandbox/mappings/order-to-warehouse"
JSON = {"Content-Type": "application/json"}


def body_of(text: str, order: bytes) -> bytes:
    return b'{"text":' + json.dumps(text).encode() + b',"input":' + order + b"}"


async def preview(client: httpx.AsyncClient, text: str, order: bytes) -> httpx.Response:
    return await client.post(f"{MAPPING}/preview", content=body_of(text, order), headers=JSON)


async def test_unsaved_text_is_tried_on_an_input(editor: httpx.AsyncClient, text: str, order: bytes) -> None:
    response = await preview(editor, text, order)
    assert response.status_code == 200, response.text
    assert response.json()["output"]["WebSalesOrder"]["SalesOrderNumber"] == json.loads(order)["name"]


async def test_without_text_the_draft_is_tried(editor: httpx.AsyncClient, text: str, order: bytes) -> None:
    saved = await editor.put(f"{MAPPING}/draft", json={"text": text}, headers={"If-None-Match": "*"})
    saved.raise_for_status()
    response = await editor.post(f"{MAPPING}/preview", content=b'{"input":' + order + b"}", headers=JSON)
    assert response.status_code == 200, response.text


async def test_live_version_version_and_preview_give_the_same_bytes(
    live: None, operator: httpx.AsyncClient, editor: httpx.AsyncClient, text: str, order: bytes
) -> None:
    by_version = await editor.post(f"{MAPPING}/versions/1/map", content=order, headers=JSON)
    by_live = await operator.post(f"{LIVE}/map", content=order, headers=JSON)
    previewed = await preview(editor, text, order)
    assert by_live.status_code == 200, by_live.text
    assert by_live.headers["content-type"] == "application/json"
    assert by_live.content == by_version.content
    assert previewed.content == b'{"output":' + by_live.content + b"}"


async def test_every_digit_of_a_large_integer_comes_through(editor: httpx.AsyncClient, text: str, order: bytes) -> None:
    big = 2**53 + 1
    changed = json.dumps(json.loads(order) | {"id": big}).encode()
    response = await preview(editor, text.replace("name", "$string(id)"), changed)
    assert response.json()["output"]["WebSalesOrder"]["SalesOrderNumber"] == str(big)


async def test_an_expression_that_does_not_parse_is_shown_where(
    editor: httpx.AsyncClient, order: bytes, problem: Problem
) -> None:
    broken = '{\n  "a": name,\n  "b": (1 + \n}'
    found = problem(await preview(editor, broken, order), 422, "mapping-error")
    span = found["errors"][0]["expression"]
    assert (span["line"], found["errors"][0]["code"]) == (4, "S0211")
    response = await editor.post(f"{MAPPING}/versions", json={"text": broken, "reason": "Try"})
    assert response.status_code == 422
    assert response.json()["errors"][0]["expression"]["line"] == 4


async def test_an_unknown_function_is_named_with_the_nearest(
    editor: httpx.AsyncClient, order: bytes, problem: Problem
) -> None:
    found = problem(await preview(editor, "$upercase(name)", order), 422, "mapping-error")
    assert "upercase" in found["detail"]
    assert "uppercase" in json.dumps(found["errors"])


async def test_an_endless_loop_is_stopped(editor: httpx.AsyncClient, order: bytes, problem: Problem) -> None:
    endless = "($f := function($x) { $f($x + 1) }; $f(1))"
    found = problem(await preview(editor, endless, order), 422, "limit-exceeded")
    assert "recursion" in found["remedy"]


async def test_an_expression_that_eats_memory_is_stopped(
    editor: httpx.AsyncClient, order: bytes, problem: Problem
) -> None:
    hungry = '($f := function($s) { $f($s & $s) }; $f("aaaaaaaaaaaaaaaa"))'
    problem(await preview(editor, hungry, order), 422, "limit-exceeded")


async def test_everything_wrong_with_an_output_is_told_at_once(
    editor: httpx.AsyncClient, order: bytes, problem: Problem
) -> None:
    found = problem(await preview(editor, '{"WebSalesOrder": {"SalesOrderNumber": 7}}', order), 422, "target-invalid")
    assert {error["pointer"] for error in found["errors"]} >= {"/DeliveryDetails", "/WebSalesOrder/SalesOrderNumber"}
    assert {error["side"] for error in found["errors"]} == {"target"}
    assert found["output"] == {"WebSalesOrder": {"SalesOrderNumber": 7}}


async def test_a_message_that_does_not_fit_its_source_is_held(
    live: None, operator: httpx.AsyncClient, problem: Problem
) -> None:
    found = problem(await operator.post(f"{LIVE}/map", content=b'{"id": "x"}', headers=JSON), 422, "source-invalid")
    assert found["errors"][0]["side"] == "source"


@pytest.mark.parametrize("raw", [b"", b"{", b'{"id": 1, "id": 2}', b"\xff"])
async def test_a_message_that_is_no_json_is_held(
    live: None, operator: httpx.AsyncClient, problem: Problem, raw: bytes
) -> None:
    problem(await operator.post(f"{LIVE}/map", content=raw, headers=JSON), 422, "not-understood")


async def test_a_message_of_another_type_is_refused(
    live: None, operator: httpx.AsyncClient, order: bytes, problem: Problem
) -> None:
    response = await operator.post(f"{LIVE}/map", content=order, headers={"Content-Type": "text/plain"})
    problem(response, 415, "unsupported-media-type")


async def test_fixtures_that_fail_are_a_result(live: None, editor: httpx.AsyncClient, text: str) -> None:
    report = (await editor.post(f"{MAPPING}/test", json={"text": text.replace("name", '"0"')})).json()
    assert (report["passed"], report["failed"]) == (0, 1)
    assert report["results"][0]["differences"][0]["pointer"] == "/WebSalesOrder/SalesOrderNumber"
    assert (await editor.post(f"{MAPPING}/test", json={"version": 1})).json()["passed"] == 1


async def test_a_failing_fixture_keeps_a_version_from_going_live(
    live: None, editor: httpx.AsyncClient, approver: httpx.AsyncClient, text: str, problem: Problem
) -> None:
    worse = {"text": text.replace("name", '"0"'), "reason": "Worse"}
    (await editor.post(f"{MAPPING}/versions", json=worse)).raise_for_status()
    promotion = {"environment": "sandbox", "mapping": "order-to-warehouse", "version": 2, "reason": "Hope"}
    found = problem(await approver.post(f"{PROJECT}/promotions", json=promotion), 409, "fixtures-failed")
    assert "sample" in json.dumps(found["errors"])
    assert (await editor.get(LIVE)).json()["version"] == 1


async def test_a_version_goes_live_and_is_taken_back(
    live: None, editor: httpx.AsyncClient, approver: httpx.AsyncClient, text: str, problem: Problem
) -> None:
    (await editor.post(f"{MAPPING}/versions", json={"text": text + " ", "reason": "Second"})).raise_for_status()
    promotion = {"environment": "sandbox", "mapping": "order-to-warehouse", "version": 2, "reason": "Second"}
    promoted = await approver.post(f"{PROJECT}/promotions", json=promotion)
    assert promoted.status_code == 201, promoted.text
    assert (await editor.get(promoted.headers["location"])).json() == promoted.json()
    rolled = await approver.post(f"{LIVE}/rollback", json={"reason": "The warehouse complains"})
    assert (rolled.status_code, rolled.json()["version"]) == (201, 1)
    problem(await approver.post(f"{LIVE}/rollback", json={"reason": "Again"}), 409, "nothing-to-roll-back")
    history = (await editor.get(f"{PROJECT}/promotions", params={"environment": "sandbox"})).json()["items"]
    assert [made["version"] for made in history] == [1, 2, 1]
    listed = (await editor.get(f"{PROJECT}/environments/sandbox/mappings")).json()["items"]
    assert [(one["mapping"], one["version"]) for one in listed] == [("order-to-warehouse", 1)]


async def test_two_versions_are_compared(live: None, editor: httpx.AsyncClient) -> None:
    (await editor.post(f"{MAPPING}/versions", json={"text": "name", "reason": "Short"})).raise_for_status()
    diff = (await editor.get(f"{MAPPING}/versions/2/diff", params={"against": 1})).json()
    assert (diff["old"], diff["new"]) == (1, 2)
    assert "+name" in diff["unified"]


async def test_what_was_done_stands_in_the_audit_log(live: None, admin: httpx.AsyncClient) -> None:
    actions = [entry["action"] for entry in (await admin.get(f"{PROJECT}/audit")).json()["items"]]
    assert actions[0] == "promotion.promote"
    assert {"version.publish", "fixture.put", "mapping.create", "project.create"} <= set(actions)
    assert (await admin.get(f"{PROJECT}/audit/verification")).json()["broken"] == []
    overall = [entry["action"] for entry in (await admin.get("/api/v1/audit")).json()["items"]]
    assert set(overall) == {"token.issue"}
    assert (await admin.get("/api/v1/audit/verification")).json()["broken"] == []


async def test_fixtures_come_back_as_they_were_sent(editor: httpx.AsyncClient) -> None:
    raw = b'{"input": {"id": 12345678901234567890, "price": 10.50}, "expect": {"kind": "hold", "code": "lookup-miss"}}'
    put = await editor.put(f"{MAPPING}/fixtures/exact", content=raw, headers=JSON | {"If-None-Match": "*"})
    assert (put.status_code, put.headers["location"]) == (201, f"{MAPPING}/fixtures/exact")
    assert (
        b'"input":{"id": 12345678901234567890, "price": 10.50}' in (await editor.get(put.headers["location"])).content
    )


async def test_names_that_are_none_are_refused(editor: httpx.AsyncClient, problem: Problem) -> None:
    for name in ("UPPER", "with space", "a%00b", "-", "x" * 64):
        problem(await editor.get(f"{PROJECT}/mappings/{name}"), 400, "invalid-parameter")


async def test_guards_are_listed(viewer: httpx.AsyncClient, problem: Problem) -> None:
    for guard in (await viewer.get("/api/v1/guards")).json()["items"]:
        detail = (await viewer.get(f"/api/v1/guards/{guard['name']}")).json()
        assert (detail["summary"], detail["plugin"]) == (guard["summary"], guard["plugin"])
        assert detail["options_schema"]["additionalProperties"] is False
        assert {example["verdict"]["action"] for example in detail["examples"]} >= {None, *detail["actions"]}
    nearest = problem(await viewer.get("/api/v1/guards/totals-agre"), 404, "unknown-guard")
    assert "totals-agree" in nearest["remedy"]


async def test_connectors_and_functions_are_listed(viewer: httpx.AsyncClient, problem: Problem) -> None:
    names = [one["name"] for one in (await viewer.get("/api/v1/connectors")).json()["items"]]
    assert {"shopify", "seko"} <= set(names)
    shopify = (await viewer.get("/api/v1/connectors/shopify")).json()
    assert shopify["settings_schema"]["properties"]["access_token"]["writeOnly"] is True
    resource = (await viewer.get("/api/v1/connectors/shopify/resources/order")).json()
    assert resource["samples"][0]["payload"]["line_items"]
    nearest = problem(await viewer.get("/api/v1/connectors/shoppify"), 404, "not-found")
    assert "shopify" in nearest["remedy"]
    for function in (await viewer.get("/api/v1/functions")).json()["items"]:
        detail = (await viewer.get(f"/api/v1/functions/{function['name']}")).json()
        assert detail["examples"]
    problem(await viewer.get("/api/v1/functions/nonsense"), 404, "not-found")


async def test_a_connector_tells_its_states_its_ledger_events_and_what_it_takes_for_granted(
    viewer: httpx.AsyncClient,
) -> None:
    seko = (await viewer.get("/api/v1/connectors/seko")).json()
    (states,) = seko["states"]
    assert (states["kind"], states["resource"], states["path"]) == ("order", "order_status", "Status")
    past = [state["name"] for state in states["states"] if state["no_return"]]
    assert past == ["Being Picked", "Pick Complete", "To Be Packed", "To Dispatch", "Dispatched"]
    events = {event["event"]: event for event in seko["ledger_events"]}
    assert events["shipped"]["webhooks"] == ["dispatch"]
    assert events["returned"]["when"] == [{"path": "RMA", "values": ["{HBRef}.{DeliveryNumber}"]}]
    (wave,) = [fact for fact in seko["inferred"] if fact["name"] == "pick-wave"]
    assert {"part": "operation", "name": "cancel-order"} in wave["used_by"]
    assert wave["about"]
    assert wave["assumed"]


async def test_a_connector_tells_how_it_is_reached_what_it_cannot_do_and_what_its_sandbox_needs(
    viewer: httpx.AsyncClient, problem: Problem
) -> None:
    veeqo = (await viewer.get("/api/v1/connectors/veeqo")).json()
    assert veeqo["rate"] == {"per_second": 5.0, "burst": 100, "told": False, "throttled_seconds": 2.0}
    assert "Ship an allocation twice: a replacement is a new order." in veeqo["cannot"]
    assert (veeqo["address"], veeqo["authorisation"], veeqo["sandbox"]) == ("{base_url}", None, True)
    resources = {resource["name"]: resource for resource in veeqo["resources"]}
    assert (resources["order"]["read"], resources["order"]["since"]) == (True, True)
    assert (resources["stock"]["read"], resources["stock"]["counted"]) == (False, True)
    assert resources["stock"]["key"] == ["sku_code", "warehouse_id"]
    assert all(resource["samples"] for resource in resources.values())
    assert {operation["kind"] for operation in veeqo["operations"]} >= {"order"}
    found = await viewer.get("/api/v1/connectors/veeqo/sandbox", params={"address": "http://localhost:9303"})
    sandbox = found.json()
    assert sandbox["command"] == "crossdock sandbox veeqo --port 9303"
    assert (sandbox["settings"], list(sandbox["secrets"])) == ({"base_url": "http://localhost:9303"}, ["api_key"])
    elsewhere = await viewer.get("/api/v1/connectors/veeqo/sandbox", params={"address": "https://example.com"})
    problem(elsewhere, 400, "invalid-parameter")


async def test_an_input_is_tried_with_fewer_and_more_items(editor: httpx.AsyncClient, text: str, order: bytes) -> None:
    response = await editor.post(f"{MAPPING}/variants", content=body_of(text, order), headers=JSON)
    assert response.status_code == 200, response.text
    lines = {one["size"]: one for one in response.json()["items"] if one["array"] == "line_items"}
    assert list(lines) == ["none", "one", "several"]
    assert lines["none"]["input"]["line_items"] == []
    shown = await preview(editor, text, json.dumps(lines["several"]["input"]).encode())
    assert shown.json()["output"] == lines["several"]["output"]
