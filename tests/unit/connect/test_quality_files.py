"""Every bundled plugin says how far it is, by the same rules."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

PLUGINS = Path(__file__).parents[3] / "plugins"
CONNECTORS = ["bigcommerce", "deposco", "orderwise", "seko", "shopify", "veeqo"]


def rules(plugin: str) -> dict[str, object]:
    found: dict[str, object] = tomllib.loads((PLUGINS / plugin / "quality.toml").read_text())["rules"]
    return found


@pytest.mark.parametrize("plugin", CONNECTORS)
def test_a_rule_is_done_or_exempt_with_a_reason(plugin: str) -> None:
    for rule, state in rules(plugin).items():
        reason = state.get("exempt", "") if isinstance(state, dict) else ""
        assert state == "done" or len(reason) > 10, rule


def test_all_connectors_answer_to_the_same_rules() -> None:
    assert len({frozenset(rules(plugin)) for plugin in CONNECTORS}) == 1


@pytest.mark.parametrize("plugin", CONNECTORS)
def test_every_connector_has_the_same_files(plugin: str) -> None:
    package = PLUGINS / plugin / f"crossdock_{plugin}"
    for name in ("plugin.py", "connector.py", "settings.py", "inferred.py", "py.typed"):
        assert (package / name).is_file()
    for name in ("README.md", "quality.toml", "pyproject.toml", "tests/test_contract.py"):
        assert (PLUGINS / plugin / name).is_file()
