"""quality.toml: how far a plugin is, by the rules for what it brings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

FILE = "quality.toml"
SHORTEST_REASON = 10

RULES: Mapping[str, tuple[str, ...]] = {
    "ConnectorContract": (
        "settings-explained",
        "secrets-hidden",
        "schemas",
        "samples",
        "keys",
        "paging",
        "changes-since",
        "errors-translated",
        "throttling",
        "webhooks",
        "writing",
        "odd-cases-tested",
        "sandbox",
        "inferred-facts-listed",
        "readme",
    ),
    "FunctionContract": (
        "signatures",
        "summaries",
        "examples-run",
        "undefined-in-undefined-out",
        "refusals-have-a-remedy",
        "pure",
        "import-light",
        "sources-named",
        "property-tests",
        "readme",
    ),
    "GuardContract": ("options-explained", "examples-run", "remedies-in-words", "pure", "import-light", "readme"),
}
"""The rules for what is held to a contract, by the contract."""


def quality_faults(root: Path, contracts: Iterable[str]) -> Iterator[str]:
    """What is wrong with a plugin's quality.toml, in sentences."""
    try:
        told = tomllib.loads((root / FILE).read_text("utf-8")).get("rules")
    except OSError:
        yield f"There is no {FILE}; it says how far the plugin is."
        return
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        yield f"{FILE} is not TOML: {error}."
        return
    rules: Mapping[str, Any] = told if isinstance(told, dict) else {}
    wanted = dict.fromkeys(rule for contract in contracts for rule in RULES.get(contract, ()))
    for rule in [rule for rule in wanted if rule not in rules]:
        yield f"{FILE} does not say '{rule}'."
    for rule, state in rules.items():
        reason = state.get("exempt", "") if isinstance(state, dict) else ""
        if state != "done" and not (isinstance(reason, str) and len(reason) > SHORTEST_REASON):
            yield f"{FILE}: '{rule}' is neither \"done\" nor exempt with a reason."
