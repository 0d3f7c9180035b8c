"""Functions that plugins add to the mapping language.

A function is an ordinary Python callable on JSON values: None is null, UNDEFINED is nothing at all. It is
registered with a JSONata signature, so wrong arguments are refused before it is called, and with examples that
the studio shows and the tests run. It must be pure: all it knows of the world comes from its `Context`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

import msgspec

from crossdock.jsonata.undefined import UNDEFINED

__all__ = ["UNDEFINED", "Context", "Example", "Function", "FunctionError"]


class Context(Protocol):
    """What a function may know beside its arguments."""

    @property
    def received_at(self) -> datetime:
        """When the record was received, with its zone."""

    def look_up(self, table: str, key: tuple[str, ...]) -> Any:
        """The value or object of a lookup's row, by the table's miss policy where there is none.

        A miss that holds is noted for the record and gives UNDEFINED, so that one evaluation finds all of them.
        Raises FunctionError for a table the project does not have, naming the nearest, and for a miss that fails.
        """

    def leave_out(self, what: str, reason: str) -> None:
        """Note that the mapping leaves something out on purpose, for whoever asks where it went.

        The same is noted once. What is long is cut, and of very many only the first are kept.
        """


class FunctionError(ValueError):
    """A function refuses its arguments; the message says which and why. `code` is stable."""

    def __init__(self, message: str, *, code: str = "function-failed", remedy: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.remedy = remedy


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """An expression that calls the function and what it gives; every example is run as a test."""

    expression: str
    result: Any
    input: Any = None
    lookups: Mapping[str, Mapping[str, str]] = {}
    """Tables the example needs: name to key to value."""


class Function(msgspec.Struct, frozen=True, kw_only=True):
    """A function with all that is needed to call it, document it and test it."""

    name: str
    """Without the `$`."""
    signature: str
    """JSONata signature: '<s-n:s>' takes a string (the context, when left out) and a number, and gives a string."""
    implementation: Callable[..., Any]
    """Called with copies of the arguments; with the Context first where `with_context` is set. Optional arguments that
    are missing at the end are left out, so that its own defaults hold."""
    summary: str
    examples: tuple[Example, ...]
    with_context: bool = False
