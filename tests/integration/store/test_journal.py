"""The journal: in the order of writing, and never changed."""

from __future__ import annotations

import msgspec
import pytest
from scene import PLACE, Scene, entry_of
from sqlalchemy import text
from uuid_utils.compat import uuid7

from crossdock.errors import Conflict
from crossdock.model.journal import Event
from crossdock.store.database import connect


async def test_entries_come_back_in_the_order_in_which_they_were_written(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        received = await work.journal.of_record(record.id)
        entries = [
            entry_of(record, event, details={"number": number}, attempt=1)
            for number, event in enumerate([Event.MAPPED, Event.INTENT, Event.RECEIPT, Event.DELIVERED])
        ]
        backwards = sorted((entry.id for entry in entries), reverse=True)
        entries = [entry_of(record, entry.event, id=uuid) for entry, uuid in zip(entries, backwards, strict=True)]
        await work.journal.add(scene.project.id, scene.orders.id, entries)
        assert await work.journal.of_record(record.id) == [*received, *entries]


async def test_nothing_to_tell_is_nothing_written(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        await work.journal.add(scene.project.id, scene.orders.id, [])
        assert len(await work.journal.of_record(record.id)) == 1


async def test_an_objects_entries_are_the_newest_of_all_its_records_oldest_of_them_first(scene: Scene) -> None:
    async with scene.store.begin() as work:
        order = await scene.come(work, scene.orders, "1")
        cancellation = await scene.come(work, scene.cancellations, "1")
        other = await scene.come(work, scene.orders, "2")
        await scene.tell(work, scene.orders, order, Event.MAPPED)
        await scene.tell(work, scene.orders, other, Event.MAPPED)
        found = await work.journal.of_object(scene.project, PLACE, order.object_id, 2)
        assert [(entry.record, entry.event, entry.flow) for entry in found] == [
            (cancellation.id, Event.RECEIVED, "cancellations"),
            (order.id, Event.MAPPED, "orders"),
        ]
        assert len(await work.journal.of_object(scene.project, PLACE, order.object_id, 100)) == 3
        assert await work.journal.of_object(scene.project, "live", order.object_id, 100) == []


async def test_an_entry_about_no_record_is_refused(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
    entry = msgspec.structs.replace(entry_of(record, Event.MAPPED), record=uuid7())
    with pytest.raises(Conflict):
        async with scene.store.begin() as work:
            await work.journal.add(scene.project.id, scene.orders.id, [entry])


@pytest.mark.parametrize("change", ["UPDATE journal SET message = ''", "DELETE FROM journal", "TRUNCATE journal"])
async def test_what_was_told_stays(scene: Scene, database_url: str, change: str) -> None:
    async with scene.store.begin() as work:
        await scene.come(work, scene.orders, "1")
    with pytest.raises(Exception, match="is refused"), connect(database_url) as connection:
        connection.execute(text(change))
