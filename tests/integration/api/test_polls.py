"""Polls and subscriptions over the API: how they stand, asked for, checked and mended at the platform itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import msgspec
import pytest
from running import PLACE, SHOP, LiveFlow

from crossdock.clock import SystemClock
from crossdock.connect.catalogue import Catalogue
from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.model.access import Principal
from crossdock.model.project import ConnectionSettings
from crossdock.run.lines import Connectors
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store
from crossdock.studio.studio import Studio
from crossdock.studio.subscriptions import Subscriptions
from crossdock_shopify.connector import Shopify

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

PROJECT = "/api/v1/projects/acme"
SANDBOX = f"{PROJECT}/environments/sandbox"
POLLS, SUBSCRIPTION = f"{SANDBOX}/flows/orders/polls", f"{SANDBOX}/flows/orders/subscription"
SWEEP = {"resource": "order", "schedule": {"cron": "*/15 * * * *", "zone": "Europe/London"}}
HUB = "https://hub.example.com"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(start_sandbox(Shopify)) as address:
        yield address


@pytest.fixture
def studio(studio: Studio, keyring: Keyring, database: Any, catalogue: Catalogue) -> Studio:
    """The studio, allowed to reach the sandbox on this machine."""
    clock = SystemClock()
    connectors, store = Connectors(catalogue, keyring), Store(database, clock)
    reaching = Subscriptions(store, connectors, clock, httpx.AsyncHTTPTransport)
    return msgspec.structs.replace(studio, subscriptions=reaching)


@pytest.fixture
async def shop(flow: LiveFlow, address: str, administrator: Principal) -> None:
    """The flow's source is a shop's sandbox."""
    async with httpx.AsyncClient(base_url=address) as client:
        (await client.post("/_sandbox/reset")).raise_for_status()
    settings = ConnectionSettings(
        settings={"shop": "example-tea", "address": address}, secrets={"access_token": "sandbox-shopify-token"}
    )
    await flow.studio.connections.change(administrator, "acme", PLACE, SHOP.name, settings, None)


async def swept(flow: LiveFlow, editor: httpx.AsyncClient, **source: Any) -> httpx.Response:
    """The flow's source becomes another one."""
    found = await editor.get(f"{PROJECT}/flows/orders")
    wanted = {name: value for name, value in found.json()["definition"].items() if name != "name"}
    wanted["source"] = {"connection": "shop", **source}
    return await editor.put(f"{PROJECT}/flows/orders", json=wanted, headers={"If-Match": found.headers["etag"]})


async def planned(flow: LiveFlow) -> None:
    """As a worker does."""
    async with flow.store.begin() as work:
        project = await work.projects.get("acme")
        stored = await work.flows.get(project, "orders")
        await work.schedules.plan(stored, PLACE, work.now + timedelta(hours=1), work.now)


async def test_a_sweep_is_kept_as_it_was_written(flow: LiveFlow, editor: httpx.AsyncClient) -> None:
    saved = await swept(flow, editor, webhook="order-created", poll=SWEEP)
    assert saved.json()["definition"]["source"] == {"connection": "shop", "webhook": "order-created", "poll": SWEEP}


@pytest.mark.parametrize(
    ("source", "pointer", "code"),
    [
        ({}, "/source", "no-trigger"),
        ({"poll": SWEEP | {"resource": "ordr"}}, "/source/poll/resource", "unknown-resource"),
        ({"poll": SWEEP | {"resource": "product"}}, "/source/poll/resource", "flow-source"),
        ({"poll": SWEEP | {"schedule": {"cron": "often"}}}, "/source/poll/schedule/cron", "poll-schedule"),
        ({"poll": SWEEP | {"overlap_seconds": -1}}, "/source/poll/overlap_seconds", "poll-overlap"),
    ],
)
async def test_a_source_that_cannot_be_polled_is_refused_with_its_place(
    flow: LiveFlow, editor: httpx.AsyncClient, problem: Problem, source: dict[str, Any], pointer: str, code: str
) -> None:
    problems = problem(await swept(flow, editor, **source), 422, "invalid-flow")["errors"]
    assert (pointer, code) in [(one["pointer"], one["code"]) for one in problems]


