"""Effects: one per key, locked also before there is one."""

from __future__ import annotations

from typing import Any

import anyio
import msgspec
import pytest
from scene import NOW, PLACE, Scene, after, effect_of
from uuid_utils.compat import uuid7

from crossdock.errors import Conflict, InvalidInput, NotFound
from crossdock.model.lookup import LookupRead
from crossdock.model.record import Attempt, AttemptKind, EffectState

CONFIRMED: dict[str, Any] = {"state": EffectState.CONFIRMED, "receipt": {"id": "WH-7"}, "confirmed_at": NOW}


async def test_an_effect_goes_from_intent_to_receipt_and_keeps_its_body(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        assert await work.effects.lock(PLACE, scene.orders.id, "1") is None
        intended = effect_of(record, resolved={"courier": "7"})
        await work.effects.put(PLACE, scene.orders.id, intended, b"sealed body")
        assert await work.effects.lock(PLACE, scene.orders.id, "1") == intended
        confirmed = msgspec.structs.replace(intended, **CONFIRMED)
        await work.effects.put(PLACE, scene.orders.id, confirmed, None)
        assert await work.effects.find(PLACE, scene.orders.id, "1") == confirmed
        assert await work.effects.of(record.id) == [confirmed]
        assert await work.effects.body(intended.id) == b"sealed body"
        assert await work.effects.find("live", scene.orders.id, "1") is None
        assert await work.effects.find(PLACE, scene.stock.id, "1") is None


async def test_another_record_takes_an_effect_over_without_making_a_second_one(scene: Scene) -> None:
    async with scene.store.begin() as work:
        first = await scene.come(work, scene.orders, "1")
        second = await scene.come(work, scene.orders, "1")
        effect = effect_of(first)
        await work.effects.put(PLACE, scene.orders.id, effect, b"one")
        await work.effects.put(PLACE, scene.orders.id, effect_of(second, digest="1" * 64), b"two")
        assert await work.effects.of(first.id) == []
        [taken_over] = await work.effects.of(second.id)
        assert (taken_over.id, taken_over.digest) == (effect.id, "1" * 64)
        assert await work.effects.body(effect.id) == b"two"


async def test_two_who_make_the_first_effect_of_a_key_come_one_after_the_other(scene: Scene) -> None:
    found: list[bool] = []
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")

    async def write() -> None:
        async with scene.store.begin() as work:
            effect = await work.effects.lock(PLACE, scene.orders.id, "1")
            found.append(effect is not None)
            await anyio.sleep(0.1)
            if effect is None:
                await work.effects.put(PLACE, scene.orders.id, effect_of(record), None)

    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(write)
    assert found == [False, True, True, True, True]


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": EffectState.CONFIRMED},
        CONFIRMED | {"receipt": None},
        CONFIRMED | {"confirmed_at": None},
        {"state": EffectState.ACCEPTED},
        {"digest": "none"},
    ],
)
async def test_an_effect_that_contradicts_itself_is_refused(scene: Scene, wrong: dict[str, Any]) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
    with pytest.raises(InvalidInput):
        async with scene.store.begin() as work:
            await work.effects.put(PLACE, scene.orders.id, effect_of(record, **wrong), None)


async def test_what_was_accepted_waits_for_its_confirmation_until_its_record_is_due(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1", due_at=after(30))
        await work.effects.put(
            PLACE, scene.orders.id, effect_of(record, state=EffectState.ACCEPTED, receipt={"id": "WH-7"}), None
        )
        await work.effects.put(
            PLACE, scene.stock.id, effect_of(await scene.come(work, scene.stock, "2"), **CONFIRMED), None
        )
        assert await work.effects.accepted(after(29), 10) == []
        [waiting] = await work.effects.accepted(after(30), 10)
        assert (waiting.effect.record, waiting.environment, waiting.flow_id) == (record.id, PLACE, scene.orders.id)


async def test_a_body_of_no_effect_is_not_found(scene: Scene) -> None:
    async with scene.store.read() as work:
        with pytest.raises(NotFound):
            await work.effects.body(uuid7())


BEGUN = Attempt(number=1, kind=AttemptKind.FIRST, version=None, started_at=NOW)
ENDED = msgspec.structs.replace(
    BEGUN,
    version=3,
    lookups=(LookupRead(table="couriers", revision=2),),
    ended_at=after(1),
    outcome="held",
    code="lookup-miss",
    message="There is no courier for 'Moon rocket'.",
)


async def test_an_attempt_is_stored_as_it_began_and_as_it_ended(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        await work.attempts.begin(record.id, BEGUN)
        assert await work.attempts.of(record.id) == [BEGUN]
        assert await work.attempts.output(record.id, 1) is None
        await work.attempts.end(record.id, ENDED, b"sealed output")
        second = msgspec.structs.replace(ENDED, number=2, kind=AttemptKind.RELEASE)
        await work.attempts.begin(record.id, second, b"at once")
        assert await work.attempts.of(record.id) == [ENDED, second]
        assert await work.attempts.output(record.id, 1) == b"sealed output"
        assert await work.attempts.output(record.id, 2) == b"at once"
        with pytest.raises(NotFound):
            await work.attempts.output(record.id, 3)


async def test_an_attempt_ends_once_and_only_if_it_began(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        with pytest.raises(Conflict):
            await work.attempts.end(record.id, ENDED)
        await work.attempts.begin(record.id, BEGUN, b"output")
        await work.attempts.end(record.id, ENDED)
        with pytest.raises(Conflict) as ended:
            await work.attempts.end(record.id, ENDED)
        assert ended.value.stable_code == "ended-already"
        assert await work.attempts.output(record.id, 1) == b"output"


async def test_an_attempt_begins_once(scene: Scene) -> None:
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, "1")
        await work.attempts.begin(record.id, BEGUN)
    with pytest.raises(Conflict):
        async with scene.store.begin() as work:
            await work.attempts.begin(record.id, BEGUN)
