"""Tokens: issued once, known by their SHA-256 alone, expiring, revocable."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from crossdock.errors import InvalidInput, NotFound, Unauthenticated
from crossdock.model.access import IssuedToken, Principal, Right, Token, TokenNew
from crossdock.model.page import Page, PageRequest
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import LOCAL_ADMINISTRATOR, open_scope

PREFIX = "cdk_"
"""Lets people and secret scanners tell a token when they see one."""

_BYTES = 32
_SHOWN = 10
"""Characters kept in clear: the prefix, and 36 of the 256 bits."""
_LONGEST_NAME = 100
_NOTED_EVERY = timedelta(minutes=1)


class Tokens:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def list(self, caller: Principal, project: str | None, page: PageRequest) -> Page[Token]:
        """Newest first, revoked and expired ones too; None: those of the whole deployment."""
        async with self._store.read() as work:
            opened = await open_scope(work, caller, project, Right.ADMINISTER)
            return await work.tokens.page(opened, page)

    async def own(self, caller: Principal) -> Token:
        """The token that the caller is known by."""
        async with self._store.read() as work:
            return await work.tokens.by_id(caller.token_id)

    async def local_admin(self, actor: str) -> Principal:
        """An administrator of the whole deployment without a token, for commands on the deployment's own machine.

        It is how the first token can be issued. Leaves an entry in the audit log under the actor's name.
        """
        async with self._store.begin() as work:
            await work.audit.record(actor, None, "deployment.administer", "the deployment, from its own machine")
        return msgspec.structs.replace(LOCAL_ADMINISTRATOR, name=actor)

    async def issue(self, caller: Principal, project: str | None, new: TokenNew) -> IssuedToken:
        """Make a token for a project, or for None the whole deployment; its text is never to be had again.

        Administrators of the whole deployment issue for all of it, those of a project for that one.
        """
        _check_token_name(new.name)
        text = PREFIX + secrets.token_urlsafe(_BYTES)
        async with self._store.begin() as work:
            opened = await open_scope(work, caller, project, Right.ADMINISTER)
            _check_expiry(new.expires_at, work.now)
            token = Token(
                id=uuid7(),
                name=new.name,
                project=project,
                role=new.role,
                prefix=text[:_SHOWN],
                created_by=caller.name,
                created_at=work.now,
                expires_at=new.expires_at,
            )
            await work.tokens.add(opened, token, _digest(text))
            told = {"role": new.role, "expires_at": new.expires_at.isoformat() if new.expires_at else None}
            await work.audit.record(caller.name, opened, "token.issue", _subject(token), told)
        return IssuedToken(token=token, text=text)

    async def revoke(self, caller: Principal, project: str | None, token: UUID) -> Token:
        """From now on nobody is known by it; a token that is revoked already stays so."""
        async with self._store.begin() as work:
            opened = await open_scope(work, caller, project, Right.ADMINISTER)
            stored = await work.tokens.get(opened, token)
            if stored.revoked_at:
                return stored
            await work.tokens.revoke(stored, work.now)
            await work.audit.record(caller.name, opened, "token.revoke", _subject(stored))
            return msgspec.structs.replace(stored, revoked_at=work.now)

    async def authenticate(self, text: str) -> Principal:
        """Who the caller is; raises Unauthenticated saying whether the token is unknown, expired or revoked."""
        async with self._store.read() as work:
            token = await work.tokens.by_digest(_digest(text))
            now = work.now
        if token is None:
            raise Unauthenticated("The token is unknown.", code="token-unknown")
        return await self._admit(token, now)

    async def authenticate_id(self, token: UUID, signed_in_at: datetime) -> Principal:
        """Who signed in with this token at a time.

        Raises as `authenticate` does, and 'session-ended' where the holder signed out everywhere since.
        """
        try:
            async with self._store.read() as work:
                stored, now = await work.tokens.by_id(token), work.now
        except NotFound:
            raise Unauthenticated("The token is unknown.", code="token-unknown") from None
        if stored.signed_out_at and signed_in_at <= stored.signed_out_at:
            raise Unauthenticated(
                "You signed out everywhere.", code="session-ended", remedy="Sign in again with your token."
            )
        return await self._admit(stored, now)

    async def _admit(self, token: Token, now: datetime) -> Principal:
        if token.revoked_at:
            raise Unauthenticated(f"The token '{token.name}' was revoked.", code="token-revoked")
        if token.expires_at and token.expires_at <= now:
            raise Unauthenticated(f"The token '{token.name}' has expired.", code="token-expired")
        if token.last_used_at is None or now - token.last_used_at >= _NOTED_EVERY:
            async with self._store.begin() as work:
                await work.tokens.mark_used(token, now)
        return Principal(token_id=token.id, name=token.name, project=token.project, role=token.role)


def _digest(text: str) -> bytes:
    # A plain hash will do: nobody finds 256 random bits by trying, so there is nothing to slow down.
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()


def _subject(token: Token) -> str:
    return f"token {token.name} ({token.prefix}...)"


def _check_token_name(name: str) -> None:
    if not (0 < len(name) <= _LONGEST_NAME and name.isprintable() and name == name.strip()):
        raise InvalidInput(
            "A token needs a name that tells who or what holds it.",
            code="invalid-name",
            remedy=f"Use 1 to {_LONGEST_NAME} printable characters, without spaces at either end.",
        )


def _check_expiry(expires_at: datetime | None, now: datetime) -> None:
    if expires_at is None:
        return
    if expires_at.tzinfo is None:
        raise InvalidInput("The expiry has no time zone.", remedy="Write it as 2030-01-31T12:00:00Z.")
    if expires_at <= now:
        raise InvalidInput("The token would have expired already.", remedy="Give a time that is still to come.")
