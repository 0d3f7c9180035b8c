"""`crossdock token`: issue the first token of a deployment, and look after all of them, without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

import click

from crossdock.cli.deployment import open_store, which_deployment
from crossdock.cli.output import put_json, put_text, say
from crossdock.model.access import Role

if TYPE_CHECKING:
    from crossdock.model.access import Principal, Token
    from crossdock.studio.tokens import Tokens

T = TypeVar("T")

_ACTOR = "command line"

_project = click.option("--project", help="The project the token is for.  [default: the whole deployment]")


@click.group()
def token() -> None:
    """Issue, list and revoke tokens of a deployment, on its own machine."""


@token.command()
@which_deployment
@_project
@click.option("--name", required=True, help="Who or what will hold it; the audit log calls it so.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--days", type=click.IntRange(min=1, max=3650), help="Expire after so many days.  [default: never]")
def issue(
    data: Path | None,
    database_url: str | None,
    output_format: str,
    project: str | None,
    name: str,
    role: str,
    days: int | None,
) -> None:
    """Issue a token. Its text is shown this once, on standard output."""
    from crossdock.model.access import TokenNew

    expires_at = datetime.now(UTC) + timedelta(days=days) if days else None
    new = TokenNew(name=name, role=Role(role), expires_at=expires_at)
    issued = _run(data, database_url, lambda tokens, admin: tokens.issue(admin, project, new))
    if output_format == "json":
        put_json(issued)
    else:
        put_text(issued.text)
        say(f"Issued: {_line(issued.token)}. Keep its text: it cannot be shown again.")


@token.command("list")
@which_deployment
@_project
def list_(data: Path | None, database_url: str | None, output_format: str, project: str | None) -> None:
    """List tokens, newest first; never their texts."""
    found = _run(data, database_url, lambda tokens, admin: _all(tokens, admin, project))
    if output_format == "json":
        put_json(found)
    else:
        for one in found:
            say(_line(one))


@token.command()
@which_deployment
@_project
@click.argument("token_id", type=click.UUID)
def revoke(
    data: Path | None, database_url: str | None, output_format: str, project: str | None, token_id: UUID
) -> None:
    """Revoke the token with this id (see `crossdock token list`)."""
    revoked = _run(data, database_url, lambda tokens, admin: tokens.revoke(admin, project, token_id))
    if output_format == "json":
        put_json(revoked)
    else:
        say(f"Revoked: {_line(revoked)}")


def _run(data: Path | None, database_url: str | None, act: Callable[[Tokens, Principal], Awaitable[T]]) -> T:
    async def run() -> T:
        from crossdock.studio.tokens import Tokens

        async with open_store(data, database_url) as store:
            tokens = Tokens(store)
            return await act(tokens, await tokens.local_admin(_ACTOR))

    return asyncio.run(run())


async def _all(tokens: Tokens, admin: Principal, project: str | None) -> list[Token]:
    from crossdock.model.page import LARGEST_PAGE, PageRequest

    found: list[Token] = []
    page = await tokens.list(admin, project, PageRequest(limit=LARGEST_PAGE))
    found += page.items
    while page.next:
        page = await tokens.list(admin, project, PageRequest(limit=LARGEST_PAGE, cursor=page.next))
        found += page.items
    return found


def _line(token: Token) -> str:
    scope = f"project {token.project}" if token.project else "whole deployment"
    state = ", revoked" if token.revoked_at else f", until {token.expires_at:%Y-%m-%d}" if token.expires_at else ""
    return f"{token.id}  {token.prefix}...  {token.name}  {token.role}  ({scope}{state})"
