"""Retention: what settled records hold goes when its time is over, and nothing else, and nobody else can do that."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from cryptography.fernet import Fernet
from scene import NOW, PLACE, Scene, after, effect_of
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from crossdock.errors import Conflict, Gone
from crossdock.model.record import Attempt, AttemptKind, Identity, Record, RecordState
from crossdock.run.retention import Emptier
from crossdock.store.database import connect
from crossdock.store.keyring import Keyring
from crossdock.store.rotation import rotate_secrets

LATER = after(3 * 86400)
HELD_BY_RECORDS = {
    "payload": "SELECT count(payload) FROM records",
    "edited": "SELECT count(edited) FROM records",
    "output": "SELECT count(output) FROM attempts",
    "body": "SELECT count(body) FROM effects",
}


async def delivered(scene: Scene, value: str) -> Record:
    """A delivered order that holds everything a record can."""
    async with scene.store.begin() as work:
        record = await scene.come(work, scene.orders, value)
        await scene.end(work, scene.orders, record, RecordState.HELD)
        await work.records.edit(record.id, b"sealed correction")
        await work.records.reopen(record.id, AttemptKind.EDIT, NOW)
        begun = Attempt(number=1, kind=AttemptKind.FIRST, version=1, started_at=NOW)
        await work.attempts.begin(record.id, begun, b"sealed output")
        await work.effects.put(PLACE, scene.orders.id, effect_of(record), b"sealed body")
        return await scene.end(work, scene.orders, record, RecordState.DELIVERED)


async def empty(scene: Scene, days: int = 2, limit: int = 100) -> int:
    async with scene.store.begin() as work:
        return await work.retention.empty(scene.project, LATER - timedelta(days=days), LATER, limit)


def left(url: str) -> dict[str, int]:
    with connect(url) as connection:
        return {what: connection.scalar(text(query)) or 0 for what, query in HELD_BY_RECORDS.items()}


def run(url: str, *statements: str) -> None:
    """Run statements in one transaction, as somebody with the database's password could."""
    with connect(url) as connection:
        for statement in statements:
            connection.execute(text(statement))


async def test_everything_a_settled_record_holds_goes_and_its_story_stays(scene: Scene, database_url: str) -> None:
    record = await delivered(scene, "1001")
    assert left(database_url) == dict.fromkeys(HELD_BY_RECORDS, 1)
    assert await empty(scene) == 1
    assert left(database_url) == dict.fromkeys(HELD_BY_RECORDS, 0)
    async with scene.store.read() as work:
        kept = await work.records.get(scene.project, record.id)
        assert (kept.state, kept.key, kept.emptied_at) == (RecordState.DELIVERED, "1001", LATER)
        assert len(await work.journal.of_record(record.id)) == 3
        assert await work.objects.resolve(scene.project, PLACE, Identity("shop", "order", "1001")) == record.object_id
        (effect,) = await work.effects.of(record.id)
        assert effect.digest
        counts = await work.records.counts(scene.project, scene.orders, PLACE, None, None)
        assert (counts.received, counts.delivered) == (1, 1)
    assert await empty(scene) == 0


async def test_reading_it_says_that_it_was_emptied_and_when(scene: Scene) -> None:
    record = await delivered(scene, "1001")
    await empty(scene)
    async with scene.store.read() as work:
        with pytest.raises(Gone, match=r"emptied at 2026-04-01T12:00:00\+00:00") as gone:
            await work.records.payload(record.id)
    assert gone.value.stable_code == "payload-emptied"


async def test_what_is_younger_or_still_open_keeps_what_it_holds(scene: Scene, database_url: str) -> None:
    await delivered(scene, "1001")
    assert await empty(scene, days=4) == 0
    async with scene.store.begin() as work:
        held = await scene.come(work, scene.orders, "1002")
        await scene.end(work, scene.orders, held, RecordState.HELD)
        await scene.come(work, scene.orders, "1003")
    assert await empty(scene) == 1
    assert left(database_url)["payload"] == 2


async def test_it_goes_in_batches_oldest_first(scene: Scene, database_url: str) -> None:
    for number in range(3):
        await delivered(scene, str(number))
    assert await empty(scene, limit=2) == 2
    assert await empty(scene, limit=2) == 1
    assert left(database_url)["payload"] == 0


async def test_a_worker_empties_as_each_project_says(scene: Scene, database_url: str) -> None:
    await delivered(scene, "1001")
    assert await Emptier(scene.store).empty() == 0
    async with scene.store.begin() as work:
        stored = await work.projects.lock(scene.project.name)
        await work.projects.change(msgspec.structs.replace(stored, retention_days=36500))
    assert await Emptier(scene.store).empty() == 0
    async with scene.store.begin() as work:
        await work.projects.change(msgspec.structs.replace(stored, retention_days=1))
    assert await Emptier(scene.store).empty() == 1
    assert left(database_url)["payload"] == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE records SET payload = NULL, edited = NULL, emptied_at = now()",
        "UPDATE records SET payload = 'something else'",
        "UPDATE records SET emptied_at = now()",
    ],
)
async def test_nothing_else_takes_a_payload_away(scene: Scene, database_url: str, change: str) -> None:
    await delivered(scene, "1001")
    with pytest.raises(IntegrityError, match=r"is refused|violates"):
        run(database_url, change)
    assert left(database_url)["payload"] == 1


@pytest.mark.parametrize(
    ("state", "change"),
    [
        (RecordState.DELIVERED, "UPDATE records SET payload = 'something else'"),
        (
            RecordState.DELIVERED,
            "UPDATE records SET payload = NULL, edited = NULL, emptied_at = now(), state = 'failed', code = 'x'",
        ),
        (RecordState.HELD, "UPDATE records SET payload = NULL, emptied_at = now()"),
        (RecordState.HELD, "UPDATE records SET payload = 'something else'"),
    ],
)
async def test_emptying_changes_nothing_else(scene: Scene, database_url: str, state: RecordState, change: str) -> None:
    async with scene.store.begin() as work:
        await scene.end(work, scene.orders, await scene.come(work, scene.orders, "1001"), state)
    with pytest.raises(IntegrityError, match=r"is refused|violates"):
        run(database_url, "SET LOCAL crossdock.emptying = 'on'", change)
    assert left(database_url)["payload"] == 1


async def test_what_was_emptied_stays_so_under_new_keys(scene: Scene, database_url: str) -> None:
    keyring = Keyring([Fernet.generate_key().decode()])
    await delivered(scene, "1001")
    await empty(scene)
    with connect(database_url) as connection:
        connection.execute(text("UPDATE connections SET secrets = :sealed"), {"sealed": keyring.seal(b"{}")})
    assert rotate_secrets(database_url, keyring) == 1
    back = "UPDATE records SET payload = 'back', emptied_at = NULL"
    with pytest.raises(IntegrityError, match="is refused"):
        run(database_url, "SET LOCAL crossdock.resealing = 'on'", back)


async def test_an_emptied_record_cannot_be_corrected(scene: Scene) -> None:
    record = await delivered(scene, "1001")
    await empty(scene)
    async with scene.store.begin() as work:
        with pytest.raises(Conflict):
            await work.records.edit(record.id, b"sealed")
