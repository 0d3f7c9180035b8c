"""What is given for a token: the requests that ask a token service for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import httpx

from crossdock.connect.resource import at
from crossdock.connect.secret import Secret


class Grant(Protocol):
    """A way to ask for a token."""

    def request(self, url: httpx.URL) -> httpx.Request:
        """The request to the token service."""

    def learn(self, document: Any) -> Secret | None:
        """Take up what an answer gives beside the token; a secret that came with it must be hidden, too."""


class FormGrant:
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

    def learn(self, document: Any) -> Secret | None:  # noqa: ARG002  # the protocol's parameter
        return None


class RefreshGrant:
    """A refresh token, replaced by the one that an answer gives (RFC 6749, section 6)."""

    def __init__(self, *, client: tuple[str, Secret], token: Secret, basic: bool) -> None:
        self._client, self._token, self._basic = client, token, basic

    def request(self, url: httpx.URL) -> httpx.Request:
        fields = {"grant_type": "refresh_token", "refresh_token": self._token.reveal()}
        return FormGrant(client=self._client, fields=fields, basic=self._basic).request(url)

    def learn(self, document: Any) -> Secret | None:
        told = at(document, "refresh_token")
        if not isinstance(told, str) or not told or told == self._token.reveal():
            return None
        self._token = Secret(told)
        return self._token


class BasicGrant:
    """A GET with Basic auth."""

    def __init__(self, user: str, password: Secret) -> None:
        self._user, self._password = user, password

    def request(self, url: httpx.URL) -> httpx.Request:
        return _with_basic(httpx.Request("GET", url), self._user, self._password)

    def learn(self, document: Any) -> Secret | None:  # noqa: ARG002  # the protocol's parameter
        return None


class LoginGrant:
    """A JSON body with the user's name and password."""

    def __init__(self, *, user: Mapping[str, str], password: Mapping[str, Secret]) -> None:
        self._user, self._password = user, password

    def request(self, url: httpx.URL) -> httpx.Request:
        shown = {name: secret.reveal() for name, secret in self._password.items()}
        return httpx.Request("POST", url, json={**self._user, **shown})

    def learn(self, document: Any) -> Secret | None:  # noqa: ARG002  # the protocol's parameter
        return None


def _with_basic(request: httpx.Request, user: str, password: Secret) -> httpx.Request:
    return next(httpx.BasicAuth(user, password.reveal()).auth_flow(request))
