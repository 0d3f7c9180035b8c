"""A notice to tell, and a mail server on loopback to tell it to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from crossdock.connect.outside import GuardedOutside
from crossdock.model.alert import Alert, AlertKind, Notice, NoticeType

BEGAN = datetime(2026, 11, 4, 8, 1, tzinfo=UTC)


@pytest.fixture
def notice() -> Notice:
    alert = Alert(
        id=UUID(int=1),
        project="acme",
        environment="live",
        kind=AlertKind.FLOW_STOPPED,
        subject="orders",
        message="The flow 'orders' is stopped in 'live': <!channel> said no & went.",
        remedy="Mend the connection, then resume the flow.",
        count=1,
        since=BEGAN,
        opened_at=BEGAN,
        last_at=BEGAN,
    )
    return Notice(id=UUID(int=2), type=NoticeType.OPENED, at=BEGAN, rule="ops", alert=alert)


class MailServer:
    """As much of SMTP (RFC 5321) as it takes to be told something; unencrypted."""

    def __init__(self) -> None:
        self.refused = ""
        """A text: commands with it are refused."""
        self.said: list[str] = []
        self.mail = ""
        self.port = 0

    @property
    def outside(self) -> GuardedOutside:
        """A way out that may reach it."""
        return GuardedOutside(frozenset({f"127.0.0.1:{self.port}"}))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.com\r\n")
        while line := (await reader.readline()).decode().strip():
            self.said.append(line)
            writer.write(await self._answer(line, reader, writer))
            await writer.drain()
            if line.upper() == "QUIT":
                break
        writer.close()

    async def _answer(self, line: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        if self.refused and self.refused in line:
            return b"550 no such mailbox\r\n"
        match line.partition(" ")[0].upper():
            case "DATA":
                writer.write(b"354 go on\r\n")
                self.mail = (await reader.readuntil(b"\r\n.\r\n")).decode()
                return b"250 queued as 7\r\n"
            case "QUIT":
                return b"221 bye\r\n"
        return b"250 ok\r\n"


@pytest.fixture
async def mail_server() -> AsyncIterator[MailServer]:
    made = MailServer()
    async with await asyncio.start_server(made.serve, "127.0.0.1", 0) as server:
        made.port = server.sockets[0].getsockname()[1]
        yield made
