"""Keeping a process to this machine: whoever asks for another is refused, and told of."""

from __future__ import annotations

import errno
import ipaddress
import sys
from typing import Any

_EVENTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_LOOKED_UP = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})


def keep_to_loopback() -> set[str]:
    """From now on, for good, Python's sockets reach this machine only; the hosts that were asked for all the same.

    What a library does by itself in C is not seen.
    """
    refused: set[str] = set()

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        host = _host(event, arguments)
        if host is not None and not _is_here(host):
            refused.add(host)
            raise PermissionError(errno.EPERM, f"{host} is not this machine, and this is done offline")

    sys.addaudithook(refuse)
    return refused


def _host(event: str, arguments: tuple[Any, ...]) -> str | None:
    """The host that is asked for; None where none is, as for sockets that are files."""
    if event in _LOOKED_UP:
        return _text(arguments[0])
    if event in _EVENTS:
        address = arguments[1]
        return _text(address[0]) if isinstance(address, tuple) and address else None
    return None


def _text(host: Any) -> str | None:
    return host.decode(errors="replace") if isinstance(host, bytes) else host if isinstance(host, str) else None


def _is_here(host: str) -> bool:
    if host in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
