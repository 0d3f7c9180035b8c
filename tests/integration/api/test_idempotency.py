"""A POST that is sent again is answered again, and done once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

PROJECTS = "/api/v1/projects"
ACME = {"name": "acme", "title": "Acme"}
KEY = {"Idempotency-Key": "3f6d2a54"}


async def test_a_repeated_request_gets_the_first_answer(admin: httpx.AsyncClient) -> None:
    first = await admin.post(PROJECTS, json=ACME, headers=KEY)
    again = await admin.post(PROJECTS, json=ACME, headers=KEY)
    assert (again.status_code, again.content) == (201, first.content)
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    for name in ("location", "etag", "content-type"):
        assert again.headers[name] == first.headers[name]


async def test_without_a_key_it_is_done_again(admin: httpx.AsyncClient, problem: Problem) -> None:
    await admin.post(PROJECTS, json=ACME)
    problem(await admin.post(PROJECTS, json=ACME), 409, "already-exists")


async def test_a_key_used_for_something_else_is_refused(admin: httpx.AsyncClient, problem: Problem) -> None:
    await admin.post(PROJECTS, json=ACME, headers=KEY)
    problem(await admin.post(PROJECTS, json={"name": "other"}, headers=KEY), 409, "idempotency-key-reused")
    problem(await admin.post("/api/v1/tokens", json=ACME, headers=KEY), 409, "idempotency-key-reused")


async def test_two_at_once_do_it_once(admin: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(
        *(admin.post("/api/v1/tokens", json={"name": "shop", "role": "viewer"}, headers=KEY) for _ in range(5))
    )
    done = {answer.text for answer in answers if answer.status_code == 201}
    refused = {answer.json()["code"] for answer in answers if answer.status_code != 201}
    assert len(done) == 1
    assert refused <= {"in-progress"}
    listed = (await admin.get("/api/v1/tokens")).json()["items"]
    assert [token["name"] for token in listed].count("shop") == 1


async def test_after_an_error_the_same_key_may_be_tried_again(admin: httpx.AsyncClient, problem: Problem) -> None:
    mapping = {"name": "orders", "source": "shopify/order", "target": "seko/order"}
    problem(await admin.post(f"{PROJECTS}/acme/mappings", json=mapping, headers=KEY), 404, "not-found")
    (await admin.post(PROJECTS, json=ACME)).raise_for_status()
    assert (await admin.post(f"{PROJECTS}/acme/mappings", json=mapping, headers=KEY)).status_code == 201


async def test_nobody_gets_the_answer_to_anothers_request(
    admin: httpx.AsyncClient, editor: httpx.AsyncClient, problem: Problem
) -> None:
    await admin.post(PROJECTS, json={"name": "other"}, headers=KEY)
    problem(await editor.post(PROJECTS, json={"name": "other"}, headers=KEY), 403, "forbidden")


async def test_a_key_that_cannot_be_kept_is_refused(admin: httpx.AsyncClient, problem: Problem) -> None:
    response = await admin.post(PROJECTS, json=ACME, headers={"Idempotency-Key": "x" * 256})
    problem(response, 422, "invalid-idempotency-key")
