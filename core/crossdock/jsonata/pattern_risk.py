"""How long a backtracking engine may search with a regular expression, in the worst case.

`search_degree` estimates the power of the text's length with which the time grows: 1 is harmless at any length, 2 and 3
are harmless on short texts, None means that even a short text can take forever (repeats within repeats, options that
begin alike within a repeat). The estimate errs on the side of caution: a harmless pattern taken for a dangerous one
only runs on the slower engine that can be stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from crossdock.jsonata.pattern_nodes import (
    Alternation,
    Assertion,
    Backreference,
    CharacterSet,
    Group,
    Look,
    Node,
    Ranges,
    Repeat,
    Sequence,
    complement,
    overlap,
    union,
)

_ANYTHING: Final = complement(())
_LONG: Final = 50
"""A repeat that may go on for longer counts as one without end."""
_MOST_WAYS: Final = 4096
"""Ways that short optional parts may be combined before the pattern counts as dangerous."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern in a row: what it can consume, how many ways it can, whether it can be left out."""

    members: Ranges
    ways: int
    endless: bool
    optional: bool


@dataclass(slots=True)
class _Chain:
    """Neighbouring parts that can hand characters to each other, so that their ways multiply."""

    members: Ranges = ()
    endless: int = 0
    ways: int = 1
    longest: int = field(default=0)

    def add(self, part: _Part) -> None:
        if not part.optional and not overlap(part.members, self.members):
            self.members, self.endless, self.ways = (), 0, 1
        if part.endless or part.ways > 1:
            self.members = union((*self.members, *part.members))
        self.endless += part.endless
        self.ways *= part.ways
        self.longest = max(self.longest, self.endless)


def search_degree(node: Node, *, ignore_case: bool) -> int | None:
    """The degree for a search of the tree in a text, None if the time has no useful bound."""
    options = node.options if isinstance(node, Alternation) else (node,)
    degrees = [_degree(option, ignore_case) for option in options]
    return None if None in degrees else max(degree for degree in degrees if degree is not None)


def minimum_width(node: Node) -> int:
    """The fewest characters the tree can match."""
    match node:
        case CharacterSet():
            return 1
        case Sequence(items):
            return sum(map(minimum_width, items))
        case Alternation(options):
            return min(map(minimum_width, options))
        case Group(item, _):
            return minimum_width(item)
        case Repeat(item, low):
            return low * minimum_width(item)
        case Look() | Backreference() | Assertion():
            return 0


def _degree(node: Node, ignore_case: bool) -> int | None:
    if any(_is_ambiguous(repeat.item, ignore_case) for repeat in _repeats(node) if repeat.high != 1):
        return None
    chain = _Chain()
    for part in _parts(_without_tail(node), ignore_case):
        chain.add(part)
        if chain.ways > _MOST_WAYS:
            return None
    inner = [search_degree(look.item, ignore_case=ignore_case) for look in _looks(node)]
    if None in inner:
        return None
    return max([chain.longest + 1, *(degree + 1 for degree in inner if degree is not None)])


def _without_tail(node: Node) -> Node:
    """The tree without the repeats at its end: nothing behind them can fail, so they are never tried again."""
    match node:
        case Repeat(CharacterSet() as item, low):
            return Sequence(()) if low == 0 else Repeat(item, low, low, lazy=False)
        case Group(item, index):
            return Group(_without_tail(item), index)
        case Sequence((*before, last)):
            settled = _without_tail(last)
            if minimum_width(settled) == 0 and isinstance(settled, Sequence):
                return _without_tail(Sequence(tuple(before)))
            return Sequence((*before, settled))
        case _:
            return node


