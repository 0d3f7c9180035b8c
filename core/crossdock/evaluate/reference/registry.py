"""The names a text may call: the language's own functions and those of plugins.

A plugin's function gets plain JSON values, copies all of them, after its signature has been checked. Optional
arguments that are missing at the end are left out, so that the implementation's defaults hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from jsonata.jexception import JException
from jsonata.jsonata import Jsonata
from jsonata.signature import Signature

from crossdock.errors import PluginError
from crossdock.evaluate.not_json import NotJson
from crossdock.evaluate.reference.expression import Frame, string
from crossdock.evaluate.reference.values import NULL, from_library, to_library
from crossdock.functions import UNDEFINED, Context, Function, FunctionError
from crossdock.plugin import FunctionEntry


class FunctionFailed(Exception):
    """A plugin's function raised an exception: `name` is the function, the exception is the cause."""

    def __init__(self, name: str, cause: Exception) -> None:
        super().__init__(str(cause))
        self.name = name
        self.cause = cause


class _StrictSignature(Signature):  # type: ignore[misc]  # the library ships no types
    """The library's signature, but null is no stand-in for a missing argument."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text, name)
        self.text = text
        self.name = name

    def get_symbol(self, value: Any) -> str:
        return "l" if value is NULL else str(super().get_symbol(value))

    def throw_validation_error(self, _args: Any, bad_sig: Any, _name: str | None) -> NoReturn:
        """T0410 with the first argument that does not fit; the library's own count is wrong."""
        pattern, fitting = "", 0
        for param in self._params:
            pattern += param.regex
            found = re.match(pattern, bad_sig)
            if found is None:
                break
            fitting = found.end()
        raise JException("T0410", -1, fitting + 1, self.name, self.text)

    @property
    def required(self) -> int:
        """How many arguments come before the optional ones at the end."""
        optional = [param.regex.endswith("?") and not param.context for param in self._params]
        while optional and optional[-1]:
            optional.pop()
        return len(optional)


class PluginFunction(Jsonata.JFunction):  # type: ignore[misc]  # the library ships no types
    """A plugin's function as the library calls it; it is loaded when it is called for the first time."""

    def __init__(self, entry: FunctionEntry, context: Callable[[], Context]) -> None:
        super().__init__(self, None)
        self.signature = _StrictSignature(entry.signature, entry.name)
        self.function_name = entry.name
        self._entry = entry
        self._context = context
        self._function: Function | None = None

    def get_number_of_args(self) -> int:
        """How many arguments it takes; the library asks for partial application."""
        return int(self.signature.get_number_of_args())

    def validate(self, args: Any, _context: Any) -> Any:
        """Nothing yet: `call` does it, because $map and its like call without asking first."""
        return args

    def call(self, input: Any, args: Any) -> Any:  # noqa: A002  # the library's name
        """Raises the library's T0410 to T0412 for arguments that do not fit, FunctionFailed for all else."""
        fitting = self.signature.validate(args or [], input)
        try:
            return to_library(self._implementation(*self._arguments(fitting)))
        except (RecursionError, MemoryError):
            raise
        except NotJson as error:
            raise FunctionFailed(self._entry.name, FunctionError(f"gave {error.what}, which is no JSON")) from error
        except Exception as error:
            raise FunctionFailed(self._entry.name, error) from error

    def _implementation(self, *arguments: Any) -> Any:
        if self._function is None:
            self._function = self._entry.load()
        function: Function = self._function
        context = [self._context()] if function.with_context else []
        return function.implementation(*context, *arguments)

    def _arguments(self, args: list[Any]) -> list[Any]:
        try:
            arguments = [from_library(arg) for arg in args]
        except NotJson as error:
            raise FunctionError("takes no functions as arguments") from error
        while len(arguments) > self.signature.required and arguments[-1] is UNDEFINED:
            arguments.pop()
        return arguments


class _ExactString(Jsonata.JFunction):  # type: ignore[misc]  # the library ships no types
    """`$string` with all digits of integers."""

    def __init__(self) -> None:
        super().__init__(self, "<x-b?:s>")
        self.function_name = "string"

    def get_number_of_args(self) -> int:
        return 2

    def call(self, input: Any, args: Any) -> Any:  # noqa: A002, ARG002  # the library's names
        return string(*args)


class Registry:
    """Every function a text may call, in one frame that evaluations look into and never write to."""

    def __init__(self, entries: Iterable[FunctionEntry]) -> None:
        self.frame = Frame(Jsonata.static_frame)
        self.frame.bind("string", _ExactString())
        self.context: Context | None = None
        """That of the evaluation which is running."""
        for entry in entries:
            self._add(entry)

    @property
    def names(self) -> frozenset[str]:
        """Names that can be called, without the `$`."""
        return frozenset(self.frame.bindings) | frozenset(Jsonata.static_frame.bindings)

    def _add(self, entry: FunctionEntry) -> None:
        if entry.name in Jsonata.static_frame.bindings:
            raise PluginError(
                f"A plugin brings a function '${entry.name}', which the language itself has.",
                code="duplicate-name",
                remedy="Give the plugin's function another name.",
            )
        self.frame.bind(entry.name, PluginFunction(entry, self._current))

    def _current(self) -> Context:
        if self.context is None:
            raise RuntimeError("A function was called outside an evaluation.")
        return self.context
