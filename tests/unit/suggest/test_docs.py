"""The suggester on the page about plugins is one that works."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from crossdock.model.suggestion import ExamplePair, SuggestionTask, TargetField

PAGE = Path(__file__).parents[3] / "docs" / "plugins" / "hooks.md"


def test_the_page_s_suggester_suggests() -> None:
    _, _, following = PAGE.read_text().partition("### suggesters")
    (sample,) = re.findall(r"```python\n(.*?)```", following.partition("\n### ")[0], re.DOTALL)
    names: dict[str, Any] = {}
    exec(sample, names)  # noqa: S102  # it is our own page
    fields = (TargetField(target="/CurrencyCode"), TargetField(target="/Lines/*/CurrencyCode"))
    task = SuggestionTask(pairs=(ExamplePair(source=b"{}"),), fields=fields)
    assert [(each.target, each.expression) for each in names["suggest"](task)] == [("/CurrencyCode", "currency")]
