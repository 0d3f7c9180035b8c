"""The functions of plugins, as the native engine calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from crossdock.errors import PluginError
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.native.values import plain
from crossdock.evaluate.not_json import NotJson
from crossdock.functions import UNDEFINED, FunctionError
from crossdock.functions import Function as PluginFunction
from crossdock.jsonata import Function
from crossdock.jsonata.known_functions import BUILT_IN
from crossdock.jsonata.signature import Signature
from crossdock.plugin import FunctionEntry


class PluginFunctions:
    """One function of the engine for each entry; the plugin's own is loaded when it is called for the first time."""

    def __init__(self, entries: Iterable[FunctionEntry]) -> None:
        self._context: EvaluationContext | None = None
        self.functions = tuple(self._function(entry) for entry in entries)

    @contextmanager
    def knowing(self, context: EvaluationContext) -> Iterator[None]:
        """What functions may know while the block's evaluation runs; a process runs one at a time."""
        self._context = context
        try:
            yield
        finally:
            self._context = None

    def _function(self, entry: FunctionEntry) -> Function:
        if entry.name in BUILT_IN:
            raise PluginError(
                f"A plugin brings a function '${entry.name}', which the language itself has.",
                code="duplicate-name",
                remedy="Give the plugin's function another name.",
            )
        return Function(entry.name, self._implementation(entry), entry.signature, entry.summary)

    def _implementation(self, entry: FunctionEntry) -> Callable[..., Any]:
        loaded: list[PluginFunction] = []
        required = _required(entry.signature)

        def call(*arguments: Any) -> Any:
            if not loaded:
                loaded.append(entry.load())
            function = loaded[0]
            context = [self._current()] if function.with_context else []
            return _result(function.implementation(*context, *_checked(_given(arguments, required))))

        return call

    def _current(self) -> EvaluationContext:
        if self._context is None:
            raise RuntimeError("A function was called outside an evaluation.")
        return self._context


def _required(signature: str) -> int:
    """How many parameters come before the optional ones at the end."""
    parameters = Signature.parse(signature).parameters
    count = len(parameters)
    while count and parameters[count - 1].optional:
        count -= 1
    return count


def _given(arguments: tuple[Any, ...], required: int) -> tuple[Any, ...]:
    """Without optional arguments that are missing at the end, so that the implementation's defaults hold."""
    kept = len(arguments)
    while kept > required and arguments[kept - 1] is UNDEFINED:
        kept -= 1
    return arguments[:kept]


def _checked(arguments: tuple[Any, ...]) -> list[Any]:
    try:
        return [plain(argument) for argument in arguments]
    except NotJson as error:
        raise FunctionError("takes no functions as arguments") from error


def _result(value: Any) -> Any:
    try:
        return plain(value)
    except NotJson as error:
        raise FunctionError(f"gave {error.what}, which is no JSON") from error
