"""Streams of tuples: what a step with `@`, `#` or `%` makes of them."""

from __future__ import annotations

from crossdock.jsonata.runtime.sequences import Tuples, append
from crossdock.jsonata.undefined import UNDEFINED, Value


def advance(
    into: Tuples, before: dict[str, Value], found: Value, focus: str | None, index: str | None, label: str | None
) -> None:
    """Add a tuple for every item that a step found from the tuple `before`.

    The item becomes the context, or the variable `focus` with the context unchanged; `index` is its position, `label`
    names the context that the step started from.
    """
    if found is UNDEFINED:
        return
    if isinstance(found, Tuples):
        into.extend({**before, **inner} for inner in found)
        return
    for position, item in enumerate(found if isinstance(found, list) else (found,)):
        after = dict(before)
        after[focus or "@"] = item
        if index is not None:
            after[index] = position
        if label is not None:
            after[label] = before["@"]
        into.append(after)


def number_tuples(tuples: list[dict[str, Value]], name: str) -> None:
    """Bind the position of each tuple."""
    for position, each in enumerate(tuples):
        each[name] = position


def one_tuple(tuples: list[dict[str, Value]], position: int) -> Tuples:
    """The tuple at a position, if there is one."""
    return Tuples([tuples[position]] if -len(tuples) <= position < len(tuples) else [])


def join_tuples(members: list[dict[str, Value]]) -> dict[str, Value]:
    """One tuple for a group: for every name the values of all."""
    joined = dict(members[0])
    for each in members[1:]:
        for name, value in each.items():
            joined[name] = append(joined.get(name, UNDEFINED), value)
    return joined
