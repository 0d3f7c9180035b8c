"""How large a result a built-in function may build, and how long it may take over a regular expression."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Final, TypeAlias

from crossdock.jsonata.errors import JsonataError, failure
from crossdock.jsonata.undefined import Value

Call: TypeAlias = Callable[..., Value]
"""Calls a function value of the language: ``call(function, *arguments)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionLimits:
    """The bounds of one evaluation, as far as built-in functions need them.

    `characters` and `items` bound a text and an array that is built. `deadline` is the moment (`time.monotonic`) at
    which the evaluation ends, after `seconds`; `match_seconds` bounds one search with a regular expression at risk,
    deadline or not.
    """

    characters: int = 10_000_000
    items: int = 10_000_000
    seconds: float | None = None
    deadline: float | None = None
    match_seconds: float = 1.0

    def check_text(self, characters: int) -> None:
        """Raise D2015 if a text of this length is not allowed."""
        if characters > self.characters:
            raise failure("D2015", value=self.characters, unit="characters")

    def check_items(self, items: int) -> None:
        """Raise D2015 if an array of this length is not allowed."""
        if items > self.items:
            raise failure("D2015", value=self.items, unit="items")

    def check_time(self) -> None:
        """Raise D1012 if the evaluation should have ended by now."""
        if self.deadline is not None and monotonic() > self.deadline:
            raise self._over()

    def check_progress(self, items: int) -> None:
        """Raise D2015 if so many items are not allowed, and now and then D1012 if the time is over."""
        if items > self.items:
            self.check_items(items)
        if items % CHECK_EVERY == 0:
            self.check_time()

    def match_time(self) -> float:
        """Seconds that one search may take from now on; raises D1012 when none are left."""
        if self.deadline is None:
            return self.match_seconds
        left = self.deadline - monotonic()
        if left <= 0:
            raise self._over()
        return min(left, self.match_seconds)

    def search_stopped(self, seconds: float) -> JsonataError:
        """The error D1012 for a search that was given so many seconds and did not end within them."""
        if seconds < self.match_seconds:
            return self._over()
        return failure("D1012", value=round(seconds * 1000), unit="ms of one search")

    def _over(self) -> JsonataError:
        return failure("D1012", value=round((self.seconds or 0) * 1000), unit="ms")


CHECK_EVERY: Final = 4096
"""Steps of a loop between two looks at the clock."""

DEFAULT_LIMITS: Final = FunctionLimits()


def call_directly(function: Value, *arguments: Value) -> Value:
    """Call a function value that is a plain Python callable."""
    return function(*arguments)
