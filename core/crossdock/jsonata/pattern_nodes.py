"""The parts of a regular expression as a tree, and sets of characters as ranges of code points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from sys import maxunicode
from typing import Final, Literal, TypeAlias

Ranges: TypeAlias = tuple[tuple[int, int], ...]
"""Code points, as sorted ranges (first, last) that do not touch."""


@dataclass(frozen=True, slots=True)
class CharacterSet:
    """One character out of `ranges`, or any other if `negated`."""

    ranges: Ranges
    negated: bool = False

    def members(self) -> Ranges:
        """The ranges of what matches."""
        return complement(self.ranges) if self.negated else self.ranges


@dataclass(frozen=True, slots=True)
class Sequence:
    """All items, one after the other."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Alternation:
    """The first of the options that leads to a match."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """An item in parentheses; `index` counts the capturing ones from 1, None if this one does not capture."""

    item: Node
    index: int | None


@dataclass(frozen=True, slots=True)
class Look:
    """An item that must (not, if `negative`) match before or after this place, without being consumed."""

    item: Node
    ahead: bool
    negative: bool


@dataclass(frozen=True, slots=True)
class Repeat:
    """An item from `low` to `high` times (None: any number), as few as possible if `lazy`."""

    item: Node
    low: int
    high: int | None
    lazy: bool


@dataclass(frozen=True, slots=True)
class Backreference:
    """The text that the group captured; nothing if the group has not ended `before` this place."""

    index: int
    reachable: bool


@dataclass(frozen=True, slots=True)
class Assertion:
    """A place: start (^) or end ($) of text or line, at a word boundary (b) or not (B)."""

    kind: Literal["^", "$", "b", "B"]


Node: TypeAlias = CharacterSet | Sequence | Alternation | Group | Look | Repeat | Backreference | Assertion


def union(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Any ranges, sorted and merged."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def complement(ranges: Ranges) -> Ranges:
    """All code points that are not in `ranges`."""
    gaps: list[tuple[int, int]] = []
    begin = 0
    for first, last in ranges:
        if begin < first:
            gaps.append((begin, first - 1))
        begin = last + 1
    if begin <= maxunicode:
        gaps.append((begin, maxunicode))
    return tuple(gaps)


def overlap(left: Ranges, right: Ranges) -> bool:
    """Whether the two have a code point in common."""
    for first, last in left:
        place = bisect_right(right, (last, maxunicode + 1)) - 1
        if place >= 0 and right[place][1] >= first:
            return True
    return False


def _ranges(*characters: str) -> Ranges:
    return union((ord(pair[0]), ord(pair[-1])) for pair in characters)


LINE_ENDS: Final = _ranges("\n", "\r", "\u2028\u2029")
DIGITS: Final = _ranges("09")
WORD: Final = _ranges("09", "AZ", "az", "_")
SPACES: Final = _ranges(
    "\t\r", " ", "\u00a0", "\u1680", "\u2000\u200a", "\u2028\u2029", "\u202f", "\u205f", "\u3000", "\ufeff"
)
"""White space and line ends of ECMA-262, which ``\\s`` means."""
