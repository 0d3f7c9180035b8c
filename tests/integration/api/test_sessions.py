"""People's browsers: a token once, then a cookie that no script can read and no other site can use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

import httpx
import pytest
from litestar import Litestar

from crossdock.errors import Unauthenticated
from crossdock.model.access import Principal, Role, TokenNew
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store
from crossdock.studio.projects import Projects
from crossdock.studio.sessions import LIFETIME, Sessions
from crossdock.studio.studio import Studio
from crossdock.studio.tokens import Tokens
from crossdock_api.authentication import COOKIE, STUDIO_HEADER

Caller = Callable[[str | None], httpx.AsyncClient]
Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

SESSION = "/api/v1/session"
FROM_STUDIO = {STUDIO_HEADER: "1"}
DRAFT = "/api/v1/projects/acme/mappings/order-to-warehouse/draft"


async def sign_in(browser: httpx.AsyncClient, token: str) -> httpx.Response:
    return await browser.post(SESSION, json={"token": token}, headers=FROM_STUDIO)


@pytest.fixture
async def browser(acme: None, issue: Any, nobody: httpx.AsyncClient) -> httpx.AsyncClient:
    """One that an editor signed in with."""
    (await sign_in(nobody, await issue("acme", Role.EDITOR))).raise_for_status()
    return nobody


async def test_signing_in_gives_a_cookie_that_no_script_reads_and_no_other_site_sends(
    nobody: httpx.AsyncClient, acme: None, issue: Any
) -> None:
    response = await sign_in(nobody, token := await issue("acme", Role.EDITOR))
    cookie = SimpleCookie(response.headers["set-cookie"])[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "strict", "/api/v1")
    assert cookie["secure"] == ""
    assert int(cookie["max-age"]) == LIFETIME.total_seconds()
    assert token not in cookie.value
    assert token not in response.text


async def test_over_tls_the_cookie_travels_over_tls_alone(app: Litestar, issue: Any) -> None:
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]  # the two spell ASGI differently
    async with httpx.AsyncClient(transport=transport, base_url="https://crossdock.test") as browser:
        response = await sign_in(browser, await issue(None, Role.VIEWER))
    assert SimpleCookie(response.headers["set-cookie"])[COOKIE]["secure"] is True


async def test_the_session_tells_who_may_do_what_where(browser: httpx.AsyncClient) -> None:
    session = (await browser.get(SESSION)).json()
    assert (session["name"], session["role"], session["project"]) == ("the editor of acme", "editor", "acme")
    assert [project["name"] for project in session["projects"]] == ["acme"]
    assert "edit" in session["rights"]
    assert "approve" not in session["rights"]
    ends = datetime.fromisoformat(session["expires_at"]) - datetime.now(UTC)
    assert timedelta(hours=11, minutes=59) < ends <= LIFETIME


async def test_a_bearer_token_can_ask_the_same_and_does_not_end(admin: httpx.AsyncClient) -> None:
    session = (await admin.get(SESSION)).json()
    assert (session["role"], session["project"], session["expires_at"]) == ("admin", None, None)


async def test_a_wrong_token_signs_nobody_in(nobody: httpx.AsyncClient, problem: Problem) -> None:
    response = await sign_in(nobody, "cdk_wrong")
    problem(response, 401, "token-unknown")
    assert "set-cookie" not in response.headers
    problem(await nobody.get(SESSION), 401, "token-missing")


async def test_another_site_can_neither_sign_in_nor_change_anything(
    browser: httpx.AsyncClient, issue: Any, problem: Problem
) -> None:
    foreign = await browser.post(SESSION, json={"token": await issue(None, Role.ADMIN)})
    problem(foreign, 403, "studio-header-missing")
    new = {"If-None-Match": "*"}
    problem(await browser.put(DRAFT, json={"text": "1"}, headers=new), 403, "studio-header-missing")
    assert (await browser.put(DRAFT, json={"text": "1"}, headers=new | FROM_STUDIO)).status_code == 201


async def test_a_bearer_token_needs_no_header_and_goes_before_the_cookie(
    browser: httpx.AsyncClient, issue: Any, problem: Problem
) -> None:
    bearer = {"Authorization": f"Bearer {await issue('acme', Role.VIEWER)}", "If-None-Match": "*"}
    problem(await browser.put(DRAFT, json={"text": "1"}, headers=bearer), 403, "forbidden")


async def test_after_signing_out_the_browser_is_nobody(browser: httpx.AsyncClient, problem: Problem) -> None:
    response = await browser.delete(SESSION, headers=FROM_STUDIO)
    assert response.status_code == 204
    problem(await browser.get(SESSION), 401, "token-missing")


async def test_revoking_a_token_ends_its_sessions(
    admin: httpx.AsyncClient, acme: None, nobody: httpx.AsyncClient, problem: Problem
) -> None:
    issued = (await admin.post("/api/v1/projects/acme/tokens", json={"name": "Alex", "role": "viewer"})).json()
    await sign_in(nobody, issued["text"])
    assert (await nobody.get(SESSION)).status_code == 200
    await admin.delete(f"/api/v1/projects/acme/tokens/{issued['token']['id']}")
    problem(await nobody.get(SESSION), 401, "token-revoked")


@pytest.mark.parametrize("text", ["", "nonsense", "gAAAAA==", "\u00e4"])
async def test_a_cookie_that_was_made_up_is_none(nobody: httpx.AsyncClient, problem: Problem, text: str) -> None:
    cookie = f"{COOKIE}={text}".encode()
    problem(await nobody.get(SESSION, headers={b"Cookie": cookie}), 401, "session-ended")


async def test_what_was_sealed_for_something_else_is_no_session(
    nobody: httpx.AsyncClient, problem: Problem, keyring: Keyring, studio: Studio, administrator: Principal
) -> None:
    issued = await studio.tokens.issue(administrator, None, TokenNew(name="Alex", role=Role.ADMIN))
    forged = keyring.seal(issued.token.id.bytes)
    problem(await nobody.get(SESSION, headers={b"Cookie": COOKIE.encode() + b"=" + forged}), 401, "session-ended")


async def test_signing_in_stands_in_the_audit_log(browser: httpx.AsyncClient, admin: httpx.AsyncClient) -> None:
    entries = (await admin.get("/api/v1/projects/acme/audit")).json()["items"]
    assert ("session.open", "the editor of acme") in {(entry["action"], entry["actor"]) for entry in entries}


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 2, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


async def test_a_session_ends_after_its_lifetime(database: Database, keyring: Keyring) -> None:
    clock = Watch()
    store = Store(database, clock)
    tokens = Tokens(store)
    sessions = Sessions(store, tokens, Projects(store), keyring, clock)
    admin = Principal(token_id=UUID(int=0), name="the tests", project=None, role=Role.ADMIN)
    issued = await tokens.issue(admin, None, TokenNew(name="Alex", role=Role.VIEWER))
    principal, cookie = await sessions.open(issued.text)
    clock.time += LIFETIME
    assert await sessions.authenticate(cookie) == principal
    clock.time += timedelta(seconds=1)
    with pytest.raises(Unauthenticated, match="ended"):
        await sessions.authenticate(cookie)


async def test_a_session_ends_with_its_token(
    nobody: httpx.AsyncClient, studio: Studio, administrator: Principal
) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    issued = await studio.tokens.issue(administrator, None, TokenNew(name="Alex", role=Role.VIEWER, expires_at=soon))
    session = (await sign_in(nobody, issued.text)).json()
    assert datetime.fromisoformat(session["expires_at"]) == soon


async def test_whoever_signs_out_everywhere_is_known_nowhere_until_they_sign_in_again(
    app: Litestar, acme: None, issue: Any, call_as: Caller, problem: Problem
) -> None:
    token = await issue("acme", Role.EDITOR)
    here, there = call_as(None), call_as(None)
    for one in (here, there):
        (await sign_in(one, token)).raise_for_status()
    assert (await there.get(SESSION)).status_code == 200
    (await here.delete(f"{SESSION}/everywhere", headers=FROM_STUDIO)).raise_for_status()
    problem(await there.get(SESSION), 401, "session-ended")
    assert (await call_as(token).get(SESSION)).status_code == 200
