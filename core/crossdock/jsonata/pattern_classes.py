"""The characters a regular expression names: escapes, and classes in brackets."""

from __future__ import annotations

import re
from typing import Final

from crossdock.jsonata.errors import JsonataError, failure
from crossdock.jsonata.pattern_nodes import DIGITS, SPACES, WORD, CharacterSet, Ranges, complement, union

_CLASSES: Final = {
    "d": DIGITS,
    "D": complement(DIGITS),
    "w": WORD,
    "W": complement(WORD),
    "s": SPACES,
    "S": complement(SPACES),
}
_CONTROLS: Final = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13}
_HEX: Final = re.compile("x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})")
_LOW_SURROGATE: Final = re.compile(r"\\u([dD][c-fC-F][0-9A-Fa-f]{2})")
_OCTAL: Final = re.compile("[0-3][0-7]{0,2}|[4-7][0-7]?")
_CONTROL_LETTER: Final = re.compile("c([A-Za-z])")


class Escapes:
    """A place in the source of a regular expression, and the reading of single characters from there."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def malformed(self) -> JsonataError:
        """The error S0302 for this source."""
        return failure("S0302", value=self.source)

    def accept(self, text: str) -> bool:
        """Step over `text` if it stands here."""
        found = self.source.startswith(text, self.at)
        if found:
            self.at += len(text)
        return found

    def take(self) -> str:
        """The next character; raises S0302 at the end of the source."""
        if self.at >= len(self.source):
            raise self.malformed()
        character = self.source[self.at]
        self.at += 1
        return character

    def escaped_characters(self) -> Ranges:
        """The characters that the escape behind a backslash means."""
        kind = self.source[self.at : self.at + 1]
        if kind in _CLASSES:
            self.at += 1
            return _CLASSES[kind]
        code = self._escaped_code()
        return ((code, code),)

    def character_class(self) -> CharacterSet:
        """The class in brackets whose opening bracket was just read."""
        negated = self.accept("^")
        parts: list[tuple[int, int]] = []
        while not self.accept("]"):
            parts.extend(self._class_part())
        return CharacterSet(union(parts), negated)

    def _class_part(self) -> Ranges:
        first = self._class_atom()
        if self.source[self.at : self.at + 1] != "-" or self.source[self.at + 1 : self.at + 2] in {"]", ""}:
            return first
        self.at += 1
        last = self._class_atom()
        if len(first) > 1 or len(last) > 1 or first[0][0] != first[0][1] or last[0][0] != last[0][1]:
            return (*first, *last, (ord("-"), ord("-")))
        if last[0][0] < first[0][0]:
            raise self.malformed()
        return ((first[0][0], last[0][0]),)

    def _class_atom(self) -> Ranges:
        character = self.take()
        if character != "\\":
            return ((ord(character), ord(character)),)
        if self.accept("b"):
            return ((8, 8),)
        return self.escaped_characters()

    def _escaped_code(self) -> int:
        if match := _HEX.match(self.source, self.at):
            self.at = match.end()
            return self._pair(int(match[1] or match[2], 16))
        if match := _OCTAL.match(self.source, self.at):
            self.at = match.end()
            return int(match[0], 8)
        if match := _CONTROL_LETTER.match(self.source, self.at):
            self.at = match.end()
            return ord(match[1]) % 32
        if self.source.startswith("c", self.at):
            return ord("\\")
        character = self.take()
        return _CONTROLS.get(character, ord(character))

    def _pair(self, code: int) -> int:
        """The character of a surrogate pair if `code` is its first half and the second follows."""
        low = _LOW_SURROGATE.match(self.source, self.at) if 0xD800 <= code < 0xDC00 else None
        if low is None:
            return code
        self.at = low.end()
        return 0x10000 + ((code - 0xD800) << 10) + int(low[1], 16) - 0xDC00
