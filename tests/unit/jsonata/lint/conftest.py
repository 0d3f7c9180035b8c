"""One order, as a shop sends it, for all rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crossdock.jsonata import Function
from crossdock.jsonata.lint import Finding, lint
from crossdock.jsonata.shape import Shape

ORDER = {
    "id": 7,
    "total": "10.00",
    "gift": True,
    "tags": ["new"],
    "note": None,
    "customer": {"first name": "Alex", "email": "alex@example.com"},
    "shipping_lines": [{"title": "Express", "price": "4.00"}],
    "lines": [
        {"sku": "A-1", "price": "12.50", "qty": 2, "discounts": []},
        {"sku": "B-2", "price": "3.00", "qty": 1, "discounts": [{"amount": "1.00"}]},
    ],
    "rates": {"DE": 19, "GB-NIR": 20},
}
TARGET = {
    "type": "object",
    "properties": {
        "lines": {
            "type": "array",
            "items": {"type": "object", "properties": {"sku": {"type": "string"}, "codes": {"type": "array"}}},
        },
        "name": {"type": "string"},
        "either": {"type": ["array", "string"]},
    },
}
FUNCTIONS = (
    Function("xref", lambda _table, _key: None, "<s-s:x>", "The value of a lookup's row."),
    Function("moneySum", lambda _amounts: None, "<a:s>", "The exact sum of amounts."),
)

Check = Callable[..., tuple[Finding, ...]]


@pytest.fixture
def findings_of() -> Check:
    """The findings of one rule for an expression on the order."""

    def check(rule: str, source: str, *, known: bool = True) -> tuple[Finding, ...]:
        found = lint(
            source,
            shape=Shape.from_samples([ORDER]) if known else None,
            target=Shape.from_schema(TARGET),
            functions=FUNCTIONS,
            lookups=("bundles", "carriers"),
        )
        return tuple(finding for finding in found if finding.rule == rule)

    return check
