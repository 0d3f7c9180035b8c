"""How a request proves who sends it.

Declared on a connector with the names of its settings; `bind` makes the `httpx.Auth` of one connection of it.
Another scheme is another class with these two methods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    import httpx


class Auth(Protocol):
    """A way to authenticate."""

    @property
    def settings(self) -> tuple[str, ...]:
        """Names of the settings it needs; the last one is a secret."""

    def bind(self, settings: msgspec.Struct) -> httpx.Auth:
        """What signs each request of a connection with these settings."""


class HeaderKey(msgspec.Struct, frozen=True):
    """A key in a header of its own: `HeaderKey("X-Token", setting="token")`."""

    header: str
    setting: str
    prefix: str = ""

    @property
    def settings(self) -> tuple[str, ...]:
        return (self.setting,)

    def bind(self, settings: msgspec.Struct) -> httpx.Auth:
        from crossdock.connect.signing import HeaderSigning

        return HeaderSigning(self.header, self.prefix, getattr(settings, self.setting))


class QueryKey(msgspec.Struct, frozen=True):
    """A key in the query string: `QueryKey("api_key", setting="key")`."""

    parameter: str
    setting: str

    @property
    def settings(self) -> tuple[str, ...]:
        return (self.setting,)

    def bind(self, settings: msgspec.Struct) -> httpx.Auth:
        from crossdock.connect.signing import QuerySigning

        return QuerySigning(self.parameter, getattr(settings, self.setting))


class Bearer(msgspec.Struct, frozen=True):
    """A bearer token (RFC 6750)."""

    setting: str

    @property
    def settings(self) -> tuple[str, ...]:
        return (self.setting,)

    def bind(self, settings: msgspec.Struct) -> httpx.Auth:
        return HeaderKey("Authorization", self.setting, prefix="Bearer ").bind(settings)


class Basic(msgspec.Struct, frozen=True):
    """User name and password (RFC 7617)."""

    user: str
    password: str

    @property
    def settings(self) -> tuple[str, ...]:
        return (self.user, self.password)

    def bind(self, settings: msgspec.Struct) -> httpx.Auth:
        import httpx

        return httpx.BasicAuth(getattr(settings, self.user), getattr(settings, self.password).reveal())
