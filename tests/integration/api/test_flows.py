"""Flows over the API: written, paused, counted; playbooks beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from running import LiveFlow

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

PROJECT = "/api/v1/projects/acme"
ORDERS = f"{PROJECT}/flows/orders"
SANDBOX = f"{PROJECT}/environments/sandbox"


async def test_a_flow_is_answered_with_what_it_lacks(flow: LiveFlow, editor: httpx.AsyncClient) -> None:
    found = await editor.get(ORDERS)
    assert found.json()["definition"]["source"] == {"connection": "shop", "webhook": "order-created"}
    assert (await editor.get(f"{PROJECT}/flows")).json()["items"] == [found.json()]
    wanted = {name: value for name, value in found.json()["definition"].items() if name != "name"}
    headers = {"If-Match": found.headers["etag"]}
    changed = await editor.put(ORDERS, json=wanted | {"owner": "night desk"}, headers=headers)
    assert (changed.status_code, changed.json()["revision"]) == (200, 2)
    assert {warning["severity"] for warning in changed.json()["warnings"]} == {"warning"}


async def test_every_problem_of_a_flow_comes_with_its_place(
    flow: LiveFlow, editor: httpx.AsyncClient, problem: Problem
) -> None:
    definition = {
        "source": {"connection": "shop", "webhook": "order-made"},
        "mapping": "order-to-warehouse",
        "target": {"connection": "warehouse", "operation": "create-order"},
        "owner": "order desk",
        "guards": [
            {"name": "late", "when": "source.(", "then": "hold", "reason": "It is late."},
            {"name": "credit", "plugin": "acme-kredit"},
            {"name": "totals", "plugin": "totals-agree", "options": {"total": "source.total_price"}, "then": "hold"},
            {"name": "nothing"},
        ],
    }
    response = await editor.put(f"{PROJECT}/flows/second", json=definition, headers={"If-None-Match": "*"})
    pointers = {one["pointer"] for one in problem(response, 422, "invalid-flow")["errors"]}
    assert {"/source/webhook", "/guards/0/when"} <= pointers
    assert {"/guards/1/plugin", "/guards/2/options/currency", "/guards/2/options/lines", "/guards/2/then"} <= pointers
    assert {"/guards/3/when", "/guards/3/then", "/guards/3/reason"} <= pointers
    problem(await editor.get(f"{PROJECT}/flows/second"), 404, "not-found")


async def test_a_flow_is_created_and_deleted(flow: LiveFlow, editor: httpx.AsyncClient, problem: Problem) -> None:
    found = (await editor.get(ORDERS)).json()["definition"]
    wanted = {name: value for name, value in found.items() if name != "name"}
    made = await editor.put(f"{PROJECT}/flows/second", json=wanted, headers={"If-None-Match": "*"})
    assert (made.status_code, made.headers["location"]) == (201, f"{PROJECT}/flows/second")
    gone = await editor.delete(f"{PROJECT}/flows/second", headers={"If-Match": made.headers["etag"]})
    assert gone.status_code == 204
    await flow.receive(flow.order(1))
    problem(await editor.delete(ORDERS, headers={"If-Match": "*"}), 409, "has-records")


async def test_a_flow_is_paused_and_resumed(
    flow: LiveFlow, operator: httpx.AsyncClient, editor: httpx.AsyncClient, problem: Problem
) -> None:
    place = f"{SANDBOX}/flows/orders"
    paused = await operator.post(f"{place}/pause", json={"reason": "Stocktaking"})
    assert (paused.status_code, paused.json()["status"], paused.json()["reason"]) == (200, "paused", "Stocktaking")
    states = (await editor.get(f"{SANDBOX}/flows")).json()["items"]
    assert [(one["flow"], one["status"]) for one in states] == [("orders", "paused")]
    problem(await editor.post(f"{place}/resume", json={}), 403, "forbidden")
    assert (await operator.post(f"{place}/resume", json={})).json()["status"] == "running"


async def test_the_equation_is_counted_by_days(flow: LiveFlow, viewer: httpx.AsyncClient, problem: Problem) -> None:
    await flow.receive(flow.order(1))
    place = f"{SANDBOX}/flows/orders/counts"
    counts = (await viewer.get(place)).json()
    assert (counts["received"], counts["in_flight"], counts["deliveries"], counts["journal_agrees"]) == (1, 1, 1, True)
    assert (await viewer.get(place, params={"last_day": "2020-01-31"})).json()["received"] == 0
    problem(await viewer.get(place, params={"first_day": "yesterday"}), 400, "invalid-parameter")


async def test_playbooks_are_written_and_deleted(
    flow: LiveFlow, editor: httpx.AsyncClient, viewer: httpx.AsyncClient, problem: Problem
) -> None:
    place = f"{PROJECT}/playbooks/refused"
    written = await editor.put(place, json={"text": "Ask the warehouse."})
    assert (written.status_code, written.json()) == (200, {"code": "refused", "text": "Ask the warehouse."})
    assert (await viewer.get(f"{PROJECT}/playbooks")).json()["items"] == [written.json()]
    problem(await viewer.delete(place), 403, "forbidden")
    assert (await editor.delete(place)).status_code == 204
    problem(await editor.delete(place), 404, "not-found")


@pytest.mark.parametrize("connector", ["shopify", "seko"])
async def test_a_connector_tells_where_flows_can_start_and_end(editor: httpx.AsyncClient, connector: str) -> None:
    found = (await editor.get(f"/api/v1/connectors/{connector}")).json()
    resources = {one["name"] for one in found["resources"]}
    assert found["webhooks"]
    assert {one["resource"] for one in (*found["webhooks"], *found["operations"])} <= resources
    if connector == "seko":
        assert "create-order" in {one["name"] for one in found["operations"]}
