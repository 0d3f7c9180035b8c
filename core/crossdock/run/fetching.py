"""Fetching: some messages only say that something changed; what it is now is read from their source."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime

from crossdock.engine.json_text import decode, encode
from crossdock.errors import ErrorKind, PlatformError
from crossdock.model.record import AttemptKind, RunCode
from crossdock.run.readings import StateRead
from crossdock.run.route import Route
from crossdock.run.station import Station
from crossdock.run.verdict import Verdict, held, retried, stopped
from crossdock.store.records import Claimed


class Fetched(StateRead, frozen=True, kw_only=True):
    """The state of a message's object at a time, for one record."""

    is_new: bool
    """It was read just now, and is still to be stored."""


class Fetching:
    """Fetches for one record, once: a retry goes on with what was read, a person's release reads anew."""

    def __init__(self, station: Station, route: Route, claimed: Claimed) -> None:
        self._at, self._route, self._claimed = station, route, claimed

    async def run(self, source: bytes) -> Fetched | None:
        """The present state; None where the message says it itself. Raises PlatformError, and Malformed for a message
        that is no JSON."""
        flow = self._route.flow.definition.source
        if not flow.webhook or self._claimed.is_state:
            return None
        opened = await self._at.lines.of(self._route.project, self._route.environment, flow.connection)
        webhook = opened.connector.webhook(flow.webhook)
        if not webhook.fetches:
            return None
        if self._claimed.fetched is not None and self._claimed.kind is AttemptKind.RETRY:
            sealed, at = self._claimed.fetched
            return Fetched(payload=self._at.keyring.open(sealed), at=at, is_new=False)

        async def read() -> StateRead:
            now = self._at.clock.now()
            state = await opened.connector.fetch(opened.line, webhook, decode(source), now)
            return StateRead(payload=encode(state), at=now)

        first = self._claimed.kind is AttemptKind.FIRST
        state = await self._at.readings.of(self._message(source), read) if first else await read()
        return Fetched(payload=state.payload, at=state.at, is_new=True)

    def _message(self, source: bytes) -> Hashable:
        """The same for all flows that took the same message in: they were stored at one moment."""
        heard, project = self._route.flow.definition.source, self._route.project.id
        return (
            project,
            self._route.environment,
            heard.connection,
            heard.webhook,
            source,
            self._claimed.record.received_at,
        )


def failed_fetch(error: PlatformError, now: datetime) -> Verdict:
    """What becomes of a record whose object's state cannot be read."""
    if error.kind is ErrorKind.STOP:
        return stopped(error.message, error.remedy, now)
    if error.kind is ErrorKind.RETRY:
        return retried(error.message, remedy=error.remedy, retry_after=error.retry_after)
    return held(RunCode.REFUSED, error.message, error.remedy)
