"""How many lines an order may have."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

from crossdock.guards import Guard, GuardExample, GuardRecord, Hold, Pass

REMEDY = "Split the order, or let it go on when the warehouse has been told."


class LineOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a flow may choose."""

    most: Annotated[int, Meta(title="Most lines", description="How many lines an order may have.", ge=1)] = 50


def check(record: GuardRecord, options: Any) -> Hold | Pass:
    """Hold an order whose message has more lines."""
    count = len(record.source["lines"])
    if count <= options.most:
        return Pass()
    return Hold(message=f"The order has {count} lines, and {options.most} are packed by hand.", remedy=REMEDY)


LINES = Guard(
    name="{{name}}-lines",
    summary="Holds an order with more lines than are packed by hand.",
    check=check,
    options=LineOptions,
    examples=(
        GuardExample(source={"lines": [{"sku": "MUG-STONE"}]}, verdict=Pass()),
        GuardExample(
            source={"lines": [{"sku": "MUG-STONE"}, {"sku": "TEA-ASSAM"}]},
            options={"most": 1},
            verdict=Hold(message="The order has 2 lines, and 1 are packed by hand.", remedy=REMEDY),
        ),
    ),
)
