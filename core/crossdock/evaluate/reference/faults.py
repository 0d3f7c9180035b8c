"""Whatever an evaluation raises, as a Problem: code, words, place and remedy."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

from jsonata.jexception import JException
from jsonata.jsonata import Jsonata

from crossdock.errors import PluginError
from crossdock.evaluate.reference.expression import Misplaced
from crossdock.evaluate.reference.registry import FunctionFailed
from crossdock.evaluate.reference.span import span
from crossdock.evaluate.remedies import remedy
from crossdock.functions import FunctionError
from crossdock.model.problem import Problem
from crossdock.nearest import suggest

_LONGEST = 2000
"""Characters of a message; `$error` may be given a text of any length."""
_TEMPLATES = {
    "D1002": "A value that is not a number cannot be negated: {1}",
    "D2014": "A range (..) may have ten million items at most; this one would have {0}",
    "D3120": "The expression given to $eval does not parse",
    "D3121": "The expression given to $eval failed",
    "T0410": "An argument of ${name} does not fit the function's signature",
    "T0411": "The context value does not fit argument {1} of ${name}",
    "T0412": "Argument {0} of ${name} must be an array whose items all have the type {2}",
    "T1005": "This is not a function",
    "T1006": "This is not a function",
}
_RAW_CODES = {"number": "D3030", "toMillis": "D3110"}
"""Functions of the library that let Python's own exceptions through, with the code upstream has for them."""


def unreadable(error: Exception, text: str) -> Problem:
    """What is wrong with a text that does not parse."""
    if isinstance(error, JException):
        return _of_library(error, text)
    position = min(Jsonata.get_parser().lexer.position, len(text))
    if isinstance(error, RecursionError):
        message = "The text is nested too deeply to be read."
        return Problem(code="D1011", message=message, remedy="Nest it less; name parts of it with := instead.")
    if isinstance(error, re.error):
        message = f"The regular expression cannot be used: {error}."
        return Problem(code="invalid-regex", message=message, remedy=remedy("S0302"), expression=span(text, position))
    if (start := text.rfind("/*", 0, position)) > text.rfind("*/", 0, position):
        place = span(text, start + 2, "/*")
        return Problem(code="S0106", message="The comment has no end.", remedy=remedy("S0106"), expression=place)
    message = f"The text cannot be read from here on ({type(error).__name__}: {error})."[:_LONGEST]
    return Problem(code="S0201", message=message, remedy=remedy("S0201"), expression=span(text, position))


def unknown_function(name: str, position: int, text: str, known: Collection[str]) -> Problem:
    """A call of a function that nobody has, with the nearest that somebody has."""
    nearest = suggest(f"${name}", [f"${candidate}" for candidate in known])
    return Problem(
        code="unknown-function",
        message=f"There is no function ${name}.",
        remedy=nearest or "`crossdock plugin list` shows the functions of plugins; the rest are JSONata's own.",
        expression=span(text, position, name),
    )


def failure(error: Exception, text: str, known: Collection[str]) -> Problem:
    """Why a text that parses failed on an input."""
    if isinstance(error, RecursionError):
        message = "The expression calls itself too many times, or the data is nested too deeply."
        return Problem(code="D1011", message=message, remedy=remedy("D1011"))
    if isinstance(error, JException):
        problem = _of_library(error, text)
        name = error.current
        if (
            problem.code == "T1006"
            and problem.expression
            and problem.expression.token == f"${name}"
            and name not in known
        ):
            return unknown_function(name, error.location, text, known)
        return problem
    if isinstance(error, Misplaced):
        return _of_cause(error, text)
    message = f"The expression failed ({type(error).__name__}: {error})."[:_LONGEST]
    return Problem(code="evaluation-failed", message=message, remedy=remedy("D"))


def _of_library(error: JException, text: str) -> Problem:
    code = _code(error)
    called = getattr(error, "called", None)
    token = called or (error.current if isinstance(error.current, str) else "")
    place = span(text, error.location, token)
    return Problem(code=code, message=_message(code, error, called), remedy=remedy(code), expression=place)


def _code(error: JException) -> str:
    if error.error == "S0301" and error.current is not None:
        return "S0103"  # the library takes the wrong one for an unknown escape
    return str(error.error) if error.error in JException.error_codes else "evaluation-failed"


def _message(code: str, error: JException, called: str | None) -> str:
    if code in {"D3137", "D3141"}:
        return str(error.current)[:_LONGEST]
    values = [_shown(value) for value in (error.current, error.expected, error.extra)]
    if code == "T0410" and error.extra:
        return f"Argument {error.current} of ${error.expected} does not fit the function's signature {error.extra}."
    template = _TEMPLATES.get(code)
    if template is not None:
        return template.format(*values, name=called) + "."
    # the library's words: "Object" is what became of "function" when they were carried over from another language
    words = str(JException.error_codes.get(code, error.error)).replace("Object", "function")
    waiting = iter(values)
    return re.sub(r"\{\{\{?\w+\}?\}\}", lambda _: next(waiting, ""), words).rstrip(".") + "."


def _shown(value: Any) -> str:
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        text = type(value).__name__
    return text if len(text) <= 80 else text[:79] + "…"


def _of_cause(error: Misplaced, text: str) -> Problem:
    place = span(text, error.position, error.called)
    cause = error.cause
    if isinstance(cause, FunctionFailed):
        return _of_plugin(cause, text, error)
    called = f"${error.called}" if error.called in Jsonata.static_frame.bindings else f"'{error.called}'"
    message = f"{called} failed: {cause}."[:_LONGEST]
    code = _RAW_CODES.get(error.called, "evaluation-failed")
    return Problem(code=code, message=message, remedy=remedy(code), expression=place)


def _of_plugin(failed: FunctionFailed, text: str, error: Misplaced) -> Problem:
    place = span(text, error.position, error.called)
    cause = failed.cause
    if isinstance(cause, FunctionError):
        message = f"${failed.name}: {cause}."[:_LONGEST]
        return Problem(code=cause.code, message=message, remedy=cause.remedy or remedy("function"), expression=place)
    if isinstance(cause, PluginError):
        return Problem(code=cause.stable_code, message=cause.message, remedy=cause.remedy, expression=place)
    message = f"${failed.name} failed ({type(cause).__name__}: {cause})."[:_LONGEST]
    return Problem(code="function-failed", message=message, remedy=remedy("plugin"), expression=place)
