"""Whether a repeated part of a regular expression can read one text in more than one way.

Where it can, a backtracking search tries all of them before it gives up, and each further character doubles them. It
cannot where every character of the text has only one place in the pattern to go to: the pattern is then strongly
deterministic (Glushkov's construction, with every way to a place counted).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from crossdock.jsonata import pattern_nodes as nodes
from crossdock.jsonata.pattern_nodes import Node, Ranges, overlap

_WRITTEN_OUT: Final = 12
"""Fixed counts up to which the places are told apart."""
_MOST_PLACES: Final = 500
"""Places of a pattern from which on counts are no longer written out."""


def has_choices(node: Node) -> bool:
    """Whether a repeat anywhere in the tree can read a text in several ways."""
    return any(_Automaton().is_ambiguous(repeat) for repeat in _repeats(node))


def _repeats(node: Node) -> Iterator[nodes.Repeat]:
    match node:
        case nodes.Repeat(item=item, high=high):
            if high != 1:
                yield node
            yield from _repeats(item)
        case nodes.Sequence(items) | nodes.Alternation(items):
            for each in items:
                yield from _repeats(each)
        case nodes.Group(item=item) | nodes.Look(item=item):
            yield from _repeats(item)
        case _:
            return


@dataclass(frozen=True, slots=True)
class _Part:
    """The places a part can begin with and end with, and whether it can be nothing."""

    first: tuple[int, ...]
    last: tuple[int, ...]
    nullable: bool


_NOTHING: Final = _Part((), (), nullable=True)


class _Automaton:
    """The places of a pattern, and the ways from each to the next."""

    def __init__(self) -> None:
        self._members: list[Ranges] = []
        self._ways: dict[int, list[int]] = defaultdict(list)
        self._unclear = False

    def is_ambiguous(self, node: Node) -> bool:
        """Whether some character has two places to go to."""
        part = self._read(node)
        return self._unclear or any(self._meet(places) for places in (part.first, *self._ways.values()))

    def _meet(self, places: Iterable[int]) -> bool:
        return any(overlap(self._members[one], self._members[other]) for one, other in combinations(places, 2))

    def _read(self, node: Node) -> _Part:
        match node:
            case nodes.CharacterSet():
                self._members.append(node.members())
                place = (len(self._members) - 1,)
                return _Part(place, place, nullable=False)
            case nodes.Sequence(items):
                return self._in_a_row(items)
            case nodes.Alternation(options):
                parts = [self._read(option) for option in options]
                first = tuple(place for part in parts for place in part.first)
                last = tuple(place for part in parts for place in part.last)
                return _Part(first, last, nullable=any(part.nullable for part in parts))
            case nodes.Group(item=item):
                return self._read(item)
            case nodes.Repeat():
                return self._repeated(node)
            case nodes.Backreference():
                self._unclear = True
        return _NOTHING

    def _in_a_row(self, items: Sequence[Node]) -> _Part:
        whole = _NOTHING
        for item in items:
            part = self._read(item)
            for place in whole.last:
                self._ways[place].extend(part.first)
            whole = _Part(
                whole.first + part.first if whole.nullable else whole.first,
                whole.last + part.last if part.nullable else part.last,
                nullable=whole.nullable and part.nullable,
            )
        return whole

    def _repeated(self, node: nodes.Repeat) -> _Part:
        if node.low == node.high and node.low <= _WRITTEN_OUT and len(self._members) < _MOST_PLACES:
            return self._in_a_row([node.item] * node.low)
        part = self._read(node.item)
        if node.high != 1:
            self._unclear = self._unclear or part.nullable
            for place in part.last:
                self._ways[place].extend(part.first)
        return _Part(part.first, part.last, nullable=part.nullable or node.low == 0)
