"""Bin codes as they are painted on shelves: 'A-03-2'."""

from __future__ import annotations

from typing import Any

from crossdock.functions import Example, Function, FunctionError


def take_apart(code: str) -> dict[str, Any]:
    """Aisle, shelf and slot of a bin code. Raises FunctionError for a code that has not three parts."""
    parts = code.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts[1:]):
        raise FunctionError(f"'{code}' is no bin code", code="invalid-bin", remedy="Write it as A-03-2.")
    return {"aisle": parts[0], "shelf": int(parts[1]), "slot": int(parts[2])}


BIN = Function(
    name="{{function}}Bin",
    signature="<s-:o>",
    implementation=take_apart,
    summary="Takes a bin code apart: aisle, shelf and slot.",
    examples=(
        Example(
            expression='${{function}}Bin("A-03-2")',
            result={"aisle": "A", "shelf": 3, "slot": 2},
        ),
        Example(expression="bin.${{function}}Bin().slot", input={"bin": "B-10-1"}, result=1),
    ),
)