def _is_ambiguous(node: Node, ignore_case: bool) -> bool:
    """Whether the tree, itself repeated, can split one text in several ways."""
    match node:
        case CharacterSet() | Assertion():
            return False
        case Sequence(items):
            return any(_is_ambiguous(item, ignore_case) for item in items)
        case Alternation(options):
            return _begin_alike(options, ignore_case) or any(_is_ambiguous(option, ignore_case) for option in options)
        case Group(item, _):
            return _is_ambiguous(item, ignore_case)
        case Repeat(item, low, high):
            return low != high or _is_ambiguous(item, ignore_case)
        case Look() | Backreference():
            return True


def _parts(node: Node, ignore_case: bool) -> Iterator[_Part]:
    match node:
        case CharacterSet():
            yield _Part(_members(node, ignore_case), ways=1, endless=False, optional=False)
        case Sequence(items):
            for item in items:
                yield from _parts(item, ignore_case)
        case Alternation(options):
            yield from _option_parts(options, ignore_case)
        case Group(item, _):
            yield from _parts(item, ignore_case)
        case Repeat():
            yield from _repeat_parts(node, ignore_case)
        case Backreference():
            yield _Part(_ANYTHING, ways=1, endless=True, optional=True)
        case Look() | Assertion():
            return


def _option_parts(options: tuple[Node, ...], ignore_case: bool) -> Iterator[_Part]:
    ways = len(options) if _begin_alike(options, ignore_case) else 1
    for option in options:
        for part in _parts(option, ignore_case):
            yield _Part(part.members, part.ways, part.endless, optional=True)
    yield _Part(_ANYTHING if ways > 1 else (), ways, endless=False, optional=True)


def _repeat_parts(node: Repeat, ignore_case: bool) -> Iterator[_Part]:
    inner = list(_parts(node.item, ignore_case))
    members = union(range_ for part in inner for range_ in part.members)
    endless = node.high is None or node.high > _LONG
    ways = 1 if endless or node.high is None else node.high - node.low + 1
    yield _Part(members, ways, endless, optional=node.low == 0)
    for part in inner:
        if part.endless or part.ways > 1:
            yield _Part(part.members, part.ways, part.endless, optional=True)


def _begin_alike(options: tuple[Node, ...], ignore_case: bool) -> bool:
    seen: Ranges = ()
    for option in options:
        first = _first(option, ignore_case)
        if minimum_width(option) == 0 or overlap(first, seen):
            return True
        seen = union((*seen, *first))
    return False


def _first(node: Node, ignore_case: bool) -> Ranges:
    """What a match of the tree can begin with."""
    match node:
        case CharacterSet():
            return _members(node, ignore_case)
        case Sequence(items):
            return _first_of_items(items, ignore_case)
        case Alternation(options):
            return union(range_ for option in options for range_ in _first(option, ignore_case))
        case Group(item, _) | Repeat(item):
            return _first(item, ignore_case)
        case Backreference():
            return _ANYTHING
        case Look() | Assertion():
            return ()


def _first_of_items(items: tuple[Node, ...], ignore_case: bool) -> Ranges:
    found: list[tuple[int, int]] = []
    for item in items:
        found.extend(_first(item, ignore_case))
        if minimum_width(item) > 0:
            break
    return union(found)


def _members(node: CharacterSet, ignore_case: bool) -> Ranges:
    members = node.members()
    if not ignore_case:
        return members
    letters = [chr(code) for first, last in members for code in range(max(first, 65), min(last, 122) + 1)]
    return union((*members, *((ord(case), ord(case)) for case in map(str.swapcase, letters))))


def _repeats(node: Node) -> Iterator[Repeat]:
    match node:
        case Repeat(item):
            yield node
            yield from _repeats(item)
        case Sequence(items) | Alternation(items):
            for item in items:
                yield from _repeats(item)
        case Group(item, _):
            yield from _repeats(item)
        case _:
            return


def _looks(node: Node) -> Iterator[Look]:
    match node:
        case Look():
            yield node
        case Sequence(items) | Alternation(items):
            for item in items:
                yield from _looks(item)
        case Group(item, _) | Repeat(item):
            yield from _looks(item)
        case _:
            return
