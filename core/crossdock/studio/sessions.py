"""Sessions: a person's browser is known by a cookie that a token was given for once.

The cookie's text is a Fernet token (https://github.com/fernet/spec) under a key for sessions alone, so that nothing else
the deployment ever sealed can pass for one. It holds the token's id and when it was made; whoever revokes the token
ends its sessions.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken

from crossdock.engine.ports import Clock
from crossdock.errors import Unauthenticated
from crossdock.model.access import RIGHTS, Principal, Right, Session
from crossdock.model.page import LARGEST_PAGE, PageRequest
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_scope
from crossdock.studio.projects import Projects
from crossdock.studio.tokens import Tokens

LIFETIME = timedelta(hours=12)
"""A working day; then the token is asked for again."""


class Sessions:
    def __init__(self, store: Store, tokens: Tokens, projects: Projects, keyring: Keyring, clock: Clock) -> None:
        self._store = store
        self._tokens = tokens
        self._projects = projects
        self._keyring = keyring
        self._clock = clock

    async def open(self, token: str) -> tuple[Principal, str]:
        """Whose token it is, and the text for the cookie; raises Unauthenticated as `Tokens.authenticate` does."""
        principal = await self._tokens.authenticate(token)
        async with self._store.begin() as work:
            opened = await open_scope(work, principal, principal.project, Right.READ)
            await work.audit.record(principal.name, opened, "session.open", f"token {principal.name}")
        seconds = int(self._clock.now().timestamp())
        return principal, self._fernet.encrypt_at_time(principal.token_id.bytes, seconds).decode("ascii")

    async def authenticate(self, text: str) -> Principal:
        """Who the cookie's text was made for; raises Unauthenticated where it is none, or too old, or its token is gone."""
        now = int(self._clock.now().timestamp())
        try:
            token = self._fernet.decrypt_at_time(text.encode(), int(LIFETIME.total_seconds()), now)
        except InvalidToken:
            raise Unauthenticated(
                "The session has ended.", code="session-ended", remedy="Sign in again with your token."
            ) from None
        return await self._tokens.authenticate_id(UUID(bytes=token), self._begin(text))

    async def close_all(self, caller: Principal) -> None:
        """Sign the caller out in every browser; the token itself stays valid."""
        async with self._store.begin() as work:
            opened = await open_scope(work, caller, caller.project, Right.READ)
            await work.tokens.sign_out(caller.token_id, work.now)
            await work.audit.record(caller.name, opened, "session.close-all", f"token {caller.name}")

    async def describe(self, caller: Principal, text: str | None) -> Session:
        """Who the caller is, and where; `text` is the cookie's, None for a caller with a bearer token."""
        token = await self._tokens.own(caller)
        projects = await self._projects.list(caller, PageRequest(limit=LARGEST_PAGE))
        ends = [end for end in (token.expires_at, self._begin(text) + LIFETIME if text else None) if end]
        return Session(
            name=caller.name,
            role=caller.role,
            rights=tuple(right for right in Right if right in RIGHTS[caller.role]),
            project=caller.project,
            projects=tuple(projects.items),
            expires_at=min(ends, default=None),
        )

    def _begin(self, text: str) -> datetime:
        return datetime.fromtimestamp(self._fernet.extract_timestamp(text.encode()), UTC)

    @property
    def _fernet(self) -> Fernet:
        return Fernet(urlsafe_b64encode(self._keyring.derive("sessions")))
