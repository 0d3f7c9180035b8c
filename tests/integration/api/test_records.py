"""Records and held ones over the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import httpx
import pytest
from running import LiveFlow

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

PROJECT = "/api/v1/projects/acme"
SANDBOX = f"{PROJECT}/environments/sandbox"
RECORDS, HOLDS = f"{SANDBOX}/records", f"{SANDBOX}/holds"


@pytest.fixture
async def held(flow: LiveFlow) -> UUID:
    """A record that waits for a row of 'carriers'."""
    record = await flow.receive(flow.order(1042))
    await flow.hold(record, "lookup-miss", [("carriers", "Boat")])
    return record


async def last_entry(client: httpx.AsyncClient) -> tuple[str, str]:
    """What was done last, and with what, as the audit log tells it."""
    newest = (await client.get(f"{PROJECT}/audit")).json()["items"][0]
    return newest["action"], newest["subject"]


async def test_records_are_listed_page_by_page(flow: LiveFlow, viewer: httpx.AsyncClient, problem: Problem) -> None:
    made = [str(await flow.receive(flow.order(number))) for number in (1, 2, 3)]
    first = await viewer.get(RECORDS, params={"limit": 2})
    assert [one["id"] for one in first.json()["items"]] == made[:0:-1]
    second = await viewer.get(first.links["next"]["url"])
    assert [one["id"] for one in second.json()["items"]] == made[:1]
    only = await viewer.get(RECORDS, params={"key": "2", "state": "in-flight", "flow": "orders"})
    assert [one["key"] for one in only.json()["items"]] == ["2"]
    assert (await viewer.get(RECORDS, params={"state": "held"})).json()["items"] == []
    problem(await viewer.get(RECORDS, params={"state": "lost"}), 400, "invalid-parameter")


async def test_a_record_tells_its_story(flow: LiveFlow, viewer: httpx.AsyncClient, problem: Problem) -> None:
    record = await flow.receive(flow.order(1))
    await flow.deliver(record, {"a": 1})
    place = f"{RECORDS}/{record}"
    assert (await viewer.get(place)).json()["state"] == "delivered"
    assert [one["outcome"] for one in (await viewer.get(f"{place}/attempts")).json()["items"]] == ["delivered"]
    assert [one["state"] for one in (await viewer.get(f"{place}/effects")).json()["items"]] == ["confirmed"]
    events = [one["event"] for one in (await viewer.get(f"{place}/journal")).json()["items"]]
    assert events == ["received", "delivered"]
    problem(await viewer.get(f"{RECORDS}/{uuid4()}"), 404, "not-found")


async def test_payloads_are_for_those_who_may_read_them(
    flow: LiveFlow, viewer: httpx.AsyncClient, operator: httpx.AsyncClient, problem: Problem
) -> None:
    body = flow.order(1)
    record, odd = await flow.receive(body), await flow.receive(b"no order")
    problem(await viewer.get(f"{RECORDS}/{record}/payload"), 403, "forbidden")
    found = (await operator.get(f"{RECORDS}/{record}/payload")).json()
    assert found == {"readable": True, "original": json.loads(body)}
    assert (await operator.get(f"{RECORDS}/{odd}/payload")).json() == {"readable": False, "original": "no order"}


@pytest.mark.parametrize("name", ["#1042", "1042"])
async def test_a_timeline_is_asked_for_by_any_name(flow: LiveFlow, viewer: httpx.AsyncClient, name: str) -> None:
    record = await flow.receive(flow.order(1042))
    found = (await viewer.get(f"{SANDBOX}/timeline/{quote(name, safe='')}")).json()
    assert [one["id"] for one in found["records"]] == [str(record)]
    assert {"connection": "shop", "kind": "order", "value": "1042"} in found["identities"]


async def test_names_may_have_slashes(flow: LiveFlow, viewer: httpx.AsyncClient, problem: Problem) -> None:
    await flow.receive(flow.order(1, name="2026/11/1"))
    found = await viewer.get(f"{SANDBOX}/timeline/{quote('2026/11/1', safe='')}")
    assert found.status_code == 200, found.text
    problem(await viewer.get(f"{SANDBOX}/timeline/nothing"), 404, "not-found")


async def test_a_replay_writes_nothing_unless_told_to(
    flow: LiveFlow, live: None, operator: httpx.AsyncClient, problem: Problem
) -> None:
    record = await flow.receive(flow.order(1))
    await flow.deliver(record, {"a": 1})
    place = f"{RECORDS}/{record}/replay"
    dry = await operator.post(place, json={"with": "live"})
    assert (dry.status_code, dry.json()["version"], dry.json()["record"]) == (200, 1, None)
    assert dry.json()["output"]["WebSalesOrder"]["SalesOrderNumber"] == "#1"
    assert "/a" in {one["pointer"] for one in dry.json()["differs"]}
    assert await last_entry(operator) == ("record.replay", f"record {record}")
    problem(await operator.post(place, json={"with": "ran", "dry": False}), 422, "only-live")
    headers = {"Idempotency-Key": "once"}
    sent = await operator.post(place, json={"dry": False}, headers=headers)
    again = await operator.post(place, json={"dry": False}, headers=headers)
    assert (sent.status_code, again.json(), again.headers["idempotency-replayed"]) == (201, sent.json(), "true")
    child = await operator.get(sent.headers["location"])
    assert (child.json()["id"], child.json()["parent"]) == (sent.json()["record"], str(record))
    problem(await operator.post(place, json={"with": "yesterday"}), 422, "invalid-body")


async def test_a_fixture_is_made_of_a_record(
    flow: LiveFlow, live: None, editor: httpx.AsyncClient, operator: httpx.AsyncClient, problem: Problem
) -> None:
    record = await flow.receive(flow.order(1042, email="quentin@mail.example"))
    place = f"{RECORDS}/{record}/fixture"
    problem(await operator.post(place, json={"name": "two-mugs"}), 403, "forbidden")
    made = await editor.post(place, json={"name": "two-mugs"})
    assert made.status_code == 201, made.text
    entries = (await editor.get(f"{PROJECT}/audit")).json()["items"]
    assert ("record.capture", f"record {record}") in [(entry["action"], entry["subject"]) for entry in entries]
    kept = await editor.get(made.headers["location"])
    assert kept.json() == made.json()
    assert kept.json()["input"]["email"].endswith("@example.com")
    assert "quentin" not in kept.text
    problem(await editor.post(place, json={"name": "two-mugs"}), 412, "stale")


async def test_a_hold_is_told_with_its_playbook(
    held: UUID, editor: httpx.AsyncClient, viewer: httpx.AsyncClient, problem: Problem
) -> None:
    await editor.put(f"{PROJECT}/playbooks/lookup-miss", json={"text": "Ask the warehouse."})
    found = (await viewer.get(f"{HOLDS}/{held}")).json()
    assert (found["owner"], found["playbook"]) == ("order desk", "Ask the warehouse.")
    assert found["misses"] == [{"table": "carriers", "key": ["Boat"]}]
    assert (await viewer.get(HOLDS, params={"code": "lookup-miss"})).json()["items"] == [found]
    assert (await viewer.get(HOLDS, params={"flow": "orders", "code": "refused"})).json()["items"] == []
    problem(await viewer.get(f"{HOLDS}/{uuid4()}"), 404, "not-found")


async def test_a_row_releases_what_waits_for_it(
    held: UUID, flow: LiveFlow, editor: httpx.AsyncClient, operator: httpx.AsyncClient
) -> None:
    carriers = f"{PROJECT}/lookups/carriers"
    settings = {"keys": ["shopify"], "values": ["seko"], "owner": "warehouse team"}
    put = await editor.put(carriers, json=settings, headers={"If-None-Match": "*"})
    assert (put.status_code, put.json()["released"]) == (201, 0)
    (miss,) = (await operator.get(f"{HOLDS}/misses")).json()["items"]
    assert (miss["table"], miss["key"], miss["records"]) == ("carriers", ["Boat"], 1)
    added = await operator.post(f"{carriers}/rows", json={"keys": ["Boat"], "values": ["SHIP"]})
    assert (added.json()["released"], added.json()["row_count"]) == (1, 1)
    assert (await operator.get(f"{RECORDS}/{held}")).json()["state"] == "in-flight"
    second = await flow.receive(flow.order(7))
    await flow.hold(second, "lookup-miss", [("carriers", "Plane")])
    csv = {"Content-Type": "text/csv", "If-Match": "*"}
    imported = await operator.put(f"{carriers}/rows.csv", content="shopify,seko\nBoat,SHIP\nPlane,AIR\n", headers=csv)
    assert (imported.json()["added"], imported.json()["released"]) == (1, 1)


async def test_a_held_record_is_corrected(
    held: UUID, flow: LiveFlow, operator: httpx.AsyncClient, viewer: httpx.AsyncClient, problem: Problem
) -> None:
    place = f"{HOLDS}/{held}/edit"
    correction = {"payload": json.loads(flow.order(1042, note="Corrected")), "reason": "Courier"}
    problem(await viewer.post(place, json=correction), 403, "forbidden")
    after = await operator.post(place, json=correction)
    assert (after.status_code, after.json()["state"], after.json()["edited"]) == (200, "in-flight", True)
    payload = (await operator.get(f"{RECORDS}/{held}/payload")).json()
    assert (payload["edited"], payload["original"]["note"]) == (
        correction["payload"],
        json.loads(flow.order(1))["note"],
    )
    problem(await operator.post(place, json=correction), 409, "not-held")


async def test_a_held_record_is_skipped_or_goes_on(
    held: UUID, flow: LiveFlow, operator: httpx.AsyncClient, problem: Problem
) -> None:
    skipped = await operator.post(f"{HOLDS}/{held}/skip", json={"reason": "Cancelled"})
    assert (skipped.json()["state"], skipped.json()["code"], skipped.json()["reason"]) == (
        "filtered",
        "skipped",
        "Cancelled",
    )
    problem(await operator.post(f"{HOLDS}/{held}/retry", json={}), 409, "not-held")
    others = [await flow.receive(flow.order(number)) for number in (1, 2, 3)]
    for record in others:
        await flow.hold(record, "refused")
    one = await operator.post(f"{HOLDS}/{others[0]}/retry", json={"reason": "Known now"})
    assert (one.status_code, one.json()["state"]) == (200, "in-flight")
    rest = await operator.post(f"{HOLDS}/retry", json={"code": "refused", "flow": "orders"})
    assert (rest.status_code, rest.json()) == (200, {"released": 2})


ASKED = [
    f"{SANDBOX}/records?state=null",
    f"{SANDBOX}/deliveries?outcome=null",
    f"{SANDBOX}/holds?held_before=null",
    f"{PROJECT}/promotion-requests?state=null",
]


@pytest.mark.parametrize("asked", ASKED)
async def test_what_is_asked_for_is_never_read_as_nothing_asked(
    flow: LiveFlow, operator: httpx.AsyncClient, problem: Problem, asked: str
) -> None:
    problem(await operator.get(asked), 400, "invalid-parameter")
