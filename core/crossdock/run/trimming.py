"""What a mapping left out of a message, as the journal tells it."""

from __future__ import annotations

from typing import Any

import msgspec

from crossdock.model.evaluation import Mapped

MOST_TOLD = 10
"""Of what was left out so much is told in the message; the details tell all that is known."""


def trimmed(mapped: Mapped) -> tuple[str, dict[str, Any]]:
    """The entry's message and its details; of a mapping that left something out."""
    told = [f"{one.what} ({one.reason})" for one in mapped.left_out[:MOST_TOLD]]
    if rest := len(mapped.left_out) - len(told):
        told.append(f"and {'more than ' if mapped.more_left_out else ''}{rest} more")
    details: dict[str, Any] = {"left_out": [msgspec.structs.asdict(one) for one in mapped.left_out]}
    return f"Left out: {'; '.join(told)}.", details | ({"more_left_out": True} if mapped.more_left_out else {})
