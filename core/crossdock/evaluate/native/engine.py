"""Parsing and evaluating with the native engine, in the process it is called in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from crossdock import jsonata
from crossdock.engine.json_text import decode, encode
from crossdock.errors import Malformed
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.limits import limit_of
from crossdock.evaluate.native.faults import failed, told, unknown_function, unreadable, unwritable
from crossdock.evaluate.native.functions import PluginFunctions
from crossdock.evaluate.native.place import span
from crossdock.jsonata.known_functions import known_functions
from crossdock.jsonata.lint import Finding, lint
from crossdock.jsonata.undefined import UNDEFINED
from crossdock.model.evaluation import Evaluated, Limits
from crossdock.model.problem import Problem
from crossdock.plugin import FunctionEntry

_UNKNOWN_FUNCTION = "unknown-function"
_OWN_SHARE = 0.9
"""Of the process's time: the engine ends itself first, because it can say at which place."""
_NO_OTHER_BOUNDS = jsonata.Limits(seconds=None)
_TEXTS = 128
"""Compiled texts that are kept at hand; behind them are those that the engine itself keeps."""


class NativeEngine:
    """Evaluates one text at a time; MemoryError comes through, every other failure is a Problem.

    `bounds` hold each evaluation beside the limits it comes with, the narrower of both.
    """

    def __init__(self, entries: Iterable[FunctionEntry] = (), bounds: jsonata.Limits = _NO_OTHER_BOUNDS) -> None:
        self._plugins = PluginFunctions(entries)
        self._bounds = bounds
        self._compiled = lru_cache(maxsize=_TEXTS)(self._compile)
        self._known = known_functions(self._plugins.functions)

    def parse(self, text: str) -> tuple[Problem, ...]:
        """What is wrong with a text by itself: every syntax error, or else every call of an unknown function."""
        errors = jsonata.parse(text).errors
        if errors:
            return tuple(told(text, error, self._known) for error in errors)
        try:
            self._compiled(text, Limits().seconds)
        except jsonata.JsonataError as error:
            return (told(text, error, self._known),)
        findings = lint(text, functions=self._plugins.functions)
        return tuple(self._unknown(text, finding) for finding in findings if finding.rule == _UNKNOWN_FUNCTION)

    def evaluate(self, text: str, raw: bytes, context: EvaluationContext, limits: Limits) -> Evaluated:
        """The text's result on a JSON text, with what was noted about lookups on the way."""
        result = self._result(text, raw, context, limits)
        if not isinstance(result, Problem):
            return context.noted(Evaluated(output=result))
        return context.noted(Evaluated(problems=(result,), limit=limit_of(result.code)))

    def _result(self, text: str, raw: bytes, context: EvaluationContext, limits: Limits) -> bytes | Problem | None:
        try:
            expression = self._compiled(text, limits.seconds)
            document = decode(raw)
        except jsonata.JsonataError as error:
            return told(text, error, self._known)
        except Malformed as error:
            return unreadable(error)
        now = round(context.received_at.timestamp() * 1000)
        try:
            with self._plugins.knowing(context):
                value = expression.evaluate(document, now=now)
        except jsonata.JsonataError as error:
            return failed(text, error, self._known, limits)
        try:
            return None if value is UNDEFINED else encode(value)
        except Malformed as error:
            return unwritable(error, value)

    def _unknown(self, text: str, finding: Finding) -> Problem:
        place = span(text, *finding.span)
        return unknown_function(place.token.removeprefix("$"), place, self._known)

    def _compile(self, text: str, seconds: float) -> jsonata.Expression:
        most = self._bounds.seconds
        own = seconds * _OWN_SHARE
        limits = replace(self._bounds, seconds=own if most is None else min(own, most))
        return jsonata.compile(text, functions=self._plugins.functions, limits=limits)
