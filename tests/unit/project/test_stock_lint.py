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
