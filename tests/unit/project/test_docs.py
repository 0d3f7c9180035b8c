"""The page on the project folder names every key and every rule there is, and none that is not."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from crossdock.project.alert_shapes import AlertFile, ThresholdsItem
from crossdock.project.rules import RULES
from crossdock.project.schemas import EXPECTATIONS
from crossdock.project.shapes import (
    ConnectionItem,
    FlowFile,
    GuardItem,
    LookupFile,
    MappingFile,
    ProjectFile,
    RetryItem,
)

PAGE = (Path(__file__).parents[3] / "docs" / "project-folder.md").read_text()


def names(heading: str) -> set[str]:
    """The first cells of the table under a heading."""
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))


def keys(*shapes: type[msgspec.Struct]) -> set[str]:
    return {name for shape in shapes for name in shape.__struct_fields__}


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("crossdock.yaml", keys(ProjectFile)),
        ("mapping.yaml", keys(MappingFile)),
        ("Fixtures", keys(*EXPECTATIONS.values()) | {"kind"}),
        ("Lookups", keys(LookupFile)),
        ("Flows", keys(FlowFile)),
        ("Guards", keys(GuardItem)),
        ("Retry", keys(RetryItem)),
        ("Environments", keys(ConnectionItem)),
        ("Alerts", keys(AlertFile, ThresholdsItem)),
        ("What lint looks for", set(RULES)),
    ],
)
def test_a_table_is_complete(heading: str, expected: set[str]) -> None:
    assert names(heading) == expected
