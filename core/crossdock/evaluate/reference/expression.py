"""A parsed text: the library's expression, made exact and honest where it matters for orders and money.

What is changed, and why:

- each error gets the place of the operator or call it came from; the library leaves arithmetic without one and lets
  Python's own exceptions through;
- `$now` and `$millis` tell the record's receipt time, not the clock's;
- integers keep all digits in `$string`, `&` and comparisons (the library cuts them to 15);
- `%` keeps fractions, and a division by zero is D1001.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from typing import Any

from jsonata.functions import Functions
from jsonata.jexception import JException
from jsonata.jsonata import Jsonata
from jsonata.utils import Utils

from crossdock.evaluate.reference.syntax_tree import mend_literals
from crossdock.evaluate.reference.values import to_library

_Evaluate = Callable[..., Any]
_STEPS = {"__evaluate_entry": None, "__evaluate_exit": None}
"""What the library looks up at each step; bound to nothing near by, it is found soonest."""


class Frame(Jsonata.Frame):  # type: ignore[misc]  # the library ships no types
    """Names and what they stand for, looked up in a loop: a third of the library's time went into its recursion."""

    def lookup(self, name: str) -> Any:
        frame: Any = self
        while frame is not None:
            if name in frame.bindings:
                return frame.bindings[name]
            frame = frame.parent
        return None


class Misplaced(Exception):
    """Carries an exception that is not the library's own out of it, with the place it came from."""

    def __init__(self, cause: Exception, position: int, called: str) -> None:
        super().__init__(str(cause))
        self.cause = cause
        self.position = position
        """Code points up to and including the token it came from."""
        self.called = called
        """The operator, or the name of the function without its `$`."""


def _place(error: JException, position: int, called: str) -> None:
    """Tell the innermost operator or call an error came from, where the library does not."""
    if error.location <= 0:
        error.location = position
    if not hasattr(error, "called"):
        error.called = called


def _placed(evaluate: _Evaluate) -> _Evaluate:
    def evaluate_placed(self: Jsonata, expr: Any, *rest: Any) -> Any:
        try:
            return evaluate(self, expr, *rest)
        except JException as error:
            _let_out(error)
            _place(error, _position(expr), _called(expr))
            raise
        except (Misplaced, RecursionError, MemoryError):
            raise
        except Exception as error:
            raise Misplaced(error, _position(expr), _called(expr)) from error

    return evaluate_placed


def _let_out(error: JException) -> None:
    """The library hides what `and`, `or` and `$eval` run into; raises what must not be hidden."""
    hidden = error.__context__
    if hidden is not None and (error.error == "Unexpected" or isinstance(hidden, MemoryError | RecursionError)):
        raise hidden


def _called(expr: Any) -> str:
    return str(expr.value if expr.procedure is None else expr.procedure.value)


def _position(expr: Any) -> int:
    """The library knows no position of a minus sign; its operand's will do."""
    return int(expr.position or getattr(expr.expression, "position", 0))


class Expression(Jsonata):  # type: ignore[misc]  # the library ships no types
    """One parsed text. Raises what the library raises for a text that does not parse."""

    def __init__(self, text: str) -> None:
        super().__init__(text + "\n")  # the library reads past the end of a text that ends in a comment
        mend_literals(self.ast, text)

    def run(self, document: Any, functions: Any, received_at: datetime) -> Any:
        """Evaluate on a JSON value, with a frame of functions; gives a value of the library. Nothing is left behind for the next evaluation."""
        value = to_library(document)
        frame = Frame(functions)
        frame.bindings = {"$": value, **_STEPS}
        self.timestamp = round(received_at.timestamp() * 1000)
        Jsonata.CURRENT.jsonata = self
        return self.eval(self.ast, _whole(value), frame)

    def create_frame(self, enclosing_environment: Any = None) -> Frame:
        """A frame inside another."""
        return Frame(enclosing_environment)

    evaluate_unary = _placed(Jsonata.evaluate_unary)
    evaluate_binary = _placed(Jsonata.evaluate_binary)
    evaluate_apply_expression = _placed(Jsonata.evaluate_apply_expression)
    evaluate_sort_expression = _placed(Jsonata.evaluate_sort_expression)
    evaluate_function = _placed(Jsonata.evaluate_function)

    def evaluate_numeric_expression(self, lhs: Any, rhs: Any, op: str | None) -> Any:
        """Calculate; `%` keeps fractions, as in JavaScript."""
        if op in {"%", "/"} and rhs == 0 and Utils.is_numeric(lhs) and Utils.is_numeric(rhs):
            raise JException("D1001", -1, f"{lhs} {op} 0")
        if op == "%" and Utils.is_numeric(lhs) and Utils.is_numeric(rhs):
            return Utils.convert_number(math.fmod(lhs, rhs))
        return super().evaluate_numeric_expression(lhs, rhs, op)

    def evaluate_equality_expression(self, lhs: Any, rhs: Any, op: str | None) -> Any:
        """Compare; integers by all their digits."""
        if type(lhs) is int and type(rhs) is int:
            return (lhs == rhs) is (op == "=")
        return super().evaluate_equality_expression(lhs, rhs, op)

    def evaluate_string_concat(self, lhs: Any, rhs: Any) -> str:
        """Join two texts; integers with all their digits."""
        return (string(lhs) or "") + (string(rhs) or "")


def string(value: Any, prettify: bool | None = None) -> str | None:
    """What `$string` gives: the library's, but integers with all their digits."""
    if type(value) is int:
        return str(value)
    text: str | None = Functions.string(value, prettify)
    return text


def _whole(value: Any) -> Any:
    """An array as input counts as one value, not as a sequence of values."""
    if not isinstance(value, list):
        return value
    whole = Utils.create_sequence(value)
    whole.outer_wrapper = True
    return whole
