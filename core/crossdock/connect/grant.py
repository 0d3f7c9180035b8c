"""What is given for a token: the requests that ask a token service for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import httpx

from crossdock.connect.resource import at
from crossdock.connect.secret import Secret
from crossdock.connect.token_answer import seconds_of


class SecretKeeper(Protocol):
    """Keeps the secrets of a connection for everybody who uses it."""

    async def latest(self, setting: str) -> Secret | None:
        """A secret as it is now; None where there is none."""

    async def replace(self, setting: str, old: Secret, new: Secret, expires_in: float | None) -> None:
        """Keep another in its place, unless somebody replaced the old one already.

        `expires_in` are the seconds for which it is good; None where nobody told.
        """


class Grant(Protocol):
    """A way to ask for a token."""

    def request(self, url: httpx.URL) -> httpx.Request:
        """The request to the token service."""

    def learn(self, document: Any) -> Secret | None:
        """Take up what an answer gives beside the token; a secret that came with it must be hidden, too."""

    async def keep(self, keeper: SecretKeeper | None) -> None:
        """Have kept what was learnt."""

    async def renew(self, keeper: SecretKeeper) -> Secret | None:
        """Take up what others learnt meanwhile; None where that is nothing new."""


class _SteadyGrant:
    """Is never given anything but tokens."""

    def learn(self, document: Any) -> Secret | None:  # noqa: ARG002  # the protocol's parameter
        return None

    async def keep(self, keeper: SecretKeeper | None) -> None:  # noqa: ARG002  # as above
        return None

    async def renew(self, keeper: SecretKeeper) -> Secret | None:  # noqa: ARG002  # the protocol's parameter
        return None


class FormGrant(_SteadyGrant):
    """OAuth's form, with the client's proof as Basic auth or among its fields (RFC 6749, section 2.3.1).

    In Basic auth it is sent as it is, as most services expect it, and not form-encoded before.
    """

    def __init__(self, *, client: tuple[str, Secret], fields: Mapping[str, str], basic: bool) -> None:
        self._client, self._fields, self._basic = client, dict(fields), basic

    def request(self, url: httpx.URL) -> httpx.Request:
        name, secret = self._client
        if self._basic:
            return _with_basic(httpx.Request("POST", url, data=self._fields), name, secret)
        return httpx.Request("POST", url, data={**self._fields, "client_id": name, "client_secret": secret.reveal()})


class RefreshGrant:
    """A refresh token, replaced by the one that an answer gives (RFC 6749, section 6)."""

    def __init__(self, *, client: tuple[str, Secret], setting: str, token: Secret, expires: str, basic: bool) -> None:
        """`setting` is the name under which the token is kept, `expires` the path of a new one's life in an answer."""
        self._client, self._setting, self._expires, self._basic = client, setting, expires, basic
        self._expires_in: float | None = None
        self._token = self._kept = token

    def request(self, url: httpx.URL) -> httpx.Request:
        fields = {"grant_type": "refresh_token", "refresh_token": self._token.reveal()}
        return FormGrant(client=self._client, fields=fields, basic=self._basic).request(url)

    def learn(self, document: Any) -> Secret | None:
        told = at(document, "refresh_token")
        if not isinstance(told, str) or not told or told == self._token.reveal():
            return None
        self._token = Secret(told)
        self._expires_in = seconds_of(at(document, self._expires))
        return self._token

    async def keep(self, keeper: SecretKeeper | None) -> None:
        if keeper is not None and self._token != self._kept:
            await keeper.replace(self._setting, self._kept, self._token, self._expires_in)
            self._kept = self._token

    async def renew(self, keeper: SecretKeeper) -> Secret | None:
        latest = await keeper.latest(self._setting)
        if latest is None or latest == self._kept:
            return None
        self._token = self._kept = latest
        return latest


class BasicGrant(_SteadyGrant):
    """A GET with Basic auth."""

    def __init__(self, user: str, password: Secret) -> None:
        self._user, self._password = user, password

    def request(self, url: httpx.URL) -> httpx.Request:
        return _with_basic(httpx.Request("GET", url), self._user, self._password)


class LoginGrant(_SteadyGrant):
    """A JSON body with the user's name and password."""

    def __init__(self, *, user: Mapping[str, str], password: Mapping[str, Secret]) -> None:
        self._user, self._password = user, password

    def request(self, url: httpx.URL) -> httpx.Request:
        shown = {name: secret.reveal() for name, secret in self._password.items()}
        return httpx.Request("POST", url, json={**self._user, **shown})


def _with_basic(request: httpx.Request, user: str, password: Secret) -> httpx.Request:
    return next(httpx.BasicAuth(user, password.reveal()).auth_flow(request))
