"""Tokens: known by a hash alone, expiring, revocable, never reaching further than who issued them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import anyio
import msgspec
import pytest
from sqlalchemy import text

from crossdock.errors import Forbidden, InvalidInput, NotFound, Unauthenticated
from crossdock.model.access import IssuedToken, Principal, Role, TokenNew
from crossdock.model.page import PageRequest
from crossdock.store.database import Database
from crossdock.studio.studio import Studio

Turn = Callable[[timedelta], None]

EVERYTHING = text("SELECT (SELECT json_agg(t) FROM tokens t)::text || (SELECT json_agg(a) FROM audit_entries a)::text")


async def issue(studio: Studio, admin: Principal, project: str | None, **more: datetime) -> IssuedToken:
    return await studio.tokens.issue(admin, project, TokenNew(name="a till", role=Role.ADMIN, **more))


async def test_the_text_is_told_once_and_stored_nowhere(
    studio: Studio, admin: Principal, project: str, database: Database
) -> None:
    issued = await issue(studio, admin, project)
    assert issued.text.startswith("cdk_")
    assert len(issued.text) == 47
    assert issued.text not in repr(issued)
    async with database.begin() as connection:
        stored = (await connection.execute(EVERYTHING)).scalar_one()
    assert issued.token.prefix in stored
    assert issued.text not in stored


async def test_its_holder_is_known_by_it(studio: Studio, admin: Principal, project: str) -> None:
    issued = await issue(studio, admin, project)
    caller = await studio.tokens.authenticate(issued.text)
    assert (caller.name, caller.project, caller.role) == ("a till", project, Role.ADMIN)
    assert (await studio.tokens.own(caller)).id == issued.token.id


async def test_unknown_expired_and_revoked_tokens_are_told_apart(
    studio: Studio, admin: Principal, project: str, turn: Turn
) -> None:
    expiring = await issue(studio, admin, project, expires_at=datetime.now(UTC) + timedelta(days=1))
    revoked = await issue(studio, admin, project)
    first = await studio.tokens.revoke(admin, project, revoked.token.id)
    assert await studio.tokens.revoke(admin, project, revoked.token.id) == first
    await studio.tokens.authenticate(expiring.text)
    turn(timedelta(days=2))
    codes = {}
    for text_ in ("cdk_" + "x" * 43, "", "\ud800", expiring.text, revoked.text):
        with pytest.raises(Unauthenticated) as refused:
            await studio.tokens.authenticate(text_)
        codes[text_] = refused.value.stable_code
    assert list(codes.values()) == ["token-unknown"] * 3 + ["token-expired", "token-revoked"]


async def test_its_use_is_noted_at_most_once_a_minute(
    studio: Studio, admin: Principal, project: str, turn: Turn
) -> None:
    issued = await issue(studio, admin, project)
    noted: list[datetime] = []
    for seconds in (0, 30, 90):
        turn(timedelta(seconds=seconds))
        caller = await studio.tokens.authenticate(issued.text)
        used = (await studio.tokens.own(caller)).last_used_at
        assert used
        noted.append(used)
    assert noted[0] == noted[1] < noted[2]


async def test_nobody_issues_beyond_their_own_scope(studio: Studio, admin: Principal, project: str) -> None:
    of_project = await studio.tokens.authenticate((await issue(studio, admin, project)).text)
    with pytest.raises(Forbidden):
        await issue(studio, of_project, None)
    with pytest.raises(NotFound):
        await issue(studio, of_project, "other")
    assert (await issue(studio, of_project, project)).token.created_by == "a till"


async def test_a_token_of_another_scope_cannot_be_revoked(studio: Studio, admin: Principal, project: str) -> None:
    of_all = await issue(studio, admin, None)
    with pytest.raises(NotFound):
        await studio.tokens.revoke(admin, project, of_all.token.id)
    await studio.tokens.authenticate(of_all.text)


@pytest.mark.parametrize(
    "new",
    [
        TokenNew(name="", role=Role.VIEWER),
        TokenNew(name=" x", role=Role.VIEWER),
        TokenNew(name="x\n", role=Role.VIEWER),
        TokenNew(name="x" * 101, role=Role.VIEWER),
        TokenNew(name="x", role=Role.VIEWER, expires_at=datetime(2020, 1, 1, tzinfo=UTC)),
        TokenNew(name="x", role=Role.VIEWER, expires_at=datetime(2100, 1, 1)),  # noqa: DTZ001  # that is the point
    ],
)
async def test_a_token_that_makes_no_sense_is_refused(studio: Studio, admin: Principal, new: TokenNew) -> None:
    with pytest.raises(InvalidInput):
        await studio.tokens.issue(admin, None, new)


async def test_tokens_are_listed_by_scope(studio: Studio, admin: Principal, project: str) -> None:
    of_all, of_project = await issue(studio, admin, None), await issue(studio, admin, project)
    assert (await studio.tokens.list(admin, None, PageRequest())).items == [of_all.token]
    assert (await studio.tokens.list(admin, project, PageRequest())).items == [of_project.token]


async def test_the_command_issues_lists_and_revokes(studio: Studio, database_url: str) -> None:
    async def crossdock(*arguments: str) -> bytes:
        command = [sys.executable, "-m", "crossdock.cli.main", "token", *arguments, "--database-url", database_url]
        return (await anyio.run_process(command, stderr=subprocess.PIPE)).stdout

    issued = await crossdock("issue", "--name", "first", "--role", "admin", "--days", "30")
    caller = await studio.tokens.authenticate(issued.decode().strip())
    assert (caller.name, caller.project) == ("first", None)
    assert await crossdock("list") == b""
    listed = msgspec.json.decode(await crossdock("list", "--format", "json"))
    assert [one["id"] for one in listed] == [str(caller.token_id)]
    await crossdock("revoke", str(caller.token_id))
    with pytest.raises(Unauthenticated):
        await studio.tokens.authenticate(issued.decode().strip())
