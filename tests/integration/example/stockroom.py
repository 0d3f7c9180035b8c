"""Stock of the example project: the warehouse is read, its changes are pushed, and the shop is told what it may sell."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from example_day import ExampleDay

from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.model.alert import Finding
from crossdock.model.journal import JournalEntry
from crossdock.model.page import PageRequest
from crossdock.model.poll import PollRun
from crossdock.model.record import Record
from crossdock.model.stock import BufferNew, Doubt, StockLevel
from crossdock.run.findings import Findings
from crossdock.run.polling import Polling
from crossdock.run.recount import Recount
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Silence

NORTH, EAST = 71000000001, 71000000003
ITEMS = {"mug": 46200000000013, "tea": 46200000000011, "kettle": 46200000000015, "tin": 46200000000014}


class Stockroom:
    """What workers do about stock, and what the shop has of it."""

    def __init__(self, day: ExampleDay, flow: str = "stock", channel: str = "shop") -> None:
        """`flow` tells stock to the connection `channel`."""
        self.day, self._station, self._stock = day, day.station, day.studio.stock
        self._flow, self._channel = flow, channel

    async def read(self, *, after: float = 3600) -> None:
        """Time passes, the warehouse's stock is read, and what that brings is worked off."""
        await self.day.later(after)
        polling = Polling(self._station, Silence(), "tests")
        await polling.plan()
        async with self._station.store.begin() as work:
            flow = await work.flows.get(await work.projects.get(PROJECT), self._flow)
            await work.schedules.ask(flow, ENVIRONMENT, work.now, None)
        await polling.work_off()
        await self.day.work_off()

    async def recount(self) -> int:
        """What was told is held against the rule; what differs is told anew."""
        count = await Recount(self._station, Silence()).recount()
        await self.day.work_off()
        return count

    def shown(self, name: str, location: int = NORTH) -> int:
        """How many the shop sells."""
        return int(self._level(name, location)["available"])

    def on_hand(self, name: str, location: int = NORTH) -> int:
        return int(self._level(name, location)["on_hand"])

    async def keep_back(self, **fields: Any) -> UUID:
        new = BufferNew(owner="operations", reason="For returns.", **fields)
        return (await self._stock.keep_back(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, new)).id

    async def give_free(self, buffer: UUID) -> None:
        await self._stock.give_free(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, buffer)

    async def close(self, reason: str) -> None:
        await self._stock.close(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, self._channel, reason)

    async def open(self, reason: str) -> None:
        await self._stock.open(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, self._channel, reason)

    async def doubts(self) -> list[Doubt]:
        return list(await self._stock.doubts(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT))

    async def accept(self, reason: str) -> None:
        await self._stock.accept(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, self._flow, reason)

    async def levels(self, sku: str) -> list[StockLevel]:
        page = await self._stock.levels(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, self._flow, sku, PageRequest())
        return page.items

    async def commit(self, text: str) -> None:
        """The flow of orders says otherwise what its messages take."""
        flows = self.day.studio.flows
        flow = await flows.get(LOCAL_ADMINISTRATOR, PROJECT, "orders")
        changed = msgspec.structs.replace(flow.definition, commits=text)
        await flows.put(LOCAL_ADMINISTRATOR, PROJECT, changed, flow.revision)

    async def findings(self) -> list[Finding]:
        """What somebody should know of now."""
        async with self._station.store.read() as work:
            return await Findings(work, await work.projects.get(PROJECT)).standing()

    async def runs(self) -> list[PollRun]:
        """Newest first."""
        async with self._station.store.read() as work:
            project = await work.projects.get(PROJECT)
            flow = await work.flows.get(project, self._flow)
            return (await work.schedules.runs(flow, ENVIRONMENT, PageRequest())).items

    async def why(self, key: str) -> str:
        """What the journal says of the last time that a SKU was counted."""
        told = [
            entry.message
            for record in await self.day.records(self._flow)
            if record.key == key
            for entry in await self._journal(record.id)
            if entry.event.value == "counted"
        ]
        return told[-1]

    async def events(self, record: Record) -> list[str]:
        return [entry.event.value for entry in await self._journal(record.id)]

    async def _journal(self, record: UUID) -> list[JournalEntry]:
        async with self._station.store.read() as work:
            return await work.journal.of_record(record)

    def _level(self, name: str, location: int) -> Any:
        found = {entry["id"]: entry for entry in self.day.shop_state()["stock"]}
        return found[f"{location}/{ITEMS[name]}"]
