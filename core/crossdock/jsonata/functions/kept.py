"""Keeping what was worked out of a text that is given again and again: pictures, regular expressions, replacements."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, Final, ParamSpec, TypeVar

from crossdock.jsonata.errors import failure

P = ParamSpec("P")
T = TypeVar("T")

_MOST: Final = 1024
_LONGEST_KEPT: Final = 500
"""Characters; so what is kept stays small, whatever texts an expression comes up with."""
_LONGEST_PICTURE: Final = 10_000
"""Characters; nothing looks at the clock while a picture is read."""


def kept(function: Callable[Concatenate[str, P], T]) -> Callable[Concatenate[str, P], T]:
    """As `functools.lru_cache`, by the text and what comes with it; of long texts nothing is kept."""
    cached: Callable[..., T] = lru_cache(maxsize=_MOST)(function)

    @wraps(function)
    def call(text: str, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if len(text) <= _LONGEST_KEPT:
            return cached(text, *args, **kwargs)
        return function(text, *args, **kwargs)

    return call


def kept_picture(function: Callable[Concatenate[str, P], T]) -> Callable[Concatenate[str, P], T]:
    """As `kept`, for a function that reads a picture: raises D2015 for one that is no picture any more."""

    @wraps(function)
    def call(text: str, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if len(text) > _LONGEST_PICTURE:
            raise failure("D2015", value=_LONGEST_PICTURE, unit="characters")
        return function(text, *args, **kwargs)

    return kept(call)
