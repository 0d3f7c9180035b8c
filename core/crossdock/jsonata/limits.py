"""The bounds of an evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CHUNK: Final = 2_000
"""Steps between two looks at the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one evaluation may use; passing a bound ends it with a JsonataError.

    `steps`: items gone through and functions called (D1012). `seconds`: wall time, None for no bound (D1012).
    `depth`: operations within one another over all functions that are running (D1011). `items`: length of an array (D2015; a range of more than ten million
    is always D2014). `characters`: length of a text (D2015). `output`: objects, arrays and values in the result
    (D2015). `match_seconds`: one search with a regular expression at risk (D1012).
    """

    steps: int = 50_000_000
    seconds: float | None = 10.0
    depth: int = 5_000
    items: int = 10_000_000
    characters: int = 10_000_000
    output: int = 20_000_000
    match_seconds: float = 1.0
