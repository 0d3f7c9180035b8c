"""Pauses of connections: nothing is written to a platform and nothing is read from it, until somebody resumes it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class ConnectionStatus(StrEnum):
    RUNNING = "running"
    DRAINING = "draining"
    """A person asked that what was begun comes to its end, and nothing else is begun; then it is paused."""
    PAUSED = "paused"
    """A person paused it: nothing is sent to the platform. Its webhooks are taken in as ever."""


class ConnectionState(msgspec.Struct, frozen=True, kw_only=True):
    """How a connection stands."""

    connection: str
    environment: str
    status: ConnectionStatus = ConnectionStatus.RUNNING
    reason: str = ""
    since: datetime | None = None
    """None: it was never paused, or runs again."""
    by: str = ""
    """A token's name; 'worker' where it came to the end of draining."""
    under_way: int = 0
    """While it drains: writes and polls that were begun and have still to come to their end."""
    flows: tuple[str, ...] = ()
    """Those that read from it or write to it."""
