"""A tree of a regular expression as the text of a Python one, to be compiled with the flag ASCII.

What differs between the two languages is written out: ``$`` is the very end, line ends are four characters, a group
that has not matched is empty text for its back reference, and letters beyond ASCII bring their other case along.
"""

from __future__ import annotations

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
    union,
)

_LINE_END: Final = r"\n\r\u2028\u2029"
_PLACES: Final = {"^": r"\A", "$": r"\Z", "b": r"\b", "B": r"(?!\b)"}
_LINE_PLACES: Final = {**_PLACES, "^": f"(?<![^{_LINE_END}])", "$": f"(?![^{_LINE_END}])"}
_LOOKS: Final = {(True, False): "?=", (True, True): "?!", (False, False): "?<=", (False, True): "?<!"}
_WIDEST_CASED_RANGE: Final = 1000
"""A longer range beyond ASCII holds its letters in both cases anyway."""


def emit(node: Node, *, ignore_case: bool, multiline: bool) -> str:
    """The Python regular expression that matches what the tree matches in JavaScript."""
    return _Emitter(ignore_case, _LINE_PLACES if multiline else _PLACES).emit(node)


class _Emitter:
    def __init__(self, ignore_case: bool, places: dict[str, str]) -> None:
        self._ignore_case = ignore_case
        self._places = places

    def emit(self, node: Node) -> str:
        match node:
            case Sequence(items):
                return "".join(map(self.emit, items))
            case Alternation(options):
                return "|".join(map(self.emit, options))
            case Group(item, index):
                return f"({'?:' if index is None else ''}{self.emit(item)})"
            case Look(item, ahead, negative):
                return f"({_LOOKS[ahead, negative]}{self.emit(item)})"
            case Repeat():
                return self._repeat(node)
            case CharacterSet() | Backreference() | Assertion():
                return self._leaf(node)

    def _leaf(self, node: CharacterSet | Backreference | Assertion) -> str:
        match node:
            case CharacterSet():
                return self._set(node)
            case Backreference(index, reachable):
                return f"(?:(?({index})\\{index}|))" if reachable else "(?:)"
            case Assertion(kind):
                return self._places[kind]

    def _repeat(self, node: Repeat) -> str:
        low, high = node.low, node.high
        count = {(0, None): "*", (1, None): "+", (0, 1): "?"}.get((low, high))
        if count is None:
            count = f"{{{low}}}" if low == high else f"{{{low},{'' if high is None else high}}}"
        return self.emit(node.item) + count + ("?" if node.lazy else "")

    def _set(self, node: CharacterSet) -> str:
        ranges = _with_other_case(node.ranges) if self._ignore_case else node.ranges
        if not ranges:
            return r"[\s\S]" if node.negated else "(?!)"
        if not node.negated and len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
            return _character(ranges[0][0])
        inside = "".join(_range(first, last) for first, last in ranges)
        return f"[{'^' if node.negated else ''}{inside}]"


def _range(first: int, last: int) -> str:
    if first == last:
        return _character(first)
    return f"{_character(first)}{'-' if last > first + 1 else ''}{_character(last)}"


def _character(code: int) -> str:
    character = chr(code)
    if code < 128:
        return character if character.isalnum() or character == "_" else f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _with_other_case(ranges: Ranges) -> Ranges:
    others: list[tuple[int, int]] = []
    for first, last in ranges:
        if last >= 128 and last - first < _WIDEST_CASED_RANGE:
            for code in range(max(first, 128), last + 1):
                others.extend((ord(case), ord(case)) for case in _cases(chr(code)))
    return union((*ranges, *others)) if others else ranges


def _cases(character: str) -> list[str]:
    cases = (character.lower(), character.upper())
    return [case for case in cases if len(case) == 1 and ord(case) >= 128]
