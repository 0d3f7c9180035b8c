"""What Veeqo's public documentation, as far as it was read for this connector, does not settle. Correct it here.

The README lists the same.
"""

from __future__ import annotations

from typing import Any

PAGE_SIZE = 100
"""Records on a page. Several clients ask for so many; the most that a page can hold is not documented."""

WORDS_AT = ("error_messages", "errors", "error", "message")
"""Where a refusal's words stand, the first that is there. The shape of refusals is not documented."""

LAG_SECONDS = 60
"""How long an order may be missing from the stock that can be sold. Nothing is said of it."""


def available(entry: Any) -> int | None:
    """What can be sold of a stock entry: told, or what is there less what is allocated; None where it is not counted.

    The difference fits Veeqo's own examples, and is not stated. What is short is none, not less than none.
    """
    if entry.get("infinite"):
        return None
    told: int | None = entry.get("available_stock_level")
    left: int = entry["physical_stock_level"] - entry["allocated_stock_level"] if told is None else told
    return max(0, left)
