"""Bin codes as they are painted on Acme's shelves: 'A-03-2'."""

from crossdock.functions import Example, Function, FunctionError


def take_apart(code):
    """Aisle, shelf and slot of a bin code. Raises FunctionError for a code that has not three parts."""
    parts = code.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts[1:]):
        raise FunctionError(f"'{code}' is no bin code", code="invalid-bin", remedy="Write it as A-03-2.")
    return {"aisle": parts[0], "shelf": int(parts[1]), "slot": int(parts[2])}


BIN = Function(
    name="bin",
    signature="<s-:o>",
    implementation=take_apart,
    summary="Takes a bin code apart: aisle, shelf and slot.",
    examples=(Example(expression='$bin("A-03-2")', result={"aisle": "A", "shelf": 3, "slot": 2}),),
)
