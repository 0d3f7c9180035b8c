"""Checks of writing to a sandbox, over real HTTP: whatever goes wrong on the way, a write with one key is done once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from crossdock.connect import Connector, Operation, Repeat
from crossdock.connect.line import Line
from crossdock.errors import PlatformError
from crossdock.testing.sandbox_subject import SandboxSubject, ask_for, holdings


class SandboxWritingChecks(SandboxSubject):
    @pytest.mark.anyio
    async def test_a_write_whose_answer_was_lost_is_done_once(
        self, operation: Operation, connection: Mapping[str, str], client: httpx.Client
    ) -> None:
        connector, message = self.connect(connection), self.written(operation, client, connection)
        before = holdings(client)
        async with self.line(connector) as line:
            resolved = await connector.resolve(line, operation, message)
            ask_for(client, kind="timeout", seconds=0.01, after_write=True)
            await _interrupted(connector, line, operation, message, resolved)
            once = holdings(client)
            assert once != before, f"the message for '{operation.name}' changes nothing that the sandbox holds"
            await _again(connector, line, operation, message, resolved)
        assert holdings(client) == once, "it was done twice"

    @pytest.mark.anyio
    async def test_a_write_that_never_arrived_is_done_when_it_is_tried_again(
        self, operation: Operation, connection: Mapping[str, str], client: httpx.Client
    ) -> None:
        connector, message = self.connect(connection), self.written(operation, client, connection)
        before = holdings(client)
        async with self.line(connector) as line:
            resolved = await connector.resolve(line, operation, message)
            ask_for(client, kind="timeout", seconds=0.01)
            await _interrupted(connector, line, operation, message, resolved)
            assert holdings(client) == before
            await _again(connector, line, operation, message, resolved)
        assert (holdings(client) != before) == (operation.repeat is not Repeat.UNKNOWABLE)


async def _interrupted(connector: Connector, line: Line, operation: Operation, message: Any, resolved: Any) -> None:
    with pytest.raises(PlatformError) as raised:
        await connector.write(line, operation, message, resolved)
    assert raised.value.uncertain, "nobody knows what became of it, and the error does not say so"


async def _again(connector: Connector, line: Line, operation: Operation, message: Any, resolved: Any) -> None:
    """Go on after an interrupted write as live flows do."""
    if operation.repeat is Repeat.UNKNOWABLE:
        return  # a person looks
    if operation.repeat is Repeat.FOUND and await connector.find(line, operation, message, resolved) is not None:
        return
    try:
        await connector.write(line, operation, message, await connector.resolve(line, operation, message))
    except PlatformError as error:
        if operation.repeat is not Repeat.REFUSED or not connector.is_repeat(error):
            raise AssertionError(f"tried again, it is refused, and that is not known for a repeat: {error}") from error
