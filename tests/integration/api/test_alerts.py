"""Alert rules and alerts over HTTP; and payloads that are gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
from running import LiveFlow

from crossdock.model.alert import AlertKind, Finding

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

PROJECT = "/api/v1/projects/acme"
RULE = f"{PROJECT}/alert-rules/ops"
SETTINGS = {
    "channel": "webhook",
    "settings": {"url": "http://127.0.0.1:9/alerts"},
    "secrets": {"secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
}
NEW = {"If-None-Match": "*"}


async def test_a_rule_is_created_changed_tested_and_deleted(
    acme: None, admin: httpx.AsyncClient, viewer: httpx.AsyncClient, problem: Problem
) -> None:
    made = await admin.put(RULE, json=SETTINGS, headers=NEW)
    assert (made.status_code, made.headers["etag"], made.headers["location"]) == (201, '"1"', RULE)
    assert "whsec_" not in made.text
    problem(await admin.put(RULE, json=SETTINGS, headers=NEW), 412, "stale")
    problem(await admin.put(RULE, json=SETTINGS), 428, "precondition-required")
    problem(await viewer.put(RULE, json=SETTINGS, headers=NEW), 403, "forbidden")
    changed = await admin.put(RULE, json=SETTINGS | {"kinds": ["holds"]}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.json()["kinds"], changed.headers["etag"]) == (200, ["holds"], '"2"')
    assert [rule["name"] for rule in (await viewer.get(f"{PROJECT}/alert-rules")).json()["items"]] == ["ops"]
    tested = await admin.post(f"{RULE}/test")
    assert (tested.status_code, tested.json()["arrived"]) == (200, False)
    assert (await admin.delete(RULE, headers={"If-Match": '"2"'})).status_code == 204
    problem(await viewer.get(RULE), 404, "not-found")


async def test_every_problem_of_a_rule_has_its_place(acme: None, admin: httpx.AsyncClient, problem: Problem) -> None:
    refused = await admin.put(RULE, json=SETTINGS | {"settings": {}, "environments": ["uat"]}, headers=NEW)
    found = problem(refused, 422, "invalid-input")
    assert {error["pointer"] for error in found["errors"]} == {"/settings/url", "/environments/0"}


async def test_the_installed_channels_tell_their_forms(viewer: httpx.AsyncClient) -> None:
    found = {channel["name"]: channel for channel in (await viewer.get("/api/v1/alert-channels")).json()["items"]}
    assert {"webhook", "smtp", "slack"} <= found.keys()
    assert found["slack"]["secrets"] == ["url"]
    assert found["slack"]["settings_schema"]["properties"]["url"]["writeOnly"] is True


async def test_an_alert_is_listed_until_it_is_over_and_acknowledged_by_an_operator(
    flow: LiveFlow, viewer: httpx.AsyncClient, operator: httpx.AsyncClient, problem: Problem
) -> None:
    async with flow.store.begin() as work:
        finding = Finding(
            kind=AlertKind.HOLDS, environment="sandbox", subject="refused", message="m", remedy="r", since=work.now
        )
        await work.alerts.add(await work.projects.get("acme"), finding, work.now)
    (alert,) = (await viewer.get(f"{PROJECT}/alerts", params={"environment": "sandbox"})).json()["items"]
    assert (await viewer.get(f"{PROJECT}/alerts", params={"environment": "live"})).json()["items"] == []
    place = f"{PROJECT}/alerts/{alert['id']}/acknowledge"
    problem(await viewer.post(place, json={"reason": "We know."}), 403, "forbidden")
    known = await operator.post(place, json={"reason": "We know."})
    assert known.json()["acknowledgement"] == "We know."
    assert len((await viewer.get(f"{PROJECT}/alerts", params={"all": "true"})).json()["items"]) == 1


async def test_a_payload_whose_time_is_over_is_gone(
    flow: LiveFlow, operator: httpx.AsyncClient, problem: Problem
) -> None:
    record = await flow.receive(flow.order(1))
    await flow.deliver(record, {"a": 1})
    async with flow.store.begin() as work:
        project = await work.projects.get("acme")
        await work.retention.empty(project, work.now + timedelta(seconds=1), work.now, 10)
    place = f"{PROJECT}/environments/sandbox/records/{record}"
    found = problem(await operator.get(f"{place}/payload"), 410, "payload-emptied")
    assert found["emptied_at"].startswith("20")
    assert (await operator.get(place)).json()["emptied_at"] is not None
