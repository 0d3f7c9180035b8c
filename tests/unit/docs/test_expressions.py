"""The page on expressions names every rule of the linter, with its severity and what it says."""

from __future__ import annotations

import re
from pathlib import Path

from crossdock.jsonata.lint import RULES

PAGE = (Path(__file__).parents[3] / "docs" / "expressions.md").read_text()


def test_the_table_of_rules_is_the_linter_s() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (\w+) \| (.*)\. \|$", PAGE, re.MULTILINE)
    assert rows == [(rule.id, rule.severity, rule.title) for rule in RULES.values()]
