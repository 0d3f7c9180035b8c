"""Stock over the API: buffers, the kill switch, and who may use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
from running import LiveFlow

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]
STOCK = "/api/v1/projects/acme/environments/sandbox/stock"
TWO = {"quantity": 2, "owner": "operations", "reason": "For returns."}


async def test_a_buffer_takes_the_place_of_the_one_before(flow: LiveFlow, operator: httpx.AsyncClient) -> None:
    first = (await operator.post(f"{STOCK}/buffers", json={**TWO, "sku": "MUG"})).json()
    second = (await operator.post(f"{STOCK}/buffers", json={**TWO, "sku": "MUG", "quantity": 5})).json()
    assert (second["id"], second["quantity"], second["location"]) == (first["id"], 5, "*")
    assert len((await operator.get(f"{STOCK}/buffers")).json()["items"]) == 1
    assert (await operator.delete(f"{STOCK}/buffers/{first['id']}")).status_code == 204
    assert (await operator.get(f"{STOCK}/buffers")).json()["items"] == []


async def test_a_buffer_that_cannot_be_is_refused(
    flow: LiveFlow, operator: httpx.AsyncClient, problem: Problem
) -> None:
    for wrong in ({"quantity": 0}, {"owner": " "}, {"ends_at": "2020-01-01T00:00:00Z"}, {"sku": ""}):
        problem(await operator.post(f"{STOCK}/buffers", json={**TWO, **wrong}), 422, "invalid-input")


async def test_only_what_stock_is_told_to_can_be_closed(
    flow: LiveFlow, operator: httpx.AsyncClient, problem: Problem
) -> None:
    assert (await operator.get(f"{STOCK}/channels")).json()["items"] == []
    closing = {"closed": True, "reason": "The prices are wrong."}
    problem(await operator.put(f"{STOCK}/channels/shop", json=closing), 404, "not-found")


async def test_a_flow_without_stock_says_so(flow: LiveFlow, operator: httpx.AsyncClient, problem: Problem) -> None:
    problem(await operator.get(f"{STOCK}?flow=orders"), 404, "not-found")
    assert (await operator.get(f"{STOCK}/doubts")).json()["items"] == []
    problem(await operator.post(f"{STOCK}/doubts/orders/accept", json={"reason": "It is so."}), 404, "not-found")
