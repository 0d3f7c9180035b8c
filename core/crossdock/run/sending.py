"""Sending: how a record's message gets from its write to the target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossdock.connect.operation import Operation, Receipt
from crossdock.run.fence import Moment
from crossdock.run.lines import OpenLine


class Sender:
    """Sends one record's message by itself."""

    def __init__(self, opened: OpenLine, operation: Operation) -> None:
        self.connector, self.line, self.operation = opened.connector, opened.line, operation

    async def resolve(self, message: Any) -> dict[str, Any]:
        """What the write needs to be looked up. Raises PlatformError."""
        return await self.connector.resolve(self.line, self.operation, message)

    async def write(self, message: Any, resolved: Mapping[str, Any], moment: Moment) -> Receipt:  # noqa: ARG002  # for a batch
        """Send it; `moment` is when the epoch was last seen to be ours. Raises PlatformError."""
        return await self.connector.write(self.line, self.operation, message, resolved)
