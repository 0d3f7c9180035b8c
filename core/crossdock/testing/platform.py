"""What stands in for a platform while the contract runs: it answers what it was told to, and keeps what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import httpx

Response = Mapping[str, Any]
"""An answer as `httpx.Response` takes it; without a `status_code` it is a success."""


class AskedTooOften(AssertionError):
    """A connector goes on asking when everything was answered."""


class TokenService:
    """The service that a connector fetches its tokens from: each one it gives is another."""

    def __init__(self, path: str, answer: Callable[[str], Response]) -> None:
        self._path, self._answer = path, answer
        self.refusal: Response | Exception | None = None
        """What it answers in the place of a token."""
        self.given: list[str] = []
        self.requests: list[httpx.Request] = []

    def is_asked(self, request: httpx.Request) -> bool:
        """Whether a request is for a token."""
        return request.url.path == self._path

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Another token, or the refusal."""
        self.requests.append(request)
        if self.refusal is not None:
            return respond(self.refusal)
        self.given.append(f"made-up-token-of-the-service-{len(self.given) + 1}")
        return respond(self._answer(self.given[-1]))


class Platform:
    """Gives its answers in order; what it `always_answers` comes when they are used up."""

    def __init__(
        self,
        tokens: TokenService | None = None,
        beside: Callable[[httpx.Request], Response | None] = lambda _: None,
    ) -> None:
        """`beside` answers what is asked beside lists and writes, and None for everything else."""
        self.tokens, self._beside = tokens, beside
        self.requests: list[httpx.Request] = []
        """What it was asked; requests for tokens, and what is answered `beside`, are left out."""
        self._answers: list[Response | Exception] = []
        self._last: Response | Exception | None = None

    @property
    def transport(self) -> httpx.AsyncBaseTransport:
        """What a line to it goes over."""
        return httpx.MockTransport(self._handle)

    def answers(self, *given: Response | Exception) -> None:
        """What comes next; an exception is raised as the HTTP library would."""
        self._answers.extend(given)

    def always_answers(self, given: Response | Exception) -> None:
        """What comes after everything else, as often as it is asked."""
        self._last = given

    async def _handle(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        if self.tokens is not None and self.tokens.is_asked(request):
            return self.tokens.answer(request)
        if (told := self._beside(request)) is not None:
            return respond(told)
        self.requests.append(request)
        given = self._answers.pop(0) if self._answers else self._last
        if given is None:
            raise AskedTooOften(f"{request.method} {request.url.path} is asked once more than there is to answer")
        return respond(given)


def respond(given: Response | Exception) -> httpx.Response:
    """The answer as the HTTP library gives it; raises the trouble that stands in its place."""
    if isinstance(given, Exception):
        raise given
    return httpx.Response(**{"status_code": 200, **given})


def enclosed(value: Any, path: str) -> Any:
    """A document in which a value stands at a dotted path; '' is the document itself."""
    for name in reversed(path.split(".") if path else []):
        value = {name: value}
    return value
