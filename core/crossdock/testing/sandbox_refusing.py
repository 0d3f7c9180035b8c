"""Checks of what a sandbox refuses: one that takes what the platform refuses proves nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import httpx
import msgspec
import pytest

from crossdock.connect.line import Line
from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing.sandbox_subject import SandboxSubject, holdings


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A request that the platform's documentation says is refused."""

    name: str
    """What is wrong with it: 'order-without-lines'."""
    source: str
    """Where the documentation says so."""
    method: str = "POST"
    path: str
    """Below the connector's base URL; it is authenticated as the connector is."""
    parameters: Mapping[str, str] = {}
    body: Any = msgspec.UNSET
    """Sent as JSON."""
    status: int = 422
    """As the platform answers it, also where that is 200."""
    words: str = ""
    """A part of what it says."""
    taken_once: bool = False
    """The first such request is taken; a second one is refused."""


class SandboxRefusingChecks(SandboxSubject):
    refused: ClassVar[Sequence[Refused]] = ()
    """Some of what the platform's documentation says is refused; one at least."""

    @pytest.mark.anyio
    async def test_what_the_documentation_says_is_refused_is_refused(
        self, refusal: Refused | None, connection: Mapping[str, str], client: httpx.Client
    ) -> None:
        assert refusal is not None, "name in `refused` what the platform's documentation says is refused"
        async with self.line(self.connect(connection)) as line:
            if refusal.taken_once:
                await _ask(line, refusal)
            before = holdings(client)
            error = await _refused(line, refusal)
        assert (error.status, error.kind) == (refusal.status, ErrorKind.HOLD), error
        assert refusal.words in error.message
        assert holdings(client) == before, "it is refused, and has its effect all the same"


async def _ask(line: Line, refusal: Refused) -> None:
    await line.ask(refusal.method, refusal.path, parameters=refusal.parameters, body=refusal.body)


async def _refused(line: Line, refusal: Refused) -> PlatformError:
    try:
        await _ask(line, refusal)
    except PlatformError as error:
        return error
    raise AssertionError(f"it is taken, though {refusal.source} says that it is refused")
