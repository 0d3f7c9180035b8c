"""Finding the place of an error in an expression, from the lines of generated code that the error came through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Final

from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.generate.code import Place

PLACES: Final = "__places__"
"""The global under which a generated module has its `Places`."""


@dataclass(frozen=True, slots=True)
class Places:
    """The expression that a module was generated from, and the place behind each line (the first is number 1)."""

    text: str
    of_lines: tuple[Place | None, ...]


def locate(error: JsonataError, text: str) -> JsonataError:
    """Attach the place in `text`, that of the innermost line generated from it, and return the error.

    What `$eval` compiled is another text; there the place of the `$eval` counts.
    """
    places = list(_places(error.__traceback__, text))
    if places:
        inner, outer = places[-1], next((place for place in places if place.is_call), places[-1])
        error.locate(text, inner.start, inner.end, inner.token)
        error.position = outer.end
    return error


def _places(trace: TracebackType | None, text: str) -> Iterator[Place]:
    """The places of the lines that a traceback goes through, from the outside in."""
    while trace is not None:
        module = trace.tb_frame.f_globals.get(PLACES)
        place = module.of_lines[trace.tb_lineno - 1] if isinstance(module, Places) and module.text == text else None
        if place is not None:
            yield place
        trace = trace.tb_next
