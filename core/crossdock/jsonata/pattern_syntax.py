"""Reading a JavaScript regular expression (ECMA-262 without flag u, with the leniencies of its annex B) into a tree.

Text is code points here, not UTF-16 halves: an escaped surrogate pair is one character.
"""

from __future__ import annotations

import re
from typing import Final, Literal, cast

from crossdock.jsonata.errors import JsonataError, failure
from crossdock.jsonata.pattern_classes import Escapes
from crossdock.jsonata.pattern_nodes import (
    LINE_ENDS,
    Alternation,
    Assertion,
    Backreference,
    CharacterSet,
    Group,
    Look,
    Node,
    Repeat,
    Sequence,
)

_CAPTURE: Final = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?<(?![=!])([^>]*)>|(?!\?))", re.DOTALL)
_BRACES: Final = re.compile(r"\{(\d+)(?:(,)(\d*))?\}")
_NAME: Final = re.compile(r"[^\W\d][\w$]*|\$[\w$]*")
_LOOKS: Final = {"?=": (True, False), "?!": (True, True), "?<=": (False, False), "?<!": (False, True)}
_MOST_REPEATS: Final = 2**31


def parse_pattern(source: str) -> Node:
    """The tree of a regular expression; raises S0301 if it is empty, S0302 if it is malformed."""
    if not source:
        raise failure("S0301")
    try:
        return _PatternParser(source).parse()
    except RecursionError as error:
        raise failure("S0302", value=source) from error


class _PatternParser(Escapes):
    """Recursive descent over the source; `at` is the next character."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._names: dict[str, int] = {}
        self._group_count = 0
        self._groups_begun = 0
        self._groups_ended: set[int] = set()
        for match in _CAPTURE.finditer(source):
            if match[0][0] == "(":
                self._announce(match[1])

    def parse(self) -> Node:
        tree = self._alternation()
        if self.at < len(self.source):
            raise self.malformed()
        return tree

    def _announce(self, name: str | None) -> None:
        self._group_count += 1
        if name is not None:
            if name in self._names or not _NAME.fullmatch(name):
                raise self.malformed()
            self._names[name] = self._group_count

    def _alternation(self) -> Node:
        options = [self._sequence()]
        while self.accept("|"):
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Alternation(tuple(options))

    def _sequence(self) -> Node:
        items: list[Node] = []
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            items.append(self._term())
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def _term(self) -> Node:
        atom = self._atom()
        bounds = self._bounds()
        if bounds is None:
            return atom
        if isinstance(atom, Assertion) or (isinstance(atom, Look) and not atom.ahead):
            raise self.malformed()
        return Repeat(atom, bounds[0], bounds[1], lazy=self.accept("?"))

    def _bounds(self) -> tuple[int, int | None] | None:
        for mark, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.accept(mark):
                return bounds
        braces = _BRACES.match(self.source, self.at)
        if braces is None:
            return None
        self.at = braces.end()
        low = min(int(braces[1]), _MOST_REPEATS)
        if braces[3] == "":
            return low, None
        high = min(int(braces[3] or braces[1]), _MOST_REPEATS)
        if high < low:
            raise self.malformed()
        return low, high

    def _atom(self) -> Node:
        if _BRACES.match(self.source, self.at):
            raise self.malformed()
        character = self.take()
        if character == "(":
            return self._group()
        if character == "[":
            return self.character_class()
        if character == "\\":
            return self._escape()
        if character == ".":
            return CharacterSet(LINE_ENDS, negated=True)
        if character in "^$":
            return Assertion(cast("Literal['^', '$']", character))
        if character in "*+?":
            raise self.malformed()
        return CharacterSet(((ord(character), ord(character)),))

    def _group(self) -> Node:
        for opening, (ahead, negative) in _LOOKS.items():
            if self.accept(opening):
                return Look(self._group_body(), ahead, negative)
        if self.accept("?:"):
            return Group(self._group_body(), None)
        if self.accept("?<"):
            self.at = self.source.index(">", self.at) + 1
        elif self.accept("?"):
            raise self.malformed()
        self._groups_begun += 1
        index = self._groups_begun
        body = self._group_body()
        self._groups_ended.add(index)
        return Group(body, index)

    def _group_body(self) -> Node:
        body = self._alternation()
        if not self.accept(")"):
            raise self.malformed()
        return body

    def _escape(self) -> Node:
        if self.accept("b"):
            return Assertion("b")
        if self.accept("B"):
            return Assertion("B")
        if self._names and self.accept("k"):
            return self._named_reference()
        number = re.compile(r"[1-9]\d*").match(self.source, self.at)
        if number and int(number[0]) <= self._group_count:
            self.at = number.end()
            return self._reference(int(number[0]))
        return CharacterSet(self.escaped_characters())

    def _named_reference(self) -> Node:
        name = re.compile(r"<([^>]*)>").match(self.source, self.at)
        if name is None or name[1] not in self._names:
            raise self.malformed()
        self.at = name.end()
        return self._reference(self._names[name[1]])

    def _reference(self, index: int) -> Backreference:
        return Backreference(index, reachable=index in self._groups_ended)


def malformed_pattern(source: str, cause: Exception) -> JsonataError:
    """The error for a pattern that a regular expression engine refuses."""
    error = failure("S0302", value=source)
    error.__cause__ = cause
    return error
