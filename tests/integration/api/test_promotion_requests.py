"""Requests that a version be put live, over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

PROJECT = "/api/v1/projects/acme"
REQUESTS = f"{PROJECT}/promotion-requests"
MAPPING = f"{PROJECT}/mappings/order-to-warehouse"
WANTED = {"environment": "live", "mapping": "order-to-warehouse", "version": 1, "reason": "It is time."}


@pytest.fixture
async def asked(live: None, editor: httpx.AsyncClient) -> str:
    """A request for the version that is live in the sandbox, and not yet where real orders are."""
    answer = await editor.post(REQUESTS, json=WANTED)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"{REQUESTS}/{answer.json()['id']}"
    return str(answer.json()["id"])


async def test_a_request_waits_in_the_inbox_until_it_is_approved(
    asked: str, editor: httpx.AsyncClient, approver: httpx.AsyncClient
) -> None:
    (waiting,) = (await approver.get("/api/v1/inbox")).json()["waiting"]
    assert (waiting["id"], waiting["requested_by"], waiting["state"]) == (asked, "the editor of acme", "waiting")
    made = await approver.post(f"{REQUESTS}/{asked}/approve", json={"reason": "Seen and tried."})
    assert (made.status_code, made.json()["version"]) == (201, 1)
    assert made.headers["location"].endswith(f"/promotions/{made.json()['id']}")
    assert (await approver.get("/api/v1/inbox")).json()["waiting"] == []
    (answered,) = (await editor.get("/api/v1/inbox")).json()["answered"]
    assert (answered["state"], answered["answer"], answered["promotion"]) == (
        "approved",
        "Seen and tried.",
        made.json()["id"],
    )


async def test_a_request_is_declined_with_words(
    asked: str, editor: httpx.AsyncClient, approver: httpx.AsyncClient, problem: Problem
) -> None:
    decline = f"{REQUESTS}/{asked}/decline"
    problem(await approver.post(decline, json={"reason": ""}), 422, "no-reason")
    problem(await editor.post(decline, json={"reason": "No."}), 403, "forbidden")
    assert (await approver.post(decline, json={"reason": "Not yet."})).json()["state"] == "declined"
    problem(await approver.post(decline, json={"reason": "No."}), 409, "answered")
    assert [one["id"] for one in (await editor.get(REQUESTS, params={"state": "declined"})).json()["items"]] == [asked]
    assert (await editor.get(REQUESTS, params={"state": "waiting"})).json()["items"] == []
    problem(await editor.get(REQUESTS, params={"state": "lost"}), 400, "invalid-parameter")


async def test_a_request_is_taken_back(asked: str, editor: httpx.AsyncClient, problem: Problem) -> None:
    problem(await editor.post(REQUESTS, json=WANTED), 409, "already-requested")
    taken = await editor.post(f"{REQUESTS}/{asked}/withdraw", json={"reason": "Not needed."})
    assert (taken.status_code, taken.json()["state"]) == (200, "withdrawn")
    assert (await editor.get(f"{REQUESTS}/{asked}")).json() == taken.json()
