"""How a request proves who sends it.

Declared on a connector with the names of its settings; `bind` makes the `httpx.Auth` of one connection of it.
Another scheme is another class with these two methods; those that ask for a token first are in `token_auth`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

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


class HmacKey(msgspec.Struct, frozen=True, kw_only=True):
    """A header with the HMAC of what is sent, each part of it after the other."""

    header: str
    setting: str
    signs: tuple[Literal["timestamp", "method", "target", "body"], ...] = ("timestamp", "method", "target", "body")
    """The parts in their order; the target is the path with its query string, as it is sent."""
    separator: str = "\n"
    digest: Literal["sha256", "sha512"] = "sha256"
    encoding: Literal["base64", "hex"] = "hex"
    prefix: str = ""
    """Stands before the signature in its header."""
    timestamp_header: str = ""
    """The header that tells the signed time, in seconds since 1970."""
    key_header: str = ""
    """The header that tells whose key it is; its value is `key_setting`."""
    key_setting: str = ""

    def __post_init__(self) -> None:
        if not self.signs or ("timestamp" in self.signs) != bool(self.timestamp_header):
            raise ValueError("sign something, and the time where a timestamp header tells it")
        if bool(self.key_header) != bool(self.key_setting):
            raise ValueError("name the key's header and its setting, or neither")

    @property
    def settings(self) -> tuple[str, ...]:
        return (self.key_setting, self.setting) if self.key_setting else (self.setting,)

    def bind(self, settings: msgspec.Struct) -> httpx.Auth:
        from crossdock.connect.signing import HmacSigning

        key = {self.key_header: getattr(settings, self.key_setting)} if self.key_setting else {}
        return HmacSigning(self, getattr(settings, self.setting), key)
