"""Dates in the forms in which platforms write them."""

from __future__ import annotations

from collections.abc import Iterator

from crossdock_suggest.canonical import moment_in
from crossdock_suggest.leaves import Leaf
from crossdock_suggest.way import Abilities, Way

_PICTURES = (
    ("%Y-%m-%dT%H:%M:%SZ", "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01]Z"),
    ("%Y-%m-%dT%H:%M:%S", "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01]"),
    ("%Y-%m-%d %H:%M:%S", "[Y0001]-[M01]-[D01] [H01]:[m01]:[s01]"),
    ("%Y-%m-%d", "[Y0001]-[M01]-[D01]"),
    ("%d/%m/%Y", "[D01]/[M01]/[Y0001]"),
    ("%m/%d/%Y", "[M01]/[D01]/[Y0001]"),
    ("%d.%m.%Y", "[D01].[M01].[Y0001]"),
    ("%Y%m%d", "[Y0001][M01][D01]"),
    ("%d/%m/%Y %H:%M", "[D01]/[M01]/[Y0001] [H01]:[m01]"),
)
"""Python's form and JSONata's picture of the same."""


def date_ways(wanted: str, leaf: Leaf, abilities: Abilities) -> Iterator[Way]:
    """The expressions that write a source's date as it is wanted."""
    value, read = str(leaf.value), leaf.expression
    moment = moment_in(value)
    if moment is None or wanted == value:
        return
    if wanted == value[:10]:
        yield Way(f"$substring({read}, 0, 10)", leaf, 0.9, f"`{read}` begins with that day")
    for form, picture in _PICTURES:
        if moment.strftime(form) != wanted:
            continue
        said = f"`{read}` is that time, in another form"
        if form == _PICTURES[0][0] and "toZone" in abilities:
            yield Way(f'$toZone({read}, "UTC")', leaf, 0.95, said)
        yield Way(f'$fromMillis($toMillis({read}), "{picture}")', leaf, 0.88, said)
