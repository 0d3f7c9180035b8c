"""The audit log: every change leaves an entry, and no entry can be touched without its chain telling."""

from __future__ import annotations

import subprocess
import sys

import anyio
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from crossdock.errors import Conflict
from crossdock.model.access import Principal
from crossdock.model.page import PageRequest
from crossdock.model.project import ProjectNew
from crossdock.store.database import Database
from crossdock.studio.studio import Studio

TAMPERING = {
    "a changed entry": (
        "UPDATE audit_entries SET actor = 'somebody else' WHERE action = 'draft.save' AND seal = 2",
        "was changed after it got seal 2",
    ),
    "a changed detail": (
        "UPDATE audit_entries SET details = '{\"revision\": 9}' WHERE action = 'draft.save' AND seal = 2",
        "was changed after it got seal 2",
    ),
    "a missing entry": (
        "DELETE FROM audit_entries WHERE action = 'draft.save' AND seal = 2",
        "of seal 2 is missing",
    ),
    "an entry from elsewhere": (
        """
        INSERT INTO audit_entries (id, project_id, at, actor, action, subject, details, seal)
        SELECT gen_random_uuid(), project_id, at, actor, action, subject, details, 2 FROM audit_entries
        WHERE seal = 1 AND project_id IS NOT NULL LIMIT 1
        """,
        "which does not list it",
    ),
    "a missing seal": ("DELETE FROM audit_seals WHERE number = 2", "Seal 2 is missing"),
    "a missing last seal": ("DELETE FROM audit_seals WHERE number = 3", "Seal 3 is missing"),
    "a changed seal": (
        "UPDATE audit_seals SET sealed_at = sealed_at - interval '1 day' WHERE number = 2",
        "Seal 2 was changed",
    ),
    "a broken link": (
        "UPDATE audit_seals SET previous_hash = sha256('x') WHERE number = 3",
        "Seal 3 does not follow seal 2",
    ),
}


async def tamper(database: Database, statement: str) -> None:
    """What the tables' owner can do: without triggers and foreign keys."""
    async with database.begin() as connection:
        await connection.execute(text("ALTER TABLE audit_entries DROP CONSTRAINT fk_audit_entries_chain_seal"))
        for table in ("audit_entries", "audit_seals"):
            await connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        changed = await connection.execute(text(statement))
        assert changed.rowcount == 1


@pytest.fixture
async def sealed(studio: Studio, editor: Principal, mapping: str) -> None:
    """A project whose chain has three seals."""
    await studio.audit.seal("acme")
    for index in range(2):
        await studio.drafts.save(editor, "acme", mapping, f"$ /* {index} */", None)
        assert await studio.audit.seal("acme") == 1


async def test_a_chain_that_nobody_touched_holds(studio: Studio, editor: Principal, sealed: None) -> None:
    report = await studio.audit.verify(editor, "acme")
    assert (report.seals, report.unsealed, report.broken) == (3, 0, ())
    assert report.entries == len((await studio.audit.list(editor, "acme", PageRequest(limit=200))).items)


@pytest.mark.parametrize("kind", TAMPERING)
async def test_tampering_is_told(
    studio: Studio, editor: Principal, database: Database, sealed: None, kind: str
) -> None:
    statement, told = TAMPERING[kind]
    await tamper(database, statement)
    broken = (await studio.audit.verify(editor, "acme")).broken
    assert any(told in fault for fault in broken), broken


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET actor = 'x'",
        "UPDATE audit_entries SET seal = NULL",
        "UPDATE audit_entries SET seal = 1 WHERE seal = 2",
        "UPDATE audit_entries SET seal = 1, actor = 'x' WHERE seal IS NULL",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "UPDATE audit_seals SET number = number",
        "DELETE FROM audit_seals",
    ],
)
async def test_the_database_refuses_to_touch_the_log(
    studio: Studio, editor: Principal, database: Database, sealed: None, statement: str
) -> None:
    await studio.drafts.save(editor, "acme", "orders", "an entry without a seal", None)
    with pytest.raises(IntegrityError, match="refused"):
        async with database.begin() as connection:
            await connection.execute(text(statement))


async def test_a_change_that_fails_leaves_no_entry(studio: Studio, admin: Principal, project: str) -> None:
    before = await studio.audit.list(admin, None, PageRequest())
    with pytest.raises(Conflict):
        await studio.projects.create(admin, ProjectNew(name=project))
    assert await studio.audit.list(admin, None, PageRequest()) == before
    assert [entry.action for entry in (await studio.audit.list(admin, project, PageRequest())).items] == [
        "project.create"
    ]


async def test_every_entry_gets_one_seal_while_changes_go_on(
    studio: Studio, admin: Principal, editor: Principal, mapping: str
) -> None:
    async def save(index: int) -> None:
        await studio.drafts.save(editor, "acme", mapping, str(index), None)

    async with anyio.create_task_group() as group:
        for index in range(10):
            group.start_soon(save, index)
            group.start_soon(studio.audit.seal_all)
    assert await studio.audit.seal_all() >= 0
    reports = await studio.audit.verify_all(admin)
    assert [(report.project, report.unsealed, report.broken) for report in reports] == [(None, 0, ()), ("acme", 0, ())]


async def test_the_command_names_what_is_broken(
    studio: Studio, database: Database, database_url: str, sealed: None
) -> None:
    command = [sys.executable, "-m", "crossdock.cli.main", "audit", "verify", "--database-url", database_url]
    fine = await anyio.run_process([*command, "--project", "acme"], check=False, stderr=subprocess.PIPE)
    assert (fine.returncode, b"holds" in fine.stderr) == (0, True)
    await tamper(database, TAMPERING["a changed entry"][0])
    broken = await anyio.run_process([*command, "--format", "json"], check=False)
    assert broken.returncode == 1
    assert b"was changed after it got seal 2" in broken.stdout
