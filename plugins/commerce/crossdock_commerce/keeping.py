"""Conditions that say why something stays behind, so that nothing vanishes from an order without a word."""

from __future__ import annotations

from typing import Any

from crossdock.functions import UNDEFINED, Context, Example, Function, FunctionError

_UNNAMED = "unnamed"


def keep(context: Context, condition: Any, what: Any, reason: Any) -> bool:
    """True where the condition holds, as `$boolean` has it; else false, and the record's timeline tells the reason.

    A condition that is not there does not hold. Raises FunctionError for a reason that is not there, or empty.
    """
    if reason is UNDEFINED or not reason.strip():
        raise FunctionError(
            "nothing says why it would be left out",
            code="no-reason",
            remedy='Give the reason as the third argument: $keep(requires_shipping, name, "nothing to ship").',
        )
    if _holds(condition):
        return True
    context.leave_out(_name(what), reason)
    return False


def _holds(condition: Any) -> bool:
    """As `$boolean` of the language has it, with nothing as false."""
    if isinstance(condition, list):
        return any(_holds(item) for item in condition)
    return bool(condition)


def _name(what: Any) -> str:
    return _UNNAMED if what is UNDEFINED or what is None else str(what).strip() or _UNNAMED


KEEP = Function(
    name="keep",
    signature="<x(snl)s:b>",
    implementation=keep,
    with_context=True,
    summary="Tells whether a condition holds; where it does not, the timeline tells what was left out, and why.",
    examples=(
        Example(
            expression='lines[$keep(requires_shipping, name, "nothing to ship")].name',
            input={
                "lines": [{"name": "Mug", "requires_shipping": True}, {"name": "Tip", "requires_shipping": False}],
            },
            result="Mug",
        ),
        Example(
            expression=(
                'lines[$keep($not(gift_card), name, "a gift card")][$keep(quantity > 0, name, "removed")].name'
            ),
            input={
                "lines": [
                    {"name": "Mug", "gift_card": False, "quantity": 2},
                    {"name": "Card", "gift_card": True, "quantity": 1},
                    {"name": "Tea", "quantity": 0},
                ],
            },
            result="Mug",
        ),
    ),
)
