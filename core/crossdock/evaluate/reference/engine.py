"""Parsing and evaluating with the reference engine, in the process it is called in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from crossdock.engine.json_text import decode, encode
from crossdock.errors import Malformed
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.limits import limit_of
from crossdock.evaluate.not_json import NotJson, not_json
from crossdock.evaluate.reference.expression import Expression
from crossdock.evaluate.reference.faults import failure, unknown_function, unreadable
from crossdock.evaluate.reference.names import unknown_calls
from crossdock.evaluate.reference.registry import Registry
from crossdock.evaluate.reference.values import from_library
from crossdock.functions import UNDEFINED
from crossdock.model.evaluation import Evaluated, Limits
from crossdock.model.problem import Problem
from crossdock.plugin import FunctionEntry

_TEXTS = 64
"""Parsed texts that are kept; a process sees the same few again and again."""


class ReferenceEngine:
    """Evaluates one text at a time; MemoryError comes through, every other failure is a Problem."""

    def __init__(self, functions: Iterable[FunctionEntry] = ()) -> None:
        self._registry = Registry(functions)
        self._compile = lru_cache(maxsize=_TEXTS)(Expression)

    def parse(self, text: str) -> tuple[Problem, ...]:
        """What is wrong with a text by itself: that it does not parse, or every call of an unknown function."""
        expression = self._parsed(text)
        if isinstance(expression, Problem):
            return (expression,)
        known = self._registry.names
        return tuple(
            unknown_function(name, position, text, known) for name, position in unknown_calls(expression.ast, known)
        )

    def evaluate(self, text: str, raw: bytes, context: EvaluationContext, _limits: Limits) -> Evaluated:
        """The text's result on a JSON text, with what was noted about lookups on the way.

        The library's own limits are of no use (its time counts from the first parse); the process has others.
        """
        expression = self._parsed(text)
        result = expression if isinstance(expression, Problem) else self._result(expression, text, raw, context)
        if not isinstance(result, Problem):
            return context.noted(Evaluated(output=result))
        return context.noted(Evaluated(problems=(result,), limit=limit_of(result.code)))

    def _parsed(self, text: str) -> Expression | Problem:
        try:
            return self._compile(text)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever a text can make the library raise is told, not thrown
            return unreadable(error, text)

    def _result(
        self, expression: Expression, text: str, raw: bytes, context: EvaluationContext
    ) -> bytes | Problem | None:
        self._registry.context = context
        try:
            document = decode(raw)
            value = from_library(expression.run(document, self._registry.frame, context.received_at))
            return None if value is UNDEFINED else encode(value)
        except MemoryError:
            raise
        except NotJson as error:
            return not_json(error)
        except Malformed as error:
            return Problem(code=error.stable_code, message=error.message, remedy=error.remedy)
        except Exception as error:  # noqa: BLE001  # whatever a text can make the library raise is told, not thrown
            return failure(error, text, self._registry.names)
        finally:
            self._registry.context = None
