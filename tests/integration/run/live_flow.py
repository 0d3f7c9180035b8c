"""A live flow as tests use it: letters come in, and time passes."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from desk import SIGNATURE, DeskSettings

from crossdock.connect import Incoming, Secret
from crossdock.model.journal import JournalEntry
from crossdock.model.lookup import LookupRow
from crossdock.model.page import PageRequest
from crossdock.model.record import Counts, Filters, Record
from crossdock.run.drain import Drain
from crossdock.run.intake import Intake, Taken
from crossdock.run.station import Station
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Studio

PROJECT, ENVIRONMENT, MAPPING = "acme", "sandbox", "letters"


class TurnableClock:
    """Tells the real time, plus what it was turned on by."""

    def __init__(self) -> None:
        self.turned = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.turned


async def put_row(studio: Studio, ours: str, theirs: str) -> None:
    row = LookupRow(keys=(ours,), values=(theirs,))
    await studio.lookups.put_row(LOCAL_ADMINISTRATOR, PROJECT, "colours", row, "Agreed.")


class Live:
    """One flow, and what a test does with it."""

    def __init__(
        self,
        studio: Studio,
        store: Store,
        intake: Intake,
        station: Station,
        clock: TurnableClock,
        flow: str,
    ) -> None:
        self.studio, self.store, self.intake = studio, store, intake
        self.station, self.clock = station, clock
        self.drain = Drain(station, "tests")
        self.flow = flow
        self._events = itertools.count(1)

    async def receive(self, at: str = "2026-03-01T09:00:00+00:00", event: str | None = None, **letter: Any) -> Taken:
        """A letter comes in, with an event id of its own unless one is given."""
        body = json.dumps({"id": "1", "colour": "red", **({"at": at} if at else {}), **letter}).encode()
        return await self.receive_raw(body, f"event-{next(self._events)}" if event is None else event)

    async def receive_raw(self, body: bytes, event: str) -> Taken:
        plain = Incoming(headers={"x-event": event}, body=body, received_at=self.clock.now())
        signed = SIGNATURE.signed(plain, DeskSettings(key=Secret("made-up-desk-key")))
        return await self.intake.take(ENVIRONMENT, PROJECT, self.flow, signed, "192.0.2.7")

    async def work_off(self) -> None:
        """Everything that is due now, as workers would."""
        while partitions := await self._due():
            for partition in partitions:
                await self.drain.drain(partition)

    async def later(self, seconds: float = 7200) -> None:
        """Time passes; what has become due is worked off."""
        self.clock.turned += timedelta(seconds=seconds)
        await self.work_off()

    async def until_over(self) -> None:
        """Hours pass, and workers that were killed are replaced, until nothing is in flight any more."""
        for _ in range(20):
            with suppress(asyncio.CancelledError):
                await self.later()
            if not (await self.counts()).in_flight:
                return
        raise AssertionError(f"still in flight after {self.clock.turned}: {await self.records()}")

    async def record(self, record_id: UUID) -> Record:
        async with self.store.read() as work:
            return await work.records.get(await work.projects.get(PROJECT), record_id)

    async def records(self) -> list[Record]:
        """All of them, oldest first."""
        async with self.store.read() as work:
            page = await work.records.page(
                await work.projects.get(PROJECT), ENVIRONMENT, PageRequest(limit=200), Filters()
            )
        return list(reversed(page.items))

    async def journal(self, record_id: UUID) -> list[JournalEntry]:
        async with self.store.read() as work:
            return await work.journal.of_record(record_id)

    async def events(self, record_id: UUID) -> list[str]:
        return [entry.event.value for entry in await self.journal(record_id)]

    async def counts(self) -> Counts:
        async with self.store.read() as work:
            project = await work.projects.get(PROJECT)
            flow = await work.flows.get(project, self.flow)
            return await work.records.counts(project, flow, ENVIRONMENT, None, None)

    async def add_colour(self, ours: str, theirs: str) -> None:
        await put_row(self.studio, ours, theirs)

    async def _due(self) -> list[int]:
        async with self.store.read() as work:
            return await work.records.due_partitions(self.clock.now())


StartFlow = Callable[..., Awaitable[Live]]
