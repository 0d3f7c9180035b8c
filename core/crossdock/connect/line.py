"""An open line to a platform: one request, one answer, or a PlatformError that says what it means.

No redirect is followed, no answer is read beyond its limit, and neither secrets nor query strings are in an error or
a log. An error says whether a write may have been carried out all the same (`uncertain`).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Protocol, Self

import anyio
import httpx
import msgspec

from crossdock.connect.answer import Answer
from crossdock.connect.connector import Connector
from crossdock.connect.format import JSON, Format
from crossdock.connect.grant import SecretKeeper
from crossdock.connect.id_cache import IdCache
from crossdock.connect.secret import redact
from crossdock.connect.tls import trusted
from crossdock.connect.token_signing import NOTHING_SENT, TokenSigning
from crossdock.errors import BatchRefused, ConfigurationError, CrossdockError, ErrorKind, Malformed, PlatformError

_log = logging.getLogger(__name__)
_HEADERS = {"User-Agent": "crossdock"}
_READING = frozenset({"GET", "HEAD"})
_NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
"""What the HTTP library raises before the first byte of a request is on its way."""
_SHARE_TO_CONNECT = 0.5
"""Of the time for a request: a connection that cannot be made is then never taken for an answer that did not come."""
_AGAIN = "It is worth trying again later."


class LineLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What one request may take."""

    seconds: float = 60.0
    """From connecting to the last byte."""
    answer_bytes: int = 50 * 1024 * 1024
    """For one answer, unpacked."""


DEFAULT_LIMITS = LineLimits()


class Allowance(Protocol):
    """The requests that may go out on a connection, shared by everyone who uses it."""

    async def take(self) -> None:
        """Wait until one more request may go out."""

    async def pause(self, seconds: float) -> None:
        """The platform asked everyone to wait."""


