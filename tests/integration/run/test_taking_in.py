"""Whatever comes at a time is stored before it is acknowledged: each message once, and none lost for another's sake."""

from __future__ import annotations

import asyncio
import json

import pytest
from desk import Platform
from live_flow import ENVIRONMENT, PROJECT, StartFlow

from crossdock.connect import Incoming
from crossdock.errors import NotFound, Rejected
from crossdock.model.page import PageRequest
from crossdock.model.record import RecordState
from crossdock.run.batch import Batch


async def test_deliveries_at_a_time_are_stored_each_once(start: StartFlow, platform: Platform) -> None:
    live = await start()
    taken = await asyncio.gather(*(live.receive(id=f"{n % 20}", event=f"e{n % 20}") for n in range(60)))
    assert sum(len(one.records) for one in taken) == 20
    assert sum(one.duplicates for one in taken) == 40
    counts = await live.counts()
    assert (counts.received, counts.duplicates, counts.deliveries) == (20, 40, 60)
    assert len({record.object_id for record in await live.records()}) == 20


async def test_the_same_content_under_another_event_id_is_a_duplicate(start: StartFlow, platform: Platform) -> None:
    live = await start()
    taken = await asyncio.gather(*(live.receive(event=f"e{n}") for n in range(3)))
    assert sorted(len(one.records) for one in taken) == [0, 0, 1]
    assert (await live.receive(event="e2")).duplicates == 1


async def test_two_changes_in_one_second_are_two_messages(start: StartFlow, platform: Platform) -> None:
    live = await start()
    assert len((await live.receive(colour="red")).records) == 1
    assert len((await live.receive(colour="blue")).records) == 1


async def test_what_cannot_be_stored_is_held_and_takes_nobody_with_it(start: StartFlow, platform: Platform) -> None:
    live = await start()
    odd = json.dumps({"id": "a\0b", "colour": "red", "at": "2026-03-01T09:00:00+00:00"}).encode()
    taken = await asyncio.gather(*(live.receive(id=f"{n}") for n in range(5)), live.receive_raw(odd, "odd"))
    assert [len(one.records) for one in taken] == [1] * 6
    held = await live.record(taken[-1].records[0])
    assert (held.state, held.code) == (RecordState.HELD, "not-understood")
    await live.work_off()
    assert (await live.counts()).delivered == 5


async def test_a_forged_delivery_is_counted_with_its_source_and_not_kept(start: StartFlow, platform: Platform) -> None:
    live = await start()
    forged = Incoming(headers={"x-signature": "bm8="}, body=b"{}", received_at=live.clock.now())
    with pytest.raises(Rejected):
        await live.intake.take(ENVIRONMENT, PROJECT, "letters", forged, "198.51.100.7")
    counts = await live.counts()
    assert (counts.received, counts.rejected, counts.deliveries) == (0, 1, 1)
    async with live.store.read() as work:
        project = await work.projects.get(PROJECT)
        (delivery,) = (await work.deliveries.page(project, ENVIRONMENT, PageRequest())).items
    assert (delivery.source, delivery.code) == ("198.51.100.7", "signature-wrong")


async def test_an_unknown_flow_takes_nothing_in(start: StartFlow, platform: Platform) -> None:
    live = await start()
    live.flow = "parcels"
    with pytest.raises(NotFound, match="/hooks/sandbox/acme/parcels"):
        await live.receive()


async def test_a_batch_answers_each_with_its_own_and_begins_after_it_was_asked() -> None:
    batches: list[list[int]] = []

    async def act(numbers: list[int]) -> list[int | Exception]:
        batches.append(numbers)
        await asyncio.sleep(0.01)
        return [ValueError(str(n)) if n == 3 else n * 10 for n in numbers]

    batch: Batch[int, int] = Batch(act, most=4)  # type: ignore[arg-type]  # a list is a sequence of its own items
    first = asyncio.create_task(batch.ask(0))
    await asyncio.sleep(0.005)
    answers = await asyncio.gather(*(batch.ask(n) for n in range(1, 8)), return_exceptions=True)
    assert await first == 0
    assert [answer if isinstance(answer, int) else str(answer) for answer in answers] == [10, 20, "3", 40, 50, 60, 70]
    assert batches == [[0], [1, 2, 3, 4], [5, 6, 7]]


async def test_a_batch_that_fails_tells_everyone_and_the_next_goes_on() -> None:
    asked = 0

    async def act(numbers: list[int]) -> list[int | Exception]:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise ConnectionError("away")
        return list(numbers)

    batch: Batch[int, int] = Batch(act)  # type: ignore[arg-type]  # a list is a sequence of its own items
    failed = await asyncio.gather(batch.ask(1), batch.ask(2), return_exceptions=True)
    assert [type(error) for error in failed] == [ConnectionError, ConnectionError]
    assert await batch.ask(3) == 3
