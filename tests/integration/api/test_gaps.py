"""Numbered messages that never came, over the API: listed, and settled with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
from running import PLACE, SHOP, LiveFlow

from crossdock.model.access import Principal
from crossdock.model.page import PageRequest
from crossdock.store.sequences import Came
from crossdock.store.unit_of_work import Store

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]
GAPS = "/api/v1/projects/acme/environments/sandbox/gaps"


async def lose(store: Store, *numbers: int) -> None:
    """Only these come."""
    async with store.begin() as work:
        project = await work.projects.get("acme")
        connection = await work.connections.get(project, PLACE, SHOP.name)
        for number in numbers:
            came = Came(connection_id=connection.id, stream="A/order", number=number, grace_seconds=60, is_new=True)
            await work.sequences.note([came], work.now)


async def test_gaps_are_listed_until_somebody_settles_them(
    flow: LiveFlow, operator: httpx.AsyncClient, administrator: Principal, problem: Problem
) -> None:
    await lose(flow.store, 1, 5)
    (gap,) = (await operator.get(GAPS)).json()["items"]
    told = {name: gap[name] for name in ("environment", "connection", "stream", "first", "last")}
    assert told == {
        "environment": PLACE,
        "connection": SHOP.name,
        "stream": "A/order",
        "first": 2,
        "last": 4,
    }
    assert gap["since"] < gap["overdue_at"]
    settle = f"{GAPS}/{gap['id']}/settle"
    problem(await operator.post(settle, json={"reason": " "}), 422, "reason-missing")
    assert (await operator.post(settle, json={"reason": "They were tests."})).json()["id"] == gap["id"]
    assert (await operator.get(GAPS)).json()["items"] == []
    problem(await operator.post(settle, json={"reason": "Again."}), 404, "not-found")
    entries = (await flow.studio.audit.list(administrator, "acme", PageRequest(limit=200))).items
    assert [entry.details["reason"] for entry in entries if entry.action == "gap.settle"] == ["They were tests."]
