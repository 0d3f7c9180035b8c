"""Regular expressions of the language: JavaScript syntax, searched in Python without ever hanging.

A pattern whose worst case is harmless for the text at hand runs on `re`. Any other runs on `regex`, which can be
stopped, and raises D1012 when its time is up.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final, Protocol

import regex

from crossdock.jsonata.errors import failure, wrong_argument
from crossdock.jsonata.functions.kept import kept
from crossdock.jsonata.functions.limits import CHECK_EVERY, DEFAULT_LIMITS, FunctionLimits
from crossdock.jsonata.pattern_emission import emit
from crossdock.jsonata.pattern_nodes import Node
from crossdock.jsonata.pattern_risk import minimum_width, search_degree
from crossdock.jsonata.pattern_syntax import malformed_pattern, parse_pattern
from crossdock.jsonata.undefined import UNDEFINED, Undefined, Value

_HARMLESS_LENGTH: Final = {1: 1_000_000_000, 2: 2_000, 3: 150}
"""Characters that a search of this degree gets through in about 20 milliseconds at worst."""


class Match(Protocol):
    """What `re` and `regex` both tell about a match."""

    def start(self) -> int:
        """Where it begins."""

    def end(self) -> int:
        """Where it ends."""

    def group(self) -> str:
        """All of its text."""

    def groups(self) -> tuple[str | None, ...]:
        """The text of each group, None for one that took no part."""


class Pattern:
    """A regular expression as a value: a function from text to its first match, with a way to the next ones."""

    def __init__(self, source: str, flags: str = "") -> None:
        """Read the JavaScript `source`; `flags` may hold i and m. Raises S0301, S0302."""
        self.source = source
        self.flags = flags
        tree = parse_pattern(source)
        self.translated = emit(tree, ignore_case="i" in flags, multiline="m" in flags)
        self.may_be_empty = minimum_width(tree) == 0
        self._ignore_case = "i" in flags
        self._quick = self._compile_quick()
        self.harmless_length = self._judge(tree) if self._quick else -1

    def __repr__(self) -> str:
        return f"/{self.source}/{self.flags}"

    def __call__(self, text: Value = UNDEFINED, start: int = 0) -> dict[str, Value] | Undefined:
        """The first match from `start` on, as an object with match, start, end, groups and the function next.

        Raises T0410 for anything but text.
        """
        if isinstance(text, str):
            return self.match_object(text, start)
        if text is not UNDEFINED:
            raise wrong_argument(repr(self), 1, text)
        return Undefined.UNDEFINED

    def match_object(
        self, text: str, start: int = 0, limits: FunctionLimits = DEFAULT_LIMITS
    ) -> dict[str, Value] | Undefined:
        """As a call, within `limits`; ``next`` raises D1004 if the following match is empty."""
        found = self.search(text, start, limits)
        if found is None:
            return UNDEFINED
        return _match_object(found, self.matches(text, limits, found))

    def search(self, text: str, start: int = 0, limits: FunctionLimits = DEFAULT_LIMITS) -> Match | None:
        """The first match from `start` on; raises D1012 when the time for it is up."""
        if self._quick is not None and len(text) <= self.harmless_length:
            return self._quick.search(text, start)
        seconds = limits.match_time()
        try:
            return self._stoppable.search(text, start, timeout=seconds)
        except TimeoutError as error:
            raise limits.search_stopped(seconds) from error

    def matches(
        self, text: str, limits: FunctionLimits = DEFAULT_LIMITS, after: Match | None = None
    ) -> Iterator[Match]:
        """All matches from the first on, or those `after` a match; raises D1004 if one but the first is empty."""
        found = self.search(text, 0, limits) if after is None else self._search_next(text, after, limits)
        for count in itertools.count(1):
            if found is None:
                return
            yield found
            if count % CHECK_EVERY == 0:
                limits.check_time()
            found = self._search_next(text, found, limits)

    def quick_for(self, text: str) -> re.Pattern[str] | None:
        """The compiled pattern, if any use of it on `text` is harmless and no match can be empty."""
        if self.may_be_empty or len(text) > self.harmless_length:
            return None
        return self._quick

    def _search_next(self, text: str, previous: Match, limits: FunctionLimits) -> Match | None:
        start = previous.end()
        if start >= len(text):
            return None
        found = self.search(text, start, limits)
        if found is not None and found.start() == found.end():
            raise failure("D1004", value=self.source)
        return found

    def _judge(self, tree: Node) -> int:
        degree = search_degree(tree, ignore_case=self._ignore_case)
        return -1 if degree is None else _HARMLESS_LENGTH.get(degree, -1)

    def _compile_quick(self) -> re.Pattern[str] | None:
        """None for what only `regex` can do: looking behind over a varying number of characters."""
        try:
            return re.compile(self.translated, re.ASCII | re.IGNORECASE if self._ignore_case else re.ASCII)
        except (re.error, OverflowError, RecursionError):
            _ = self._stoppable
            return None

    @cached_property
    def _stoppable(self) -> regex.Pattern[str]:
        flags = regex.VERSION0 | regex.ASCII | (regex.IGNORECASE if self._ignore_case else 0)
        try:
            return regex.compile(self.translated, flags)
        except (regex.error, OverflowError, RecursionError) as error:
            raise malformed_pattern(self.source, error) from error


@kept
def compile_pattern(source: str, flags: str = "") -> Pattern:
    """The pattern of a regular expression literal ``/source/flags``; raises S0301, S0302."""
    return Pattern(source, flags)


def _match_object(match: Match, following: Iterator[Match]) -> dict[str, Value]:
    return {
        "match": match.group(),
        "start": match.start(),
        "end": match.end(),
        "groups": list(match.groups()),
        "next": _next_function(following),
    }


def _next_function(following: Iterator[Match]) -> Callable[[], Value]:
    def next_match() -> Value:
        match = next(following, None)
        return UNDEFINED if match is None else _match_object(match, following)

    return next_match
