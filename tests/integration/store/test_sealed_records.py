"""What is sealed of records: under a new key after a rotation, and in backups as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from scene import NOW, PLACE, Scene, effect_of
from sqlalchemy import LargeBinary, text

from crossdock.errors import ConfigurationError
from crossdock.model.record import Attempt, AttemptKind, RecordState
from crossdock.store.backup import backup, restore
from crossdock.store.database import connect
from crossdock.store.keyring import Keyring
from crossdock.store.rotation import SEALED, rotate_secrets
from crossdock.store.tables import metadata

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
UNSEALED = {"fixtures.input"}


async def fill(scene: Scene, keyring: Keyring, orders: int) -> None:
    """A delivered order of each number, corrected by a person on its way, and what was written for it."""
    async with scene.store.begin() as work:
        for number in range(orders):
            value = str(number)
            sealed = keyring.seal(f"came {value}".encode())
            record = await scene.come(work, scene.orders, value, payload=sealed)
            await scene.end(work, scene.orders, record, RecordState.HELD)
            await work.records.edit(record.id, keyring.seal(f"corrected {value}".encode()))
            await work.records.reopen(record.id, AttemptKind.EDIT, NOW)
            begun = Attempt(number=1, kind=AttemptKind.FIRST, version=1, started_at=NOW)
            await work.attempts.begin(record.id, begun, keyring.seal(f"mapped {value}".encode()))
            body = keyring.seal(f"sent {value}".encode())
            await work.effects.put(PLACE, scene.orders.id, effect_of(record), body)
            await scene.end(work, scene.orders, record, RecordState.DELIVERED)


COLUMNS = {
    "came": "SELECT payload FROM records",
    "corrected": "SELECT edited FROM records",
    "mapped": "SELECT output FROM attempts",
    "sent": "SELECT body FROM effects",
}


def opened(url: str, keyring: Keyring) -> dict[str, list[str]]:
    with connect(url) as connection:
        return {
            word: sorted(keyring.open(sealed).decode() for sealed in connection.scalars(text(query)))
            for word, query in COLUMNS.items()
        }


def everything(orders: int) -> dict[str, list[str]]:
    return {word: sorted(f"{word} {number}" for number in range(orders)) for word in COLUMNS}


@pytest.fixture
def connection_sealed(scene: Scene, database_url: str) -> None:
    with connect(database_url) as connection:
        sealed = {"secrets": Keyring([OLD]).seal(b"{}")}
        connection.execute(text("UPDATE connections SET secrets = :secrets"), sealed)


@pytest.mark.usefixtures("connection_sealed")
async def test_a_rotation_seals_records_of_every_state_anew(
    scene: Scene, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossdock.store.rotation._BATCH", 2)
    await fill(scene, Keyring([OLD]), 5)
    assert rotate_secrets(database_url, Keyring([NEW, OLD])) == 5 * 4 + 1
    assert opened(database_url, Keyring([NEW])) == everything(5)


async def test_a_rotation_that_cannot_open_one_changes_none(scene: Scene, database_url: str) -> None:
    await fill(scene, Keyring([OLD]), 2)
    with pytest.raises(ConfigurationError):
        rotate_secrets(database_url, Keyring([NEW]))
    assert opened(database_url, Keyring([OLD])) == everything(2)


def test_every_column_of_bytes_is_sealed_a_digest_or_known_not_to_be() -> None:
    sealed = {str(column) for column in SEALED}
    others = {
        str(column)
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and str(column) not in sealed | UNSEALED
    }
    digests = {
        column
        for column in others
        if any(f"octet_length({column.partition('.')[2]}) = 32" in rule for rule in rules(column))
    }
    assert others == digests


def rules(column: str) -> list[str]:
    table: Any = metadata.tables[column.partition(".")[0]]
    return [str(rule.sqltext) for rule in table.constraints if hasattr(rule, "sqltext")]


@pytest.mark.usefixtures("connection_sealed")
async def test_a_backup_brings_records_back_with_what_keeps_them(
    scene: Scene, database_url: str, empty_database_url: str, tmp_path: Path
) -> None:
    await fill(scene, Keyring([OLD]), 3)
    restored = restore(empty_database_url, backup(database_url, tmp_path))
    counted = {table: restored.tables[f"public.{table}"].rows for table in ("records", "journal", "effects")}
    assert counted == {"records": 3, "journal": 9, "effects": 3}
    assert opened(empty_database_url, Keyring([OLD])) == everything(3)
    with pytest.raises(Exception, match="is refused"), connect(empty_database_url) as connection:
        connection.execute(text("UPDATE records SET state = 'failed', code = 'x', reason = 'x'"))