async def test_a_poll_is_asked_for_and_told(
    flow: LiveFlow, editor: httpx.AsyncClient, operator: httpx.AsyncClient, problem: Problem
) -> None:
    problem(await operator.post(POLLS, json={}), 404, "not-found")
    await swept(flow, editor, webhook="order-created", poll=SWEEP)
    await planned(flow)
    (before,) = (await editor.get(f"{SANDBOX}/polls")).json()["items"]
    assert (before["flow"], before["failures"], before["running"], before["webhooks_missed"]) == ("orders", 0, False, 0)
    since = (datetime.now(UTC) - timedelta(days=2)).isoformat()
    asked = await operator.post(POLLS, json={"since": since})
    assert asked.status_code == 202
    assert datetime.fromisoformat(asked.json()["read_until"]) == datetime.fromisoformat(since)
    assert asked.json()["next_at"] < before["next_at"]
    problem(await editor.post(POLLS, json={}), 403, "forbidden")
    problem(await operator.post(POLLS, json={"since": "2999-01-01T00:00:00Z"}), 422, "invalid-input")


async def test_the_runs_of_a_poll_are_listed_with_what_went_wrong(flow: LiveFlow, editor: httpx.AsyncClient) -> None:
    await swept(flow, editor, webhook="order-created", poll=SWEEP)
    await planned(flow)
    async with flow.store.begin() as work:
        later = work.now + timedelta(hours=2)
        claimed = await work.schedules.claim("tests", later, timedelta(seconds=30))
        assert claimed is not None
        await work.schedules.fail(claimed.run_id, later, later, "Shopify is away.", "Wait.")
    (run,) = (await editor.get(POLLS)).json()["items"]
    assert (run["outcome"], run["error"], run["remedy"], run["worker"]) == (
        "failed",
        "Shopify is away.",
        "Wait.",
        "tests",
    )
    assert (await editor.get(f"{SANDBOX}/polls")).json()["items"][0]["failures"] == 1


async def test_a_subscription_is_checked_made_and_moved(shop: None, operator: httpx.AsyncClient) -> None:
    missing = (await operator.get(SUBSCRIPTION, params={"base": HUB})).json()
    assert (missing["state"], missing["topic"]) == ("missing", "orders/create")
    assert missing["address"] == f"{HUB}/hooks/sandbox/acme/orders"
    states = [(await operator.post(SUBSCRIPTION, json={"base": base})).json()["state"] for base in (HUB, HUB)]
    assert states == ["created", "present"]
    moved = "https://new.example.com"
    elsewhere = (await operator.get(SUBSCRIPTION, params={"base": moved})).json()
    assert (elsewhere["state"], len(elsewhere["others"])) == ("elsewhere", 1)
    after = (await operator.post(SUBSCRIPTION, json={"base": moved})).json()
    assert (after["state"], after["others"]) == ("moved", [])
    assert (await operator.get(SUBSCRIPTION, params={"base": moved})).json()["state"] == "present"


async def test_a_flow_without_a_webhook_and_a_base_that_is_none_are_refused(
    shop: None, flow: LiveFlow, operator: httpx.AsyncClient, editor: httpx.AsyncClient, problem: Problem
) -> None:
    problem(await operator.get(SUBSCRIPTION, params={"base": "hub"}), 422, "invalid-input")
    await swept(flow, editor, poll=SWEEP)
    problem(await operator.get(SUBSCRIPTION, params={"base": HUB}), 422, "invalid-input")


async def test_who_may_only_edit_asks_no_platform(shop: None, editor: httpx.AsyncClient, problem: Problem) -> None:
    problem(await editor.get(SUBSCRIPTION, params={"base": HUB}), 403, "forbidden")
