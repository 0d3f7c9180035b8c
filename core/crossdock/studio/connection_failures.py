"""Why asking a platform failed, and how that is mended: in words for whoever filled in the connection's settings."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from crossdock.connect.connector import Connector
from crossdock.connect.settings_form import secret_names, settings_schema
from crossdock.errors import PlatformError

Told = tuple[str, str]
"""What is wrong, and what to do about it."""
_HTTP_PORTS = {"http": 80, "https": 443}


def told(error: PlatformError, connector: Connector) -> Told:
    """What a refusal, or an answer that never came, means to whoever set the connection up."""
    place = urlsplit(connector.address)
    for cause in _causes(error):
        for kind, tell in _REASONS:
            if isinstance(cause, kind):
                return tell(cause, connector, place)
    remedy = _REMEDIES.get(error.status or 0)
    return error.message, error.remedy if remedy is None else remedy(connector)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """What led to an error, the last thing first; the HTTP library hides some of it (`from None`)."""
    while error is not None and (error := error.__cause__ or error.__context__) is not None:
        yield error


def _certificate(cause: BaseException, _: Connector, place: SplitResult) -> Told:
    why = getattr(cause, "verify_message", "") or "it cannot be verified"
    remedy = (
        "Correct the connection's address. Where the certificate is of an authority of the platform's own, whoever runs "
        "Crossdock adds that to the file that SSL_CERT_FILE names."
    )
    return f"The certificate of {place.hostname} is not trusted: {why}.", remedy


def _no_tls(_: BaseException, connector: Connector, place: SplitResult) -> Told:
    return (
        f"What answers at {_at(place)} speaks no TLS.",
        f"Correct the connection's address: {connector.title} speaks TLS, a sandbox is reached with http://.",
    )


def _unknown_name(_: BaseException, __: Connector, place: SplitResult) -> Told:
    remedy = (
        "Correct the connection's settings: the name stands in its address, or is made of what is filled in. Where it is "
        "right, whoever runs Crossdock looks at the machine's name service."
    )
    return f"There is no host of the name {place.hostname}.", remedy


def _nobody(_: BaseException, connector: Connector, place: SplitResult) -> Told:
    if connector.sandbox and _is_here(place.hostname or ""):
        port = place.port or _HTTP_PORTS.get(place.scheme, 80)
        remedy = f"Start the sandbox: `crossdock sandbox {connector.name} --port {port}`. Or correct the address."
    else:
        remedy = "Correct the connection's address and port. If they are right, the platform is down: try again later."
    return f"Nobody listens at {_at(place)}.", remedy


_REASONS: tuple[tuple[type[BaseException], Callable[[BaseException, Connector, SplitResult], Told]], ...] = (
    (ssl.SSLCertVerificationError, _certificate),
    (ssl.SSLError, _no_tls),
    (socket.gaierror, _unknown_name),
    (UnicodeError, _unknown_name),
    (ConnectionRefusedError, _nobody),
)
"""The first that applies; a certificate's error is also one of TLS."""


def _unauthorised(connector: Connector) -> str:
    again = " or authorise the connection again" if connector.authorisation else ""
    return f"The platform does not take {_secrets(connector)}: enter it again{again}. It may have expired, or been replaced."


def _forbidden(connector: Connector) -> str:
    return (
        f"{connector.title} knows the credentials, and they may not read this: give them the right to at the platform."
    )


def _not_there(_: Connector) -> str:
    return "Correct the connection's address and settings: the platform is reached, and has nothing there."


def _throttled(_: Connector) -> str:
    return "The address and the credentials may well be right: wait a minute, and test again."


_REMEDIES: Mapping[int, Callable[[Connector], str]] = {
    401: _unauthorised,
    403: _forbidden,
    404: _not_there,
    429: _throttled,
}


def _secrets(connector: Connector) -> str:
    """The titles of the settings that prove who asks."""
    fields = settings_schema(connector.settings_type).get("properties", {})
    names = [name for name in connector.auth.settings if name in secret_names(connector.settings_type)]
    return " and ".join(f"'{fields[name].get('title', name)}'" for name in names) or "the credentials"


def _at(place: SplitResult) -> str:
    return f"{place.hostname}:{place.port}" if place.port else str(place.hostname)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
