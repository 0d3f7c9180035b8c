"""How a request proves that the platform sent it, checked on the bytes as they came.

Declared on a webhook with the name of the setting that holds the secret. Another scheme is another class with the
members of `Signature`.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from crossdock.connect.secret import Secret
from crossdock.errors import Rejected

if TYPE_CHECKING:
    from crossdock.connect.webhook import Incoming


LONGEST_TIMESTAMP = 15
"""Digits of a time in seconds; more of them are none."""


class Signature(Protocol):
    """A way to tell the platform's requests from anybody else's."""

    @property
    def setting(self) -> str:
        """The setting that holds the secret."""

    @property
    def signs_body(self) -> bool:
        """Whether a changed body is noticed."""

    @property
    def signs_time(self) -> bool:
        """Whether an old request that is sent again is noticed."""

    def verify(self, incoming: Incoming, settings: msgspec.Struct) -> None:
        """Raises Rejected: signature-missing, -wrong, -replayed, or -unset where the connection has no secret."""

    def signed(self, incoming: Incoming, settings: msgspec.Struct) -> Incoming:
        """The same request as the platform would send it, proof included: for tests and simulators."""


class HmacSignature(msgspec.Struct, frozen=True, kw_only=True):
    """A header with the HMAC-SHA256 of the body; where there is a timestamp header, of `timestamp + separator + body`."""

    headers: tuple[str, ...]
    """Spellings of the header, in lower case; the first that is there counts."""
    setting: str
    encoding: Literal["base64", "hex"] = "base64"
    key: Literal["text", "base64"] = "text"
    """What the secret is: the key itself, or the key in base64."""
    timestamp_header: str | None = None
    """Header with the time of sending in seconds since 1970, in lower case; None: the platform sends none."""
    tolerance_seconds: int = 300
    """How far that time may lie from ours, either way."""
    separator: str = "."
    """Stands between time and body in what is signed."""

    def __post_init__(self) -> None:
        named = (*self.headers, *self._timestamp_headers())
        if not self.headers or any(header != header.lower() for header in named):
            raise ValueError(f"give the signature's headers in lower case, one at least: {', '.join(named)}")

    @property
    def signs_body(self) -> bool:
        return True

    @property
    def signs_time(self) -> bool:
        return self.timestamp_header is not None

    def verify(self, incoming: Incoming, settings: msgspec.Struct) -> None:
        secret = secret_of(settings, self.setting)
        given = next((incoming.headers[name] for name in self.headers if incoming.headers.get(name)), None)
        timestamp = incoming.headers.get(self.timestamp_header, "") if self.timestamp_header else ""
        if given is None or (self.timestamp_header and not timestamp):
            raise missing(f"the header {' or '.join((*self.headers, *self._timestamp_headers()))}")
        expected = self._digest(incoming.body, timestamp, secret)
        if not hmac.compare_digest(expected, self._decode(given)):
            raise wrong("The signature does not fit the body and the connection's secret.", self.setting)
        if self.timestamp_header:
            require_fresh(timestamp, incoming, self.tolerance_seconds, self.setting)

    def signed(self, incoming: Incoming, settings: msgspec.Struct) -> Incoming:
        timestamp = str(int(incoming.received_at.timestamp())) if self.timestamp_header else ""
        digest = self._digest(incoming.body, timestamp, secret_of(settings, self.setting))
        text = base64.b64encode(digest).decode() if self.encoding == "base64" else digest.hex()
        proof = {self.headers[0]: text, **dict.fromkeys(self._timestamp_headers(), timestamp)}
        return msgspec.structs.replace(incoming, headers={**incoming.headers, **proof})

    def _timestamp_headers(self) -> tuple[str, ...]:
        return (self.timestamp_header,) if self.timestamp_header else ()

    def _digest(self, body: bytes, timestamp: str, secret: Secret) -> bytes:
        content = timestamp.encode() + self.separator.encode() + body if self.timestamp_header else body
        return hmac.digest(self._key(secret), content, sha256)

    def _key(self, secret: Secret) -> bytes:
        text = secret.reveal().encode()
        try:
            return base64.b64decode(text, validate=True) if self.key == "base64" else text
        except binascii.Error:
            raise Rejected(
                f"The connection's '{self.setting}' is no base64, so nothing that is sent to it can be believed.",
                code="signature-unset",
                remedy=f"Copy the connection's '{self.setting}' from the platform once more, all of it.",
            ) from None  # the cause may quote the secret

    def _decode(self, given: str) -> bytes:
        try:
            return base64.b64decode(given, validate=True) if self.encoding == "base64" else bytes.fromhex(given)
        except (binascii.Error, ValueError):
            return b""


class SharedSecret(msgspec.Struct, frozen=True, kw_only=True):
    """For platforms that sign nothing: a secret as the address's last segment, or as Basic auth's password."""

    setting: str

    @property
    def signs_body(self) -> bool:
        return False

    @property
    def signs_time(self) -> bool:
        return False

    def verify(self, incoming: Incoming, settings: msgspec.Struct) -> None:
        secret = secret_of(settings, self.setting)
        given = incoming.path_secret or _password(incoming.headers.get("authorization", ""))
        if not given:
            raise missing("the secret at the end of the address, or as Basic auth's password")
        if not hmac.compare_digest(given.encode(errors="surrogatepass"), secret.reveal().encode()):
            raise wrong("The request's secret is not the connection's.", self.setting)

    def signed(self, incoming: Incoming, settings: msgspec.Struct) -> Incoming:
        return msgspec.structs.replace(incoming, path_secret=secret_of(settings, self.setting).reveal())


def secret_of(settings: msgspec.Struct, name: str) -> Secret:
    """The secret that requests are proved with; raises Rejected telling the operator what to set."""
    secret: Secret | None = getattr(settings, name)
    if secret is None:
        raise Rejected(
            f"The connection has no '{name}', so nothing that is sent to it can be believed.",
            code="signature-unset",
            remedy=f"Set '{name}' of the connection; the platform must send with the same one.",
        )
    return secret


def _password(authorization: str) -> str:
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(encoded.strip(), validate=True).decode().partition(":")[2]
    except ValueError:  # no base64, or no UTF-8
        return ""


def require_fresh(timestamp: str, incoming: Incoming, tolerance_seconds: int, setting: str) -> None:
    """Raises Rejected for a signed time, in seconds since 1970, that is too far from when the request came."""
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= LONGEST_TIMESTAMP):
        raise wrong("The signed time is no number of seconds.", setting)
    away = abs(incoming.received_at.timestamp() - int(timestamp))
    if away > tolerance_seconds:
        raise Rejected(
            f"The request was signed {timedelta(seconds=round(away))} away from now: it is an old one sent again, "
            "or a clock is wrong.",
            code="signature-replayed",
            remedy=f"Send it within {tolerance_seconds} seconds of signing it, and see that clocks are right.",
        )


def missing(what: str) -> Rejected:
    """The rejection of a request without what proves who sent it."""
    return Rejected(
        f"The request does not prove who sent it: {what} is missing.",
        code="signature-missing",
        remedy="Send it as the platform does; see the connector's README.",
    )


def wrong(message: str, setting: str) -> Rejected:
    """The rejection of a request whose proof does not fit the connection's secret."""
    return Rejected(
        message,
        code="signature-wrong",
        remedy=f"Compare the connection's '{setting}' with the platform's, and send the body exactly as it was signed.",
    )
