"""What operations people do over HTTP: the overview, notes on holds, the audit log by filters, trying a connection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from running import LiveFlow

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

PROJECT = "/api/v1/projects/acme"
SANDBOX = f"{PROJECT}/environments/sandbox"


async def test_the_overview_tells_of_ones_own_projects(editor: httpx.AsyncClient) -> None:
    seen = (await editor.get("/api/v1/overview?days=1")).raise_for_status().json()
    assert [(one["project"], one["environment"], one["received"]) for one in seen["standings"]] == [
        ("acme", "sandbox", 0),
        ("acme", "live", 0),
    ]
    assert seen["first_day"] == datetime.now(UTC).date().isoformat()
    assert (await editor.get("/api/v1/overview?days=32")).status_code == 400


async def test_a_hold_is_assigned_put_off_commented_and_found_by_that(
    flow: LiveFlow, operator: httpx.AsyncClient, problem: Problem
) -> None:
    record = await flow.receive(flow.order(1))
    await flow.hold(record, "refused")
    hold = f"{SANDBOX}/holds/{record}"
    assigned = await operator.post(f"{hold}/assign", json={"assignee": "Robin Example"})
    assert assigned.raise_for_status().json()["assignee"] == "Robin Example"
    until = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    (await operator.post(f"{hold}/snooze", json={"until": until})).raise_for_status()
    (await operator.post(f"{hold}/comments", json={"text": "They answer on Monday."})).raise_for_status()
    comments = (await operator.get(f"{hold}/comments")).json()["items"]
    assert [comment["text"] for comment in comments] == ["They answer on Monday."]
    for query, found in (("assignee=Robin Example", 1), ("assignee=", 0), ("rest=awake", 0), ("rest=snoozed", 1)):
        assert len((await operator.get(f"{SANDBOX}/holds?{query}")).raise_for_status().json()["items"]) == found, query
    problem(await operator.post(f"{hold}/snooze", json={"until": "2020-01-01T00:00:00Z"}), 422, "invalid-snooze")


async def test_money_that_waits_is_told_as_text(flow: LiveFlow, operator: httpx.AsyncClient) -> None:
    for number, amount in ((1, "1000000000000000.10"), (2, "0.20")):
        record = await flow.receive(flow.order(number, current_total_price=amount, currency="GBP"))
        await flow.hold(record, "lookup-miss", [("carriers", "Boat")])
    holds = (await operator.get(f"{SANDBOX}/holds")).raise_for_status().json()["items"]
    assert [hold["worth"] for hold in holds] == [
        {"amount": "1000000000000000.10", "currency": "GBP"},
        {"amount": "0.20", "currency": "GBP"},
    ]
    waiting = [{"amount": "1000000000000000.30", "currency": "GBP"}]
    (group,) = (await operator.get(f"{SANDBOX}/holds/misses")).raise_for_status().json()["items"]
    assert group["worth"] == waiting
    standings = (await operator.get("/api/v1/overview")).raise_for_status().json()["standings"]
    assert standings[0]["holds"][0]["worth"] == waiting


async def test_the_audit_log_is_read_by_who_what_and_when(flow: LiveFlow, operator: httpx.AsyncClient) -> None:
    (await operator.post(f"{SANDBOX}/flows/orders/pause", json={"reason": "They count."})).raise_for_status()
    today = datetime.now(UTC).date().isoformat()

    async def actions(query: str) -> list[str]:
        entries = (await operator.get(f"{PROJECT}/audit?{query}")).raise_for_status().json()["items"]
        return [entry["action"] for entry in entries]

    assert await actions("action=flow.pause") == ["flow.pause"]
    assert set(await actions("action=flow")) == {"flow.pause", "flow.put"}
    assert await actions("actor=the operator of acme") == ["flow.pause"]
    assert await actions(f"last_day=2020-01-01&first_day={today}") == []
    assert (await operator.get(f"{PROJECT}/audit?action=flow'--")).status_code == 400


async def test_a_history_has_as_many_spans_as_are_asked_for(flow: LiveFlow, operator: httpx.AsyncClient) -> None:
    await flow.receive(flow.order(1))
    asked = f"{SANDBOX}/flows/orders/history?step=hour&spans=3"
    history = (await operator.get(asked)).raise_for_status().json()
    assert [span["in_flight"] for span in history["spans"]] == [0, 0, 1]


async def test_a_connection_that_cannot_be_reached_says_so(flow: LiveFlow, operator: httpx.AsyncClient) -> None:
    tried = (await operator.post(f"{SANDBOX}/connections/warehouse/test")).raise_for_status().json()
    assert tried["works"] is False
    assert tried["message"]
    assert "made up" not in str(tried)


async def test_one_change_to_several_held_records_is_seen_first_and_keeps_every_digit(
    flow: LiveFlow, operator: httpx.AsyncClient, problem: Problem
) -> None:
    record = await flow.receive(flow.order(1, note=None))
    await flow.hold(record, "refused")
    change = {"pointer": "/note", "value": "Ring twice"}
    asked = await operator.post(f"{SANDBOX}/holds/changes", json={"records": [str(record)], **change})
    (seen,) = asked.raise_for_status().json()["items"]
    assert (seen["record"], seen["was"], seen["now"]) == (str(record), None, "Ring twice")
    nowhere = {"records": [str(record)], "pointer": "/line_items/99", "value": 1}
    (refused,) = (await operator.post(f"{SANDBOX}/holds/changes", json=nowhere)).raise_for_status().json()["items"]
    assert "was" not in refused
    assert "now" not in refused
    assert refused["message"]
    body = b'{"pointer": "/note", "value": 10.10000000000000000001, "reason": "Why not"}'
    made = await operator.post(
        f"{SANDBOX}/holds/{record}/change", content=body, headers={"Content-Type": "application/json"}
    )
    assert made.raise_for_status().json()["edited"] is True
    payload = await operator.get(f"{SANDBOX}/records/{record}/payload")
    assert b'"note":10.10000000000000000001' in payload.content
    problem(await operator.post(f"{SANDBOX}/holds/{record}/change", json={**change, "reason": ""}), 409, "not-held")


async def test_the_items_of_a_record_are_told(
    flow: LiveFlow, operator: httpx.AsyncClient, viewer: httpx.AsyncClient, problem: Problem
) -> None:
    record = await flow.receive(flow.order(1))
    skus = (await operator.get(f"{SANDBOX}/records/{record}/skus")).raise_for_status().json()["skus"]
    assert skus
    assert all(isinstance(sku, str) for sku in skus)
    problem(await viewer.get(f"{SANDBOX}/records/{record}/skus"), 403, "forbidden")
