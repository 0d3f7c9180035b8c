"""Cross references: which value of ours is which value of theirs."""

from __future__ import annotations

from typing import Any

from crossdock.functions import UNDEFINED, Context, Example, Function, FunctionError


def cross_reference(context: Context, table: str, *keys: Any) -> Any:
    """The value, or the object of values, of the row with these keys; an array of keys counts as several.

    A key that is not there gives nothing. What happens when the table has no such row is the table's miss policy.
    """
    parts = [part for key in keys for part in (key if isinstance(key, list) else [key])]
    if UNDEFINED in (table, *parts):
        return UNDEFINED
    return context.look_up(table, tuple(_text(part) for part in parts))


def _text(key: Any) -> str:
    if isinstance(key, str):
        return key
    if isinstance(key, int) and not isinstance(key, bool):
        return str(key)
    raise FunctionError(
        f"a key is text, and {key!r} came" if key is not None else "a key is text, and null came",
        code="lookup-key",
        remedy="Convert it with $string, or give the key another value where it is null.",
    )


XREF = Function(
    name="xref",
    signature="<s(sna)+:x>",
    implementation=cross_reference,
    with_context=True,
    summary="Looks a key up in one of the project's lookups, by its miss policy where there is no such row.",
    examples=(
        Example(
            expression='$xref("carriers", shipping)',
            input={"shipping": "Next day"},
            lookups={"carriers": {"Next day": "DPD-12"}},
            result="DPD-12",
        ),
        Example(
            expression='lines.$xref("tax-codes", taxCode)',
            input={"lines": [{"taxCode": "standard"}, {"taxCode": 5}]},
            lookups={"tax-codes": {"standard": "T1", "5": "T5"}},
            result=["T1", "T5"],
        ),
    ),
)
