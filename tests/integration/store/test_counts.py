"""Counts: the equation by day of receipt, and the journal beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from scene import NOW, PLACE, Scene, after, ended_as
from uuid_utils.compat import uuid7

from crossdock.model.journal import Event
from crossdock.model.record import AttemptKind, Counts, Delivery, DeliveryOutcome, RecordState
from crossdock.store.unit_of_work import Work

TODAY, TOMORROW = date(2026, 3, 29), date(2026, 3, 30)


async def counted(scene: Scene, work: Work, first: date | None = None, last: date | None = None) -> Counts:
    return await work.records.counts(scene.project, scene.orders, PLACE, first, last)


async def deliver(scene: Scene, work: Work, at: datetime, duplicates: int, code: str = "") -> None:
    delivery = Delivery(
        id=uuid7(),
        environment=PLACE,
        flow="orders",
        at=at,
        source="192.0.2.1",
        outcome=DeliveryOutcome.REJECTED if code else DeliveryOutcome.ACCEPTED,
        code=code,
        duplicates=duplicates,
    )
    await work.deliveries.add((scene.project, scene.orders, delivery))


async def test_every_record_counts_once_by_its_state_and_the_day_of_its_receipt(scene: Scene) -> None:
    tomorrow = datetime(2026, 3, 30, tzinfo=UTC)
    async with scene.store.begin() as work:
        for number, state in enumerate(RecordState):
            record = await scene.come(work, scene.orders, str(number))
            if state is not RecordState.IN_FLIGHT:
                await scene.end(work, scene.orders, record, state)
        await scene.come(work, scene.orders, "next", received_at=tomorrow)
        await scene.come(work, scene.stock, "stock")
        await deliver(scene, work, NOW, duplicates=2)
        await deliver(scene, work, NOW, duplicates=0, code="signature-wrong")
        await deliver(scene, work, tomorrow, duplicates=4)
        today = await counted(scene, work, TODAY, TODAY)
        assert today == Counts(
            flow="orders",
            environment=PLACE,
            first_day=TODAY,
            last_day=TODAY,
            received=5,
            delivered=1,
            held=1,
            filtered=1,
            failed=1,
            in_flight=1,
            deliveries=8,
            duplicates=2,
            rejected=1,
            journal_agrees=True,
        )
        next_day = await counted(scene, work, TOMORROW, None)
        assert (next_day.received, next_day.in_flight, next_day.duplicates, next_day.deliveries) == (1, 1, 4, 5)
        both = await counted(scene, work)
        assert (both.received, both.deliveries, both.journal_agrees) == (6, 13, True)
        assert (await counted(scene, work, None, date(2026, 3, 28))).received == 0


@pytest.mark.parametrize("state", [state for state in RecordState if state is not RecordState.IN_FLIGHT])
async def test_the_journal_disagrees_where_a_state_was_not_told(scene: Scene, state: RecordState) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        if state is RecordState.HELD:
            await scene.end(work, scene.orders, record, state)
            await scene.tell(work, scene.orders, record, Event.RELEASED)
        else:
            await work.records.settle(ended_as(record, state))
        assert not (await counted(scene, work)).journal_agrees


async def test_the_journal_disagrees_where_it_tells_of_an_outcome_that_is_none(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        await scene.tell(work, scene.orders, record, Event.DELIVERED)
        assert not (await counted(scene, work)).journal_agrees


async def test_the_journal_agrees_through_holding_releasing_and_delivering(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        held = await scene.end(work, scene.orders, record, RecordState.HELD)
        assert (await counted(scene, work)).journal_agrees
        await work.records.reopen(held.id, AttemptKind.RELEASE, after(1))
        await scene.tell(work, scene.orders, held, Event.RELEASED)
        assert (await counted(scene, work)).journal_agrees
        await scene.end(work, scene.orders, record, RecordState.DELIVERED)
        counts = await counted(scene, work)
        assert (counts.delivered, counts.held, counts.journal_agrees) == (1, 0, True)