class Line:
    """`async with Line(connector) as line: answer = await line.ask("GET", "/orders")`; many may ask at once."""

    def __init__(
        self,
        connector: Connector,
        *,
        limits: LineLimits = DEFAULT_LIMITS,
        transport: httpx.AsyncBaseTransport | None = None,
        allowance: Allowance | None = None,
        keeper: SecretKeeper | None = None,
    ) -> None:
        """`keeper` keeps secrets that the platform replaces; without one they live as long as the line.

        Raises ConfigurationError where the settings make no usable address or authentication.
        """
        self._connector, self._limits, self._allowance = connector, limits, allowance
        self._base = _base(connector, connector.address)
        self._bases = [self._base, *(_base(connector, other) for other in connector.other_addresses)]
        self._auth = connector.auth.bind(connector.settings)
        other = connector.other_auth if len(self._bases) > 1 else None
        self._other_auth = other.bind(connector.settings) if other is not None else self._auth
        self._tokens = {auth for auth in (self._auth, self._other_auth) if isinstance(auth, TokenSigning)}
        if keeper is not None:
            for token in self._tokens:
                token.keep_with(keeper)
        self.ids = IdCache()
        """What writes on this line looked up lately."""
        self._http = httpx.AsyncClient(
            auth=self._auth,
            headers=_HEADERS,
            follow_redirects=False,
            timeout=httpx.Timeout(limits.seconds, connect=limits.seconds * _SHARE_TO_CONNECT),
            transport=transport,
            verify=trusted(),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def ask(
        self,
        method: str,
        path: str,
        *,
        parameters: Mapping[str, str] = {},
        body: Any = msgspec.UNSET,
        headers: Mapping[str, str] = {},
        format: Format = JSON,  # noqa: A002  # what operations and resources call it, too
        base: str = "",
    ) -> Answer:
        """The answer to a request at a path below the base URL, or below another of the connector's addresses.

        A body is sent in a format with every digit of it.

        Raises PlatformError for everything but a success as the connector understands it, and Malformed for a body
        that the format cannot say.
        """
        content, own = None, {"Accept": format.answers.content_type, **headers}
        if body is not msgspec.UNSET:
            content, own = format.encode(body), {"Content-Type": format.content_type, **own}
        request = self._http.build_request(method, self.address(path, parameters, base), content=content, headers=own)
        return await self._ask(request, format)

    async def get(
        self,
        url: httpx.URL,
        question: Any = None,
        format: Format = JSON,  # noqa: A002  # as above
        method: str = "POST",
    ) -> Answer:
        """What is at a whole address of the platform's; raises as `ask`.

        A question is sent there by a method of its own, POST as GraphQL wants it, and changes nothing.
        """
        accept = {"Accept": format.answers.content_type}
        if question is None:
            return await self._ask(self._http.build_request("GET", url, headers=accept), format)
        content, headers = format.encode(question), {"Content-Type": format.content_type, **accept}
        request = self._http.build_request(method, url, content=content, headers=headers)
        return await self._ask(request, format, reads=True)

    async def follow(self, address: str) -> Answer:
        """What is at an address that the platform named; nothing is sent to another host. Raises as `ask`."""
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL as error:
            raise self.trouble("names a next page at no usable address", ErrorKind.HOLD) from error
        if not self.leads_to(url):
            raise self.trouble(
                f"names a next page at another host, {url.host}", ErrorKind.STOP, "Nothing was sent there."
            )
        return await self.get(url)

    def address(self, path: str, parameters: Mapping[str, str], base: str = "") -> httpx.URL:
        """The whole address of a path below the base URL, or below another of the connector's addresses."""
        return httpx.URL((base or str(self._base)) + path, params=dict(parameters))

    def leads_to(self, url: httpx.URL) -> bool:
        """Whether an address is at this line's own scheme, host and port, or at another of the connector's."""
        return any((url.scheme, url.host, url.port) == (base.scheme, base.host, base.port) for base in self._bases)

    def document(self, answer: Answer) -> Any:
        """What an answer says; raises PlatformError (to be tried again) where it cannot be read."""
        try:
            return answer.document
        except Malformed as error:
            raise self.trouble(f"answered with something that is not {answer.format.title}") from error

    def trouble(
        self, what: str, kind: ErrorKind = ErrorKind.RETRY, remedy: str = _AGAIN, *, uncertain: bool = False
    ) -> PlatformError:
        """An error that starts with the platform's name and holds no secret."""
        error = PlatformError(f"{self._connector.title} {what}.", kind=kind, remedy=remedy, uncertain=uncertain)
        return self._without_secrets(error)

    async def _ask(self, request: httpx.Request, format: Format, *, reads: bool = False) -> Answer:  # noqa: A002  # as above
        if self._allowance is not None:
            await self._allowance.take()
        writes = not reads and request.method not in _READING
        fetched = await self._fetch(request, writes=writes)
        answer = replace(fetched, format=format.answers)
        failure = self._connector.failure(answer)
        await self._slow_down(answer, failure)
        if failure is None:
            return answer
        torn = writes and (answer.status >= 500 or 300 <= answer.status < 400)
        raise self._without_secrets(failure, uncertain=failure.uncertain or torn)

    async def _slow_down(self, answer: Answer, failure: PlatformError | None) -> None:
        """Have everybody on the connection wait as long as the platform wants, or will want."""
        seconds = self._connector.pause(answer)
        if answer.status == httpx.codes.TOO_MANY_REQUESTS:
            told = failure.retry_after if failure is not None else None
            seconds = told if told is not None else seconds or self._connector.throttled_seconds
        if seconds <= 0 or self._allowance is None:
            return
        try:
            await self._allowance.pause(seconds)
        except CrossdockError as error:  # what the platform answered counts for more: it may have carried a write out
            _log.warning("everybody is to wait %.1f seconds, and could not be told: %s", seconds, error.message)

    async def _fetch(self, request: httpx.Request, *, writes: bool) -> Answer:
        place = request.url.copy_with(query=None)
        try:
            with anyio.fail_after(self._limits.seconds):
                response = await self._http.send(request, stream=True, auth=self._auth_of(request.url))
                try:
                    body = await self._body(response, writes=writes)
                finally:
                    await response.aclose()
        except (TimeoutError, httpx.HTTPError) as error:
            sent = NOTHING_SENT not in request.extensions and not isinstance(error, _NOTHING_SENT)
            uncertain = writes and sent
            raise self.trouble(self._what_happened(error, place), uncertain=uncertain) from error
        except PlatformError as error:  # the transport's own, or an answer that is too large
            raise self._without_secrets(error) from error.__cause__
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(
            status=response.status_code, headers=headers, body=body, url=str(place), received_at=datetime.now(UTC)
        )

    def _auth_of(self, url: httpx.URL) -> httpx.Auth:
        """What authenticates at an address: the longest of the connector's addresses that it is below decides."""
        below = [base for base in self._bases if str(url).startswith(f"{base}/")]
        own = not below or max(below, key=lambda base: len(str(base))) == self._base
        return self._auth if own else self._other_auth

    def _what_happened(self, error: Exception, place: httpx.URL) -> str:
        silent = isinstance(error, TimeoutError | httpx.TimeoutException) and not isinstance(error, _NOTHING_SENT)
        if silent:
            return f"did not answer within {self._limits.seconds:g} seconds at {place.path}"
        if isinstance(error, httpx.DecodingError):
            return f"answered with a body that cannot be unpacked at {place.path}"
        return f"could not be reached at {place.host} ({type(error).__name__})"

    async def _body(self, response: httpx.Response, *, writes: bool) -> bytes:
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > self._limits.answer_bytes:
                raise self.trouble(
                    f"answered with more than {self._limits.answer_bytes} bytes",
                    ErrorKind.HOLD,
                    "Ask for less at a time.",
                    uncertain=writes,
                )
        return bytes(body)

    def _without_secrets(self, error: PlatformError, *, uncertain: bool | None = None) -> PlatformError:
        secrets = (*self._connector.secrets, *(told for token in self._tokens for told in token.secrets))
        clean = PlatformError(
            redact(error.message, secrets),
            kind=error.kind,
            remedy=redact(error.remedy, secrets),
            status=error.status,
            retry_after=error.retry_after,
            code=error.stable_code,
            uncertain=error.uncertain if uncertain is None else uncertain,
        )
        if not isinstance(error, BatchRefused) or clean.uncertain:
            return clean
        return BatchRefused(clean, {place: self._without_secrets(each) for place, each in error.offenders.items()})


def _base(connector: Connector, address: str) -> httpx.URL:
    try:
        return httpx.URL(address)
    except httpx.InvalidURL as error:
        raise ConfigurationError(
            f"The address of {connector.title} cannot be used: {error}.", remedy="Correct the connection's settings."
        ) from error


def _hide_query(record: logging.LogRecord) -> bool:
    """Cut query strings from the HTTP library's own log lines: some platforms take their key there."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            argument.copy_with(query=None) if isinstance(argument, httpx.URL) else argument for argument in record.args
        )
    return True


logging.getLogger("httpx").addFilter(_hide_query)
