"""Examples of the guards that plugins bring."""

from __future__ import annotations

from typing import Any

from crossdock.guards import GuardAction, GuardCode
from crossdock_api.guard_shapes import GuardDetail, GuardExampleShown, GuardSummary, GuardVerdict

_OPTIONS: dict[str, Any] = {
    "total": "source.total_price",
    "currency": "source.currency",
    "lines": "source.line_items",
}
GUARD = GuardSummary(
    name="totals-agree",
    summary="Holds an order whose lines, discounts, shipping and taxes do not come to its total.",
    plugin="crossdock-commerce 0.1.0",
)
GUARD_DETAIL = GuardDetail(
    name=GUARD.name,
    summary=GUARD.summary,
    plugin=GUARD.plugin,
    actions=(GuardAction.HOLD,),
    codes=(
        GuardCode(name="amount-unreadable", meaning="The total, the currency or an amount is missing, or is none."),
    ),
    options_schema={
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "TotalsOptions",
        "type": "object",
        "properties": {"total": {"type": "string", "description": "The path of the order's total."}},
        "required": ["total"],
        "additionalProperties": False,
    },
    examples=(
        GuardExampleShown(
            source={"currency": "GBP", "total_price": "9.50", "line_items": [{"price": "4.50", "quantity": 2}]},
            output=None,
            options=_OPTIONS,
            verdict=GuardVerdict(
                action=GuardAction.HOLD,
                message="The parts of the order come to 9.00 GBP, 0.50 less than its total.",
                remedy="Look at the order where it comes from.",
            ),
        ),
    ),
)
