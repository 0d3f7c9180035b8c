"""Who may call, and what they may do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from crossdock.model.access import Principal, Role, TokenNew
from crossdock.studio.studio import Studio
from crossdock_api.authentication import FRESH_SECONDS, Authenticator
from crossdock_api.openapi import document

Caller = Callable[[str | None], httpx.AsyncClient]
Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

PROJECT = "/api/v1/projects/acme"


async def test_a_call_without_a_token_is_told_how_to_send_one(nobody: httpx.AsyncClient, problem: Problem) -> None:
    response = await nobody.get("/api/v1/projects")
    assert "Bearer <token>" in problem(response, 401, "token-missing")["remedy"]
    assert response.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer ", "token cdk_x"])
async def test_another_way_to_log_in_is_no_token(nobody: httpx.AsyncClient, problem: Problem, header: str) -> None:
    problem(await nobody.get("/api/v1/projects", headers={"Authorization": header}), 401, "token-missing")


async def test_an_unknown_token_is_refused_before_the_body_is_looked_at(call_as: Caller, problem: Problem) -> None:
    response = await call_as("cdk_unknown").post("/api/v1/projects", content=b"not json")
    problem(response, 401, "token-unknown")


async def test_a_token_of_another_alphabet_is_only_unknown(nobody: httpx.AsyncClient, problem: Problem) -> None:
    response = await nobody.get("/api/v1/projects", headers={b"Authorization": b"Bearer \xfc"})
    problem(response, 401, "token-unknown")


async def test_the_scheme_is_read_in_any_case(nobody: httpx.AsyncClient, issue: Any) -> None:
    token = await issue(None, Role.VIEWER)
    response = await nobody.get("/api/v1/tokens/self", headers={"Authorization": f"bearer {token}"})
    assert response.json()["role"] == "viewer"


async def test_a_revoked_token_is_refused_at_once_where_it_was_revoked(
    admin: httpx.AsyncClient, acme: None, call_as: Caller, problem: Problem
) -> None:
    issued = (await admin.post(f"{PROJECT}/tokens", json={"name": "shop", "role": "viewer"})).json()
    shop = call_as(issued["text"])
    assert (await shop.get(PROJECT)).status_code == 200
    revoked = await admin.delete(f"{PROJECT}/tokens/{issued['token']['id']}")
    assert revoked.json()["revoked_at"]
    problem(await shop.get(PROJECT), 401, "token-revoked")


async def test_a_token_is_looked_up_again_after_a_few_seconds(studio: Studio, administrator: Principal) -> None:
    now = 0.0
    authenticator = Authenticator(studio.tokens, studio.sessions, lambda: now)
    issued = await studio.tokens.issue(administrator, None, TokenNew(name="shop", role=Role.VIEWER))
    known: Principal = await authenticator.principal(issued.text)
    await studio.tokens.revoke(administrator, None, issued.token.id)
    assert await authenticator.principal(issued.text) == known
    now = FRESH_SECONDS
    with pytest.raises(Exception, match="revoked"):
        await authenticator.principal(issued.text)


async def test_a_role_that_does_not_allow_it_is_told_which_would(viewer: httpx.AsyncClient, problem: Problem) -> None:
    response = await viewer.put(
        f"{PROJECT}/mappings/order-to-warehouse/draft", json={"text": "1"}, headers={"If-None-Match": "*"}
    )
    found = problem(response, 403, "forbidden")
    assert "editor" in found["remedy"]


async def test_another_project_is_not_there(
    admin: httpx.AsyncClient, editor: httpx.AsyncClient, problem: Problem
) -> None:
    (await admin.post("/api/v1/projects", json={"name": "other", "title": "Other"})).raise_for_status()
    problem(await editor.get("/api/v1/projects/other"), 404, "not-found")
    listed = (await editor.get("/api/v1/projects")).json()
    assert [project["name"] for project in listed["items"]] == ["acme"]


@pytest.mark.parametrize("role", list(Role))
async def test_only_administrators_issue_tokens(
    acme: None, issue: Callable[[str, Role], Awaitable[str]], call_as: Caller, role: Role
) -> None:
    response = await call_as(await issue("acme", role)).post(f"{PROJECT}/tokens", json={"name": "a", "role": "viewer"})
    assert response.status_code == (201 if role is Role.ADMIN else 403)


async def test_no_operation_of_the_api_answers_without_a_token(nobody: httpx.AsyncClient) -> None:
    paths = {path: item for path, item in document()["paths"].items() if path.startswith("/api/")}
    asked = [(method, path.format_map(_AnyValue())) for path, item in paths.items() for method in item]
    asked.remove(("post", "/api/v1/session"))  # it takes the token in its body
    assert len(asked) > 50
    answers = await asyncio.gather(*(nobody.request(method, path) for method, path in asked))
    assert {answer.status_code for answer in answers} == {401}


class _AnyValue(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return {"number": "1"}.get(key, "019a4a3c-5f00-7000-8000-000000000001")
