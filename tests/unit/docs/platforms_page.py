"""docs/platforms.md, made of what the bundled connectors say of themselves: python tests/unit/docs/platforms_page.py"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "platforms.md"

PLATFORMS: Mapping[str, str] = {
    "shopify": "Shopify",
    "bigcommerce": "BigCommerce",
    "fulfil": "Fulfil",
    "orderwise": "OrderWise",
    "seko": "SEKO",
    "veeqo": "Veeqo",
    "deposco": "Deposco",
    "patchworks": "Patchworks",
}
"""Shops, ERPs, warehouses, and what stands between them, as the table's columns."""

WORK: Mapping[str, str] = {
    "orders-read": "Orders: read",
    "orders-create": "Orders: create",
    "orders-find": "Orders: find",
    "orders-cancel": "Orders: cancel",
    "products-read": "Products and prices: read",
    "products-write": "Products and prices: write",
    "stock-read": "Stock by location: read",
    "stock-write": "Stock by location: write",
    "shipments-read": "Shipments: read",
    "shipments-write": "Shipments: write",
    "returns-read": "Refunds, returns, credits: read",
    "returns-write": "Refunds, returns, credits: write",
    "customers-read": "Customers: read",
    "customers-write": "Customers: write",
    "locations-read": "Locations",
    "money-read": "Payments and payouts: read",
    "money-write": "Postings: write",
    "told": "Tells by itself",
}

_SURE = {"confirmed": "yes", "inferred": "inferred"}

_HEAD = """# Platforms

What each bundled connector reads and writes, and how sure we are that the platform means it so.

| word | meaning |
| --- | --- |
| yes | it is there, and the platform's own documentation or a working integration confirms it |
| inferred | it is there, and stands on an assumption that `crossdock plugin show NAME` and the connector's README name |
| no | the platform cannot; the reason stands below |
| not yet | the platform may, the connector does not; what is missing stands below |
"""


def supports(name: str) -> Mapping[str, Mapping[str, Any]]:
    """What a connector says it supports, by kind of work."""
    told: dict[str, dict[str, Any]] = tomllib.loads((ROOT / "plugins" / name / "quality.toml").read_text())["supports"]
    return told


def page() -> str:
    """The whole page."""
    told = {name: supports(name) for name in PLATFORMS}
    parts = [_HEAD, "\n".join(_overview(told)) + "\n"]
    parts += ["\n".join(_platform(name, told[name])) + "\n" for name in PLATFORMS]
    return "\n".join(parts)


def _overview(told: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[str]:
    yield _row(["", *PLATFORMS.values()])
    yield _row(["---"] * (len(PLATFORMS) + 1))
    for work, title in WORK.items():
        yield _row([title, *(_word(told[name][work]) for name in PLATFORMS)])


def _platform(name: str, told: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield f"## {PLATFORMS[name]}"
    yield ""
    yield f"More in [its README](../plugins/{name}/README.md)."
    yield ""
    yield _row(["", "", "by, or why not"])
    yield _row(["---"] * 3)
    for work, title in WORK.items():
        yield _row([title, _word(told[work]), _how(told[work])])


def _word(entry: Mapping[str, Any]) -> str:
    if "by" in entry:
        return _SURE[entry["sure"]]
    return "no" if "impossible" in entry else "not yet"


def _how(entry: Mapping[str, Any]) -> str:
    if "by" in entry:
        return ", ".join(f"`{name}`" for name in entry["by"])
    reason: str = entry["impossible"] if "impossible" in entry else entry["left-out"]
    return reason.replace("|", "\\|")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page())
