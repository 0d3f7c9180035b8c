"""The lexer: source text to tokens, each with its start and end.

A slash starts a regular expression or is the division operator, depending on what stands before it; so the parser
asks for one token at a time and says which of the two it expects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from crossdock.jsonata.errors import JsonataError, failure
from crossdock.jsonata.undefined import Value

POWERS: Final = {
    ".": 75, "[": 80, "]": 0, "{": 70, "}": 0, "(": 80, ")": 0, ",": 0, "@": 80, "#": 80, ";": 80, ":": 80,
    "?": 20, "+": 50, "-": 50, "*": 60, "/": 60, "%": 60, "|": 20, "=": 40, "<": 40, ">": 40, "^": 40,
    "**": 60, "..": 20, ":=": 10, "!=": 40, "<=": 40, ">=": 40, "~>": 40, "?:": 40, "??": 40,
    "and": 30, "or": 25, "in": 40, "&": 50, "!": 0, "~": 0,
}  # fmt: skip
"""Binding power of every operator; `!` and `~` are none, but end a name."""

_PAIRS: Final = frozenset(("..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"))
_ESCAPES: Final = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_LITERALS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None}
_NUMBER: Final = re.compile(r"(?:0|[1-9][0-9]*)(\.[0-9]+)?([Ee][-+]?[0-9]+)?")
_SPACE: Final = re.compile(r"[ \t\n\r\v]*")
_NAME: Final = re.compile(r"[^ \t\n\r\v.\[\]{}(),@#;:?+\-*/%|=<>^&!~]*")
_HEX: Final = re.compile(r"[0-9a-fA-F]+")


class Kind(Enum):
    """What a token is."""

    OPERATOR = "operator"
    NAME = "name"
    VARIABLE = "variable"
    STRING = "string"
    NUMBER = "number"
    VALUE = "value"
    """true, false or null"""
    REGEX = "regex"
    INVALID = "(invalid)"
    """text that is no token; its error is reported"""
    END = "(end)"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `value` is the operator, the name, or the literal's value (for a regex: pattern and flags)."""

    kind: Kind
    value: Value
    start: int
    end: int

    @property
    def operator(self) -> str | None:
        """The operator, "(end)" behind the last token, None for anything else."""
        return str(self.value) if self.kind in (Kind.OPERATOR, Kind.END) else None


class Lexer:
    """Reads `source` from the left, one token per call of `next`."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0

    def next(self, *, operand: bool) -> Token:
        """The next token. `operand`: a value is expected here, so a slash starts a regular expression.

        Raises JsonataError, with its place, for a text, number, name, comment or regex that is not well formed.
        """
        self._skip()
        source, start = self.source, self.position
        if start >= len(source):
            return Token(Kind.END, "(end)", len(source), len(source))
        first, pair = source[start], source[start : start + 2]
        if operand and first == "/":
            return self._regex()
        if pair in _PAIRS or first in POWERS:
            operator = pair if pair in _PAIRS else first
            return self._take(Kind.OPERATOR, operator, len(operator))
        return self._word(first)

    def _word(self, first: str) -> Token:
        """A token that is no operator."""
        if first in "\"'":
            return self._string(first)
        number = _NUMBER.match(self.source, self.position)
        if number is not None:
            return self._take(Kind.NUMBER, self._number(number), len(number.group()))
        return self._quoted_name() if first == "`" else self._name()

    def _take(self, kind: Kind, value: Value, length: int) -> Token:
        start = self.position
        self.position += length
        return Token(kind, value, start, self.position)

    def _fail(self, code: str, start: int, end: int, token: str | None = None) -> JsonataError:
        self.position = min(max(end, start + 1), len(self.source))
        return failure(code, token=token).locate(self.source, start, end)

    def _skip(self) -> None:
        """Pass over white space and comments."""
        source = self.source
        while True:
            space = _SPACE.match(source, self.position)
            self.position = space.end() if space else self.position
            if not source.startswith("/*", self.position):
                return
            start = self.position
            end = source.find("*/", start + 2)
            if end < 0:
                error = self._fail("S0106", start, start)
                self.position = len(source)
                raise error
            self.position = end + 2

    def _number(self, match: re.Match[str]) -> int | float:
        """An integer exactly, however long; anything else as a double, written as an integer where it is one."""
        text = match.group()
        value = float(text)
        if value in (float("inf"), float("-inf")):
            raise self._fail("S0102", match.start(), match.start(), text)
        if match.group(1) is None and match.group(2) is None:
            return int(text)
        return int(value) if value.is_integer() and abs(value) < 2**53 else value

    def _string(self, quote: str) -> Token:
        source, start = self.source, self.position
        parts: list[str] = []
        at = start + 1
        while at < len(source):
            char = source[at]
            if char == quote:
                self.position = at + 1
                return Token(Kind.STRING, _join_surrogates("".join(parts)), start, at + 1)
            if char == "\\":
                char, at = self._escape(at + 1)
            parts.append(char)
            at += 1
        raise self._fail("S0101", start, len(source))

    def _escape(self, at: int) -> tuple[str, int]:
        """The character that the escape sequence behind the backslash stands for, and the index of its last one."""
        source = self.source
        char = source[at : at + 1]
        if char in _ESCAPES:
            return _ESCAPES[char], at
        if char == "u":
            digits = source[at + 1 : at + 5]
            if not _HEX.fullmatch(digits):
                raise self._fail("S0104", at - 1, at)
            return chr(int(digits, 16)), at + 4
        raise self._fail("S0103", at - 1, at, char)

    def _quoted_name(self) -> Token:
        start = self.position
        end = self.source.find("`", start + 1)
        if end < 0:
            raise self._fail("S0105", start, len(self.source))
        self.position = end + 1
        return Token(Kind.NAME, self.source[start + 1 : end], start, end + 1)

    def _name(self) -> Token:
        start = self.position
        match = _NAME.match(self.source, start)
        name = match.group() if match else ""
        if name.startswith("$"):
            return self._take(Kind.VARIABLE, name[1:], len(name))
        if name in ("or", "in", "and"):
            return self._take(Kind.OPERATOR, name, len(name))
        if name in _LITERALS:
            return self._take(Kind.VALUE, _LITERALS[name], len(name))
        return self._take(Kind.NAME, name, len(name))

    def _regex(self) -> Token:
        """A regular expression: ends at the first slash outside brackets that is not escaped."""
        source, start = self.source, self.position
        depth, escaped = 0, False
        for at in range(start + 1, len(source)):
            char = source[at]
            if char == "/" and depth == 0 and not escaped:
                return self._regex_token(start, at)
            if char in "([{" and source[at - 1] != "\\":
                depth += 1
            elif char in ")]}" and source[at - 1] != "\\":
                depth -= 1
            escaped = char == "\\" and not escaped
        raise self._fail("S0302", start, len(source))

    def _regex_token(self, start: int, slash: int) -> Token:
        pattern = self.source[start + 1 : slash]
        if not pattern:
            raise self._fail("S0301", start, slash)
        end = slash + 1
        while self.source[end : end + 1] in ("i", "m"):
            end += 1
        self.position = end
        return Token(Kind.REGEX, (pattern, self.source[slash + 1 : end]), start, end)


def _join_surrogates(text: str) -> str:
    r"""Put the halves of a character that was written as two \u escapes together; a lone half stays."""
    if not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
