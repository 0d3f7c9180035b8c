"""Whatever an evaluation raises, as a Problem: code, words, place and remedy."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from crossdock.errors import Malformed, PluginError
from crossdock.evaluate.limits import limit_problem
from crossdock.evaluate.native.place import place
from crossdock.evaluate.native.values import plain
from crossdock.evaluate.not_json import NotJson, not_json
from crossdock.evaluate.remedies import remedy
from crossdock.functions import FunctionError
from crossdock.jsonata import JsonataError
from crossdock.jsonata.known_functions import BUILT_IN, KnownFunction
from crossdock.jsonata.undefined import Value
from crossdock.model.evaluation import Limits
from crossdock.model.problem import Problem, Span
from crossdock.nearest import suggest

Known = Mapping[str, KnownFunction]
"""Every function by its name, without the `$`."""

_LONGEST = 2000
"""Characters of a message; `$error` may be given a text of any length."""
_NOT_CALLABLE = ("T1005", "T1006")
_OF_PLUGINS = "D3900"
"""The engine's code for what a function of a plugin raised."""
_OWN_WORDS = ("D3137", "D3141")


def told(text: str, error: JsonataError, known: Known = BUILT_IN) -> Problem:
    """An error of the language, with its place."""
    return Problem(
        code=error.code,
        message=_message(error, known)[:_LONGEST],
        remedy=remedy(error.code),
        expression=place(text, error.span, error.code),
    )


def failed(text: str, error: JsonataError, known: Known, limits: Limits) -> Problem:
    """Why a text that parses failed on an input. Raises MemoryError where that is what a plugin's function ran into."""
    cause, token = error.__cause__, error.token
    if error.code == _OF_PLUGINS and isinstance(cause, Exception):
        return _of_plugin(f"${token}", cause, place(text, error.span, error.code))
    if error.code in _NOT_CALLABLE and token and token not in known:
        return unknown_function(token, place(text, error.span, error.code), known)
    if error.code == "D1012" or error.values.get("unit") == "memory":
        return msgspec.structs.replace(_of_limit(error, limits), expression=place(text, error.span, error.code))
    return told(text, error, known)


def unknown_function(name: str, where: Span | None, known: Known) -> Problem:
    """A call of a function that nobody has, with the nearest that somebody has."""
    nearest = suggest(f"${name}", [f"${candidate}" for candidate in known])
    return Problem(
        code="unknown-function",
        message=f"There is no function ${name}.",
        remedy=nearest or "`crossdock plugin list` shows the functions of plugins; the rest are JSONata's own.",
        expression=where,
    )


def unwritable(error: Malformed, value: Value) -> Problem:
    """Why a result has no JSON text: the first function in it, or else the encoder's own words."""
    try:
        plain(value)
    except NotJson as found:
        return not_json(found)
    except RecursionError:
        pass  # too deep to look into, which is what the encoder says
    return unreadable(error)


def unreadable(error: Malformed) -> Problem:
    """An input that is not JSON."""
    return Problem(code=error.stable_code, message=error.message, remedy=error.remedy)


def _of_plugin(called: str, cause: Exception, where: Span | None) -> Problem:
    if isinstance(cause, FunctionError):
        message = f"{called}: {cause}."[:_LONGEST]
        return Problem(code=cause.code, message=message, remedy=cause.remedy or remedy("function"), expression=where)
    if isinstance(cause, PluginError):
        return Problem(code=cause.stable_code, message=cause.message, remedy=cause.remedy, expression=where)
    message = f"{called} failed ({type(cause).__name__}: {cause})."[:_LONGEST]
    return Problem(code="function-failed", message=message, remedy=remedy("plugin"), expression=where)


def _of_limit(error: JsonataError, limits: Limits) -> Problem:
    """The limits that the pool's words tell better than the engine's, which knows only its share of the time."""
    spent, unit = error.values.get("value"), error.values["unit"]
    problem = msgspec.structs.replace(limit_problem("memory" if unit == "memory" else "time", limits), code=error.code)
    if unit in ("ms", "memory"):
        return problem
    took = f"it took more than {spent} steps"
    if unit != "steps":
        took = f"one search with a regular expression took more than {(spent or 0) / 1000:g} s"
    return msgspec.structs.replace(problem, message=f"The expression was stopped: {took}.")


def _message(error: JsonataError, known: Known) -> str:
    if error.code in _OWN_WORDS:
        return error.message
    index, name = error.values.get("index"), error.token
    if error.code == "T0411":
        return f"The context value does not fit argument {index} of ${name}."
    if error.code == "T0410":
        return f"Argument {index} of ${name} does not fit the function's signature{_signature(error, known)}."
    return error.message if error.message.endswith(("?", "!", ".")) else f"{error.message}."


def _signature(error: JsonataError, known: Known) -> str:
    """' <s-n?:s>', or nothing where it is not known."""
    function = known.get(error.token or "")
    signature = error.values.get("signature") or (function.signature if function else "")
    return f" {signature}".rstrip()
