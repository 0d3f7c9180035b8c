"""Cells of a CSV that a spreadsheet would take for a formula, and how they are written so that it does not.

Spreadsheets run a cell that starts with `=`, `+`, `-`, `@` or a control character as a formula. Such a cell is
written with an apostrophe before it, which spreadsheets take as "this is text", and read without it (OWASP,
"CSV Injection"). A cell that has apostrophes before such a character gets one more, so nothing is ever lost.
"""

from __future__ import annotations

import re

_STARTS_FORMULA = re.compile(r"'*[=+\-@\x00-\x1f\x7f-\x9f]")


def escape(cell: str) -> str:
    """A cell as it is written."""
    return f"'{cell}" if _STARTS_FORMULA.match(cell) else cell


def unescape(cell: str) -> str:
    """A cell as it was meant."""
    return cell[1:] if cell.startswith("'") and _STARTS_FORMULA.match(cell) else cell
