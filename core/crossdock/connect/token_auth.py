"""Authentication by a token that is asked for first, kept in memory by a connection's line, and asked for anew in time.

Addresses of token services are whole, with settings in braces, or start with a slash: then they are at the host that
is being asked, which a sandbox relies on.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import TYPE_CHECKING, Literal

import msgspec

from crossdock.connect.secret import Secret
from crossdock.errors import ConfigurationError

if TYPE_CHECKING:
    import httpx


class ClientCredentials(msgspec.Struct, frozen=True, kw_only=True):
    """OAuth 2.0 client credentials (RFC 6749, section 4.4)."""

    token_url: str
    client_id: str
    client_secret: str
    scope: str = ""
    client_sent_as: Literal["basic", "form"] = "basic"
    """How the client proves itself: by Basic auth, or by fields of the form."""
    fields: Mapping[str, str] = {}
    """Further fields of the form, such as an audience."""

    @property
    def settings(self) -> tuple[str, ...]:
        return (*_named_in(self.token_url), self.client_id, self.client_secret)

    def bind(self, settings: msgspec.Struct) -> httpx.Auth:
        from crossdock.connect.grant import FormGrant
        from crossdock.connect.token_signing import TokenSigning

        scope = {"scope": self.scope} if self.scope else {}
        grant = FormGrant(
            client=(getattr(settings, self.client_id), given(settings, self.client_secret)),
            fields={"grant_type": "client_credentials", **scope, **self.fields},
            basic=self.client_sent_as == "basic",
        )
        return TokenSigning(_filled(self.token_url, settings), grant)


class RefreshToken(msgspec.Struct, frozen=True, kw_only=True):
    """OAuth 2.0 after an authorisation code was redeemed: the refresh token it gave is a setting (RFC 6749, section 6).

    One that the platform gives in its place is kept with the connection's secrets.
    """

    token_url: str
    client_id: str
    client_secret: str
    refresh_token: str
    expires: str = "refresh_token_expires_in"
    """Where an answer says for how many seconds the refresh token is good that it gives; no standard knows of it."""
    client_sent_as: Literal["basic", "form"] = "basic"

    @property
    def settings(self) -> tuple[str, ...]:
        return (*_named_in(self.token_url), self.client_id, self.client_secret, self.refresh_token)

    def bind(self, settings: msgspec.Struct) -> httpx.Auth:
        from crossdock.connect.grant import RefreshGrant
        from crossdock.connect.token_signing import TokenSigning

        grant = RefreshGrant(
            client=(getattr(settings, self.client_id), given(settings, self.client_secret)),
            setting=self.refresh_token,
            token=given(settings, self.refresh_token),
            expires=self.expires,
            basic=self.client_sent_as == "basic",
        )
        return TokenSigning(_filled(self.token_url, settings), grant)


class TokenExchange(msgspec.Struct, frozen=True, kw_only=True):
    """User name and password, sent by Basic auth with a GET, are exchanged for a bearer token."""

    token_url: str
    user: str
    password: str
    token: str = ""
    """Where the token stands in the answer; '' is the answer itself, a JSON string."""
    seconds: str = ""
    """Where the answer says how long it is good for; '' where it does not: then until it is refused."""

    @property
    def settings(self) -> tuple[str, ...]:
        return (*_named_in(self.token_url), self.user, self.password)

    def bind(self, settings: msgspec.Struct) -> httpx.Auth:
        from crossdock.connect.grant import BasicGrant
        from crossdock.connect.token_signing import TokenSigning

        grant = BasicGrant(getattr(settings, self.user), given(settings, self.password))
        return TokenSigning(_filled(self.token_url, settings), grant, token=self.token, seconds=self.seconds)


class LoginToken(msgspec.Struct, frozen=True, kw_only=True):
    """User name and password, POSTed as JSON, give a bearer token."""

    token_url: str
    user: str
    password: str
    user_field: str = "username"
    """What the user's name is called in the body."""
    password_field: str = "password"  # noqa: S105  # a field's name, no password
    token: str = "token"  # noqa: S105  # a path, no token
    """Where the token stands in the answer."""
    seconds: str = "expires_in"
    """Where the answer says how long it is good for; where it does not, until it is refused."""

    @property
    def settings(self) -> tuple[str, ...]:
        return (*_named_in(self.token_url), self.user, self.password)

    def bind(self, settings: msgspec.Struct) -> httpx.Auth:
        from crossdock.connect.grant import LoginGrant
        from crossdock.connect.token_signing import TokenSigning

        grant = LoginGrant(
            user={self.user_field: getattr(settings, self.user)},
            password={self.password_field: given(settings, self.password)},
        )
        return TokenSigning(_filled(self.token_url, settings), grant, token=self.token, seconds=self.seconds)


def given(settings: msgspec.Struct, name: str) -> Secret:
    """A secret that must be there; raises ConfigurationError where the connection has none yet."""
    value = getattr(settings, name)
    if not isinstance(value, Secret):
        raise ConfigurationError(
            f"The connection has no secret '{name}', which it authenticates with.", remedy=f"Fill in '{name}'."
        )
    return value


def _named_in(template: str) -> list[str]:
    return [field for _, field, _, _ in Formatter().parse(template) if field]


def _filled(template: str, settings: msgspec.Struct) -> str:
    return template.format_map(msgspec.structs.asdict(settings))
