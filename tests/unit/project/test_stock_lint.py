"""What flows say of stock is checked: what tells it, and what messages take of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crossdock.engine.pipeline import Pipeline
from crossdock.project.lint import lint
from crossdock.project.resources import Connectors
from crossdock.project.rules import RULES

Parts = tuple[Pipeline, Connectors]
EXAMPLE = Path(__file__).parents[3] / "examples" / "shopify-seko"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The example, to be changed."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        ("flows/stock.yaml", "order: supersede", "order: block", "stock-order"),
        ("flows/stock.yaml", "resource: stock", "resource: stock\n    zero_share: 0", "poll-zero"),
        ("flows/stock.yaml", "resource: stock", "resource: order", "poll-source"),
        ("flows/orders.yaml", '"deducted": true }', '"deducted": }', "S0211"),
    ],
)
async def test_what_cannot_be_is_found_in_its_file(
    project: Path, parts: Parts, path: str, old: str, new: str, code: str
) -> None:
    text = (project / path).read_text()
    assert text.count(old) == 1
    (project / path).write_text(text.replace(old, new))
    found = {problem.code: problem for problem in await lint(project, *parts)}
    assert found[code].file == path
    assert code in RULES or code.startswith("S0")


STOCK = "flows/stock.yaml"
ORDER = "order: supersede"


def add_outlet(project: Path) -> None:
    """A second flow that tells of the same stock, beside the first."""
    text = (project / STOCK).read_text()
    poll = text[text.index("  poll:") : text.index("mapping:")]
    (project / "flows/outlet.yaml").write_text(text.replace(poll, "  beside: stock\n"))


def share(project: Path, flow: str, parts: str) -> None:
    path = project / flow
    path.write_text(path.read_text().replace(ORDER, f"{ORDER}\nshare: {parts}"))


async def shares_found(project: Path, parts: Parts) -> list[tuple[str | None, str]]:
    found = [problem for problem in await lint(project, *parts) if problem.code in {"stock-share", "flow-beside"}]
    return [(problem.file, problem.severity) for problem in found]


async def test_two_channels_of_one_stock_have_shares(project: Path, parts: Parts) -> None:
    add_outlet(project)
    assert await shares_found(project, parts) == [("flows/outlet.yaml", "warning"), (STOCK, "warning")]
    share(project, STOCK, "2")
    assert await shares_found(project, parts) == [("flows/outlet.yaml", "warning"), (STOCK, "warning")]
    share(project, "flows/outlet.yaml", "1")
    assert await shares_found(project, parts) == []


async def test_only_what_tells_stock_has_a_share(project: Path, parts: Parts) -> None:
    path = project / "flows/orders.yaml"
    path.write_text(f"{path.read_text()}share: 1\n")
    assert await shares_found(project, parts) == [("flows/orders.yaml", "error")]


async def test_a_flow_beside_one_that_polls_names_no_webhook_of_its_own(project: Path, parts: Parts) -> None:
    add_outlet(project)
    for flow in ("flows/stock.yaml", "flows/outlet.yaml"):
        share(project, flow, "1")
        (project / flow).write_text((project / flow).read_text().replace("  webhook: stock-moved\n", ""))
    assert await shares_found(project, parts) == []
    assert "no-trigger" not in {problem.code for problem in await lint(project, *parts)}
    (project / STOCK).write_text((project / STOCK).read_text().replace("resource: stock", "resource: order"))
    outlet = [problem.code for problem in await lint(project, *parts) if problem.file == "flows/outlet.yaml"]
    assert outlet == ["flow-source"]
