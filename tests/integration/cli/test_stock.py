"""`crossdock stock` against a real server: what may be sold, buffers, a closed channel, a reading that is believed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from crossdock.cli.stock import stock
from crossdock.clock import SystemClock
from crossdock.errors import Forbidden, InvalidInput, NotFound
from crossdock.model.access import Role
from crossdock.model.stock import Doubt
from crossdock.store.database import Database
from crossdock.store.stock_figures import StockFlow
from crossdock.store.stock_levels import Seen
from crossdock.store.unit_of_work import Store

Issue = Callable[[str | None, Role], str]
Run = Callable[..., Result]

MAPPING = {"name": "levels", "source": "seko/stock", "target": "shopify/available_level"}
FLOW = {
    "source": {
        "connection": "warehouse",
        "webhook": "stock-moved",
        "poll": {"resource": "stock", "schedule": {"every_seconds": 3600}, "parameters": {"dc": "DCCL01"}},
    },
    "mapping": "levels",
    "target": {"connection": "shop", "operation": "set-available"},
    "owner": "operations",
    "order": "supersede",
}
READ = datetime(2026, 11, 27, 8, tzinfo=UTC)
KEEP = ("keep-back", "--sku", "MUG", "--quantity", 2, "--owner", "operations", "--reason", "For returns")


@pytest.fixture
def tokens(issue: Issue) -> dict[Role, str]:
    return {role: issue(None, role) for role in (Role.ADMIN, Role.OPERATOR, Role.VIEWER)}


@pytest.fixture
def run(server: str, served_database: str, name: str, tokens: dict[Role, str]) -> Run:
    """Runs a command against a server on which a flow tells stock: two SKUs were read, and one reading is in doubt."""
    with httpx.Client(base_url=server, headers={"Authorization": f"Bearer {tokens[Role.ADMIN]}"}) as admin:
        admin.post("/api/v1/projects", json={"name": name, "environments": ["sandbox"]}).raise_for_status()
        admin.post(f"/api/v1/projects/{name}/mappings", json=MAPPING).raise_for_status()
        put = admin.put(f"/api/v1/projects/{name}/flows/levels", json=FLOW, headers={"If-None-Match": "*"})
        put.raise_for_status()
    asyncio.run(read(served_database, name))

    def asked(*arguments: object, role: Role = Role.OPERATOR) -> Result:
        known = {"CROSSDOCK_SERVER": server, "CROSSDOCK_TOKEN": tokens[role]}
        return CliRunner().invoke(
            stock, [*map(str, arguments), "--project", name, "--environment", "sandbox"], env=known
        )

    return asked


async def read(url: str, name: str) -> None:
    """What polls leave behind in a project: levels, and a doubt."""
    database = Database(url)
    async with Store(database, SystemClock()).begin() as work:
        project = await work.projects.get(name)
        flow = await work.flows.get(project, "levels")
        place = StockFlow.of(flow, project.id, "sandbox", 300)
        seen = [
            Seen(place=("DCCL01", sku), key=sku, quantity=quantity, as_of=READ, payload=b"sealed")
            for sku, quantity in (("MUG", 48), ("TIN", 1))
        ]
        await work.stock_levels.see(place, seen)
        doubt = Doubt(flow="levels", environment="sandbox", since=READ, fallen=14, standing=20)
        await work.stock_settings.begin_doubt(project.id, flow.id, doubt)
        await work.schedules.plan(flow, "sandbox", work.now + timedelta(days=1), work.now)
    await database.dispose()


def found(result: Result) -> list[dict[str, Any]]:
    assert result.exception is None, result.stderr
    items: list[dict[str, Any]] = json.loads(result.stdout)
    return items


def test_an_operator_looks_after_stock(run: Run) -> None:
    def may_be_sold() -> dict[str, int]:
        listed = run("levels", "--flow", "levels", "--format", "json", role=Role.VIEWER)
        return {level["sku"]: level["target"] for level in found(listed)}

    assert may_be_sold() == {"MUG": 48, "TIN": 1}
    assert isinstance(run("levels", "--flow", "tins").exception, NotFound)
    assert run("levels", "--flow", "levels", "--sku", "tin").stderr.startswith("There is none")
    (_, row) = run("levels", "--flow", "levels", "--sku", "ti*").stderr.splitlines()
    assert row.split() == ["TIN", "DCCL01", "1", "0", "0", "0", "all", "1", "nothing", "yet"]

    assert run("buffers").stderr == "Nothing is kept back.\n"
    assert isinstance(run(*KEEP, role=Role.VIEWER).exception, Forbidden)
    assert isinstance(run(*KEEP, "--until", "2020-01-01T00:00:00+00:00").exception, InvalidInput)
    assert "2 of MUG at every location for operations" in run(*KEEP).stderr
    assert may_be_sold() == {"MUG": 46, "TIN": 1}
    (buffer,) = found(run("buffers", "--format", "json"))
    assert run("give-free", buffer["id"]).stderr == f"given free: {buffer['id']}\n"
    assert may_be_sold() == {"MUG": 48, "TIN": 1}

    assert run("channels").stderr == "shop  open, told by levels\n"
    assert isinstance(run("close", "shpo", "--reason", "The prices are wrong").exception, NotFound)
    assert run("close", "shop", "--reason", "The prices are wrong").exit_code == 0
    assert may_be_sold() == {"MUG": 0, "TIN": 0}
    (closed,) = found(run("channels", "--format", "json"))
    assert (closed["closed"], closed["reason"]) == (True, "The prices are wrong")
    assert "The prices are wrong (the operator of everything)" in run("channels").stderr
    assert run("open", "shop", "--reason", "They are right").exit_code == 0
    assert may_be_sold() == {"MUG": 48, "TIN": 1}

    assert "14 of 20 SKUs would fall to zero" in run("doubts").stderr
    assert run("accept", "levels", "--reason", "They moved out").stderr.startswith("levels is read now")
    (doubt,) = found(run("doubts", "--format", "json"))
    assert (doubt["accepted_by"], doubt["accepted_why"]) == ("the operator of everything", "They moved out")
