"""Requests of connections leave this network: no address inside it is reached, whatever a name resolves to.

The check sits where the connection is made, on the very address that is connected to, so neither a name that resolves
differently the second time nor an odd spelling of a number leads around it. TLS goes on to verify the name.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import anyio
import httpcore
import httpx

from crossdock.connect.tls import trusted
from crossdock.errors import ErrorKind, PlatformError

MOST_CONNECTIONS = 100
_IPV4_IN_IPV6 = IPv6Network("64:ff9b::/96")
"""Translated to the IPv4 address in its last 32 bits (RFC 6052)."""


def guarded_transport(allowed: frozenset[str]) -> httpx.AsyncBaseTransport:
    """A transport that connects to public addresses only, and to those that are `allowed` as "host:port".

    Everything else raises PlatformError (stop) before a byte is sent: loopback, private, link-local, carrier-grade NAT,
    unique local, multicast, unspecified and reserved addresses, IPv4 ones inside IPv6 included.
    """
    return _GuardedTransport(allowed)


async def guarded_socket(host: str, port: int, allowed: frozenset[str]) -> socket.socket:
    """A connected TCP socket that does not block, for protocols other than HTTP; the same addresses are refused.

    Raises PlatformError (stop) for those, OSError where nobody answers.
    """
    try:
        addresses = await _resolve(host, port)
    except httpcore.ConnectError as error:
        raise ConnectionError(str(error)) from error
    _require_allowed(host, port, addresses, frozenset(entry.lower() for entry in allowed))
    *others, last = addresses
    for address in others:
        with suppress(OSError):  # the next one may answer
            return await _connect(address, port)
    return await _connect(last, port)


async def _connect(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(made, (address, port))
    except BaseException:
        made.close()
        raise
    return made


def is_public(address: str) -> bool:
    """Whether an IP address is out on the internet."""
    return _is_public(ip_address(address))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    inner = _inner(address) if isinstance(address, IPv6Address) else None
    if inner is not None:
        return _is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that packets to an IPv6 one end at; None where there is none."""
    if address in _IPV4_IN_IPV6:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


class _GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Resolves, checks, and connects to what was checked."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self._allowed = frozenset(entry.lower() for entry in allowed)
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's own signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            with anyio.fail_after(timeout):
                addresses = await _resolve(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"the name '{host}' was not resolved in time") from error
        _require_allowed(host, port, addresses, self._allowed)
        *others, last = addresses
        each = None if timeout is None else timeout / len(addresses)
        for address in others:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):  # the next one may answer
                return await self._network.connect_tcp(address, port, each, local_address, socket_options)
        return await self._network.connect_tcp(last, port, each, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)


class _GuardedTransport(httpx.AsyncBaseTransport):
    """httpx on httpcore, with a network of our choosing: httpx's own transport takes none."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=trusted(),
            max_connections=MOST_CONNECTIONS,
            keepalive_expiry=5.0,
            network_backend=_GuardedNetwork(allowed),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        asked = httpcore.Request(
            request.method, url, headers=request.headers.raw, content=request.stream, extensions=request.extensions
        )
        with _told_as_httpx():
            answer = await self._pool.handle_async_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    """An answer's body, as it comes."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _told_as_httpx():
            async for chunk in self._answer.aiter_stream():
                yield chunk

    async def aclose(self) -> None:
        await self._answer.aclose()


@contextmanager
def _told_as_httpx() -> Iterator[None]:
    """Raise httpcore's errors as httpx's of the same names, which is what users of a transport expect."""
    try:
        yield
    except tuple(_HTTPX_ERRORS) as error:
        raise _HTTPX_ERRORS[type(error)](str(error)) from error


_HTTPX_ERRORS: dict[type[Exception], type[httpx.TransportError]] = {
    httpcore.ConnectTimeout: httpx.ConnectTimeout,
    httpcore.ReadTimeout: httpx.ReadTimeout,
    httpcore.WriteTimeout: httpx.WriteTimeout,
    httpcore.PoolTimeout: httpx.PoolTimeout,
    httpcore.ConnectError: httpx.ConnectError,
    httpcore.ReadError: httpx.ReadError,
    httpcore.WriteError: httpx.WriteError,
    httpcore.LocalProtocolError: httpx.LocalProtocolError,
    httpcore.RemoteProtocolError: httpx.RemoteProtocolError,
    httpcore.UnsupportedProtocol: httpx.UnsupportedProtocol,
}


def _require_allowed(host: str, port: int, addresses: list[str], allowed: frozenset[str]) -> None:
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    inside = [address for address in addresses if not is_public(address)]
    if inside and place.lower() not in allowed:
        raise PlatformError(
            f"{place} leads to {inside[0]}, an address that connections may not reach.",
            kind=ErrorKind.STOP,
            remedy=f"Correct the connection's address. Where it is meant, whoever runs Crossdock adds {place} to "
            "CROSSDOCK_ALLOWED_HOSTS.",
        )


async def _resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, each once, in the resolver's order."""
    try:
        found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # a UnicodeError is a name that cannot be one
        raise httpcore.ConnectError(f"the name '{host}' is not known") from error
    return list(dict.fromkeys(str(place[0]) for *_, place in found))
