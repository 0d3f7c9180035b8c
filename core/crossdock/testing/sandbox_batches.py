"""Checks of batches at a sandbox, over real HTTP: it judges every item, and so does the connector."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import httpx
import pytest

from crossdock.connect import Operation, Receipt
from crossdock.connect.batch import look_up, send, send_apart
from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing.sandbox_subject import SandboxSubject, holdings


class SandboxBatchChecks(SandboxSubject):
    @pytest.mark.anyio
    async def test_a_batch_with_one_bad_item_carries_out_the_others(
        self, batch_operation: Operation, connection: Mapping[str, str], client: httpx.Client
    ) -> None:
        messages, bad = self.written_together(batch_operation, client, connection)
        connector, before = self.connect(connection), holdings(client)
        async with self.line(connector) as line:
            resolved: list[Any] = await look_up(connector, line, batch_operation, messages)
            assert not any(isinstance(each, Exception) for each in resolved), f"looked up in vain: {resolved}"
            act = partial(send, connector, line, batch_operation)
            results = await send_apart(act, list(zip(messages, resolved, strict=True)))
        refused = results[bad]
        assert isinstance(refused, PlatformError), f"it is refused, and told as done: {refused}"
        assert (refused.kind, refused.uncertain) == (ErrorKind.HOLD, False)
        others = [each for place, each in enumerate(results) if place != bad]
        assert all(isinstance(each, Receipt) for each in others), f"others were not carried out: {others}"
        assert holdings(client) != before, "the others change nothing that the sandbox holds"
