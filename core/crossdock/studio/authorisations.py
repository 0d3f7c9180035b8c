"""Authorising a connection: a person allows it at its platform, and what that gives is kept among its secrets.

Between the two steps nothing is stored. The state that goes through the browser is made of a key that nobody else has,
for one person, one connection, one address to come back to, and ten minutes; the verifier of PKCE is made of it, too,
and never leaves until the code is redeemed.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit, urlunsplit

import msgspec

from crossdock.connect.authorisation import AuthorisationCode
from crossdock.connect.connector import Connector
from crossdock.connect.secret import Secret
from crossdock.engine.ports import Clock
from crossdock.errors import Conflict, InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.authorisation import Authorisation, AuthorisationAsked, AuthorisationGiven
from crossdock.model.project import PLATFORM, Connection, ConnectionSettings, Project, expires_on
from crossdock.run.lines import Connectors
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.connections import Connections
from crossdock.studio.environment import require_environment

if TYPE_CHECKING:
    import httpx

GOOD_FOR = timedelta(minutes=10)
"""As long as codes usually are (RFC 6749, section 4.1.2)."""
_AT_HOME = ("localhost", "127.0.0.1", "::1")
_NONCE, _TIME = 16, 8
_AGAIN = "Ask for the address anew, and open that."


class Authorisations:
    def __init__(
        self,
        store: Store,
        connectors: Connectors,
        clock: Clock,
        transport: Callable[[], httpx.AsyncBaseTransport],
        connections: Connections,
    ) -> None:
        """`transport` makes what the platform is asked on; it keeps requests from addresses they may not reach."""
        self._store, self._connectors, self._clock, self._transport = store, connectors, clock, transport
        self._connections = connections

    async def begin(
        self, caller: Principal, project: str, environment: str, name: str, asked: AuthorisationAsked
    ) -> Authorisation:
        """The page on which a person allows the connection. Raises InvalidInput where it is not allowed that way."""
        redirect = _checked(asked.redirect)
        connection, connector = await self._connector(caller, project, environment, name)
        declared = _declared(connector)
        expires_at = self._clock.now() + GOOD_FOR
        state = self._state(connection, caller, redirect, secrets.token_bytes(_NONCE), expires_at)
        page = declared.page(connector.settings, redirect=redirect, state=state, verifier=self._verifier(state))
        return Authorisation(address=page, expires_at=expires_at)

    async def finish(
        self, caller: Principal, project: str, environment: str, name: str, given: AuthorisationGiven
    ) -> Connection:
        """Redeem the code, once, and keep what it gives.

        Raises InvalidInput where nothing was allowed, Conflict where it was not asked for so or takes too long, and
        PlatformError where the platform does not redeem the code.
        """
        connection, connector = await self._connector(caller, project, environment, name)
        declared = _declared(connector)
        redirect, code, state = _taken_apart(given.address)
        self._require_ours(state, connection, caller, redirect)
        from crossdock.connect.redeeming import redeem  # here, since it brings the HTTP library

        gained = await redeem(
            connector,
            declared,
            code=code,
            redirect=redirect,
            verifier=self._verifier(state),
            transport=self._transport(),
        )
        settings = ConnectionSettings(
            settings=connection.settings,
            secrets={declared.keeps: gained.secret.reveal()},
            expires_on={declared.keeps: expires_on(gained.expires_in, self._clock.now())},
        )
        return await self._connections.change(
            caller, project, environment, name, settings, connection.revision, told_by=PLATFORM
        )

    async def _connector(
        self, caller: Principal, project: str, environment: str, name: str
    ) -> tuple[Connection, Connector]:
        async with self._store.read() as work:
            opened: Project = await open_project(work, caller, project, Right.ADMINISTER)
            require_environment(opened, environment)
            connection, sealed = await work.connections.get_sealed(opened, environment, name)
        return connection, self._connectors.of(connection, sealed)

    def _state(
        self, connection: Connection, caller: Principal, redirect: str, nonce: bytes, expires_at: datetime
    ) -> str:
        head = nonce + int(expires_at.timestamp()).to_bytes(_TIME, "big")
        bound = msgspec.json.encode([str(connection.id), caller.name, redirect])
        return _text(head + self._mac(b"state" + head + bound))

    def _require_ours(self, state: str, connection: Connection, caller: Principal, redirect: str) -> None:
        """Raises Conflict for a state that was not made for this person, this connection and this address, or is old."""
        raw = _bytes(state)
        nonce, time = raw[:_NONCE], int.from_bytes(raw[_NONCE : _NONCE + _TIME], "big")
        now = self._clock.now()
        if not now.timestamp() < time <= (now + GOOD_FOR).timestamp() + 1:
            raise Conflict("The address is too old.", code="authorisation-expired", remedy=_AGAIN)
        expected = self._state(connection, caller, redirect, nonce, datetime.fromtimestamp(time, UTC))
        if not hmac.compare_digest(state.encode(), expected.encode()):
            raise Conflict(
                "This was not asked for by you, for this connection.", code="authorisation-state", remedy=_AGAIN
            )

    def _verifier(self, state: str) -> str:
        """43 characters that nobody can tell from the state alone (RFC 7636, section 4.1)."""
        return _text(self._mac(b"verifier" + state.encode()))

    def _mac(self, content: bytes) -> bytes:
        return hmac.digest(self._connectors.keyring.derive("authorisations"), content, "sha256")


def _declared(connector: Connector) -> AuthorisationCode:
    if connector.authorisation is None:
        raise InvalidInput(
            f"Connections to {connector.title} are not authorised at a page.",
            code="no-authorisation",
            remedy="Fill in the secrets that its settings ask for.",
        )
    return connector.authorisation


def _checked(redirect: str) -> str:
    """An address to come back to; raises InvalidInput for one that others could read along, or that is none."""
    try:
        parts = urlsplit(redirect)
        usable = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _AT_HOME)
    except ValueError:
        usable = False
    if not usable or not parts.hostname or parts.query or parts.fragment:
        raise InvalidInput(
            "The address to come back to cannot be used.",
            code="redirect",
            remedy="Give one with https (or http on this machine), without a query, as it is registered at the platform.",
        )
    return redirect


def _taken_apart(address: str) -> tuple[str, Secret, str]:
    """The address without what was added, the code and the state. Raises InvalidInput where nothing was allowed."""
    try:
        parts = urlsplit(address)
        told = {name: values[0] for name, values in parse_qs(parts.query, max_num_fields=50).items()}
        redirect = urlunsplit(parts._replace(query="", fragment=""))
        return redirect, Secret(told["code"]), told["state"]
    except (KeyError, ValueError) as error:
        raise InvalidInput(
            f"Nothing was allowed{_why(address)}.",
            code="not-authorised",
            remedy="Give the whole address that the browser came back to after the connection was allowed.",
        ) from error


def _why(address: str) -> str:
    """The platform's reason, in the words that are fixed for it (RFC 6749, section 4.1.2.1)."""
    _, mark, reason = address.partition("error=")
    word = reason.partition("&")[0]
    return f": the platform says '{word}'" if mark and word.isidentifier() and word.isascii() else ""


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    """What a text was made of; empty where it is not of ours."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return b""
