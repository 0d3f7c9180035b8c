"""The table of the example projects' flows is what their folders have, and what is left out cannot be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from platforms_page import supports

from crossdock.project.folder import read

EXAMPLES = Path(__file__).parents[3] / "examples"
PROJECTS = sorted(path.parent.name for path in EXAMPLES.glob("*/crossdock.yaml"))
SHOPS = {"shopify", "bigcommerce", "patchworks"}
"""Connectors that are asked for orders; all others ship them, or keep the books."""
NEEDED = {
    "refunds": ("returns-read", "returns-write"),
    "customers": ("customers-read", "customers-write"),
    "payouts": ("money-read", "money-write"),
    "returns": ("returns-read", "returns-write"),
}
"""By what goes: what the one must be able to read, and the other to write."""
UP = {"returns"}
_NAME = re.compile(r"`([a-z-]+)`")
_NO = re.compile(r"no \(([a-z])\)")


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def table() -> Mapping[str, Mapping[str, str]]:
    """By project and what goes: the flows, or why there is none."""
    rows = [cells(line) for line in (EXAMPLES / "README.md").read_text().splitlines() if line.startswith("|")]
    start = next(place for place, row in enumerate(rows) if row[0] == "")
    projects, goes = rows[start][1:], rows[start + 2 :]
    return {name: {row[0].strip(" ↓↑"): row[place] for row in goes} for place, name in enumerate(projects, 1)}


def connectors(project: str) -> set[str]:
    connected = read(EXAMPLES / project).connected
    return {connection.connector for environment in connected for connection in environment.connections}


def test_every_project_stands_in_it() -> None:
    assert sorted(table()) == PROJECTS


@pytest.mark.parametrize("project", PROJECTS)
def test_it_names_the_flows_that_a_project_has(project: str) -> None:
    told = {name for cell in table()[project].values() for name in _NAME.findall(cell)}
    assert told == {flow.name for flow in read(EXAMPLES / project).flows}, "Put it right in examples/README.md."


def test_what_is_left_out_has_its_reason() -> None:
    left_out = [cell for goes in table().values() for cell in goes.values() if not _NAME.search(cell)]
    reasons = re.findall(r"^- \(([a-z])\) \S.{20,}", (EXAMPLES / "README.md").read_text(), re.MULTILINE)
    assert {_NO.sub(r"\1", cell) for cell in left_out} == set(reasons)
    assert len(reasons) == len(set(reasons))


@pytest.mark.parametrize("project", [name for name in PROJECTS if len(connectors(name)) == len(("one", "other"))])
def test_nothing_is_left_out_that_both_platforms_can(project: str) -> None:
    (shop,) = connectors(project) & SHOPS
    (other,) = connectors(project) - SHOPS
    for what, (read_by, written_by) in NEEDED.items():
        source, target = (other, shop) if what in UP else (shop, other)
        can = "by" in supports(source)[read_by] and "by" in supports(target)[written_by]
        assert not (can and _NO.fullmatch(table()[project][what])), what
