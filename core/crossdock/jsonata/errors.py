"""What can go wrong in an expression: one exception class, and the catalogue of codes with their messages.

The codes are those of the JSONata reference implementation, 2.2 (S: syntax, T: type, D: value at run time), so that
the error of any engine can be compared and looked up. The sentences are this engine's own. Where this engine is
stricter than the reference (a division by zero, a text that grows too long), it uses the nearest of those codes.
D3900 is its own: a function of the caller raised an exception, which is the error's `__cause__`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from crossdock.jsonata.undefined import UNDEFINED, Value

SHOWN_LENGTH: Final = 80
"""Characters of a value that a message quotes at most."""


LIMIT_CODES: Final = frozenset(("D1011", "D1012", "D2015"))
"""Codes of errors that a limit of the evaluation raises: nothing may hold them up."""


class JsonataError(Exception):
    """An expression that cannot be read or evaluated.

    `span` is the half-open range of code points (start, end) in the source, `line` and `column` count from 1.
    `position` is where the reference implementation puts the error: behind the token, or behind the outermost call.
    All three are None until `locate` attaches the place. `values` holds everything the message was filled with.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        span: tuple[int, int] | None = None,
        token: str | None = None,
        value: Value = UNDEFINED,
        values: Mapping[str, Value] = MappingProxyType({}),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.span = span
        self.line: int | None = None
        self.column: int | None = None
        self.position: int | None = None
        self.token = token
        self.value = value
        self.values = values

    def locate(self, source: str, start: int, end: int, token: str | None = None) -> JsonataError:
        """Attach the place in `source` and return self; the innermost place wins, so a second call changes nothing."""
        if self.line is None:
            self.span = self.span or (start, end)
            self.position = self.span[1]
            before = source[: self.span[0]]
            self.line = before.count("\n") + 1
            self.column = len(before) - (before.rfind("\n") + 1) + 1
        if self.token is None:
            self.token = token
        return self

    def __str__(self) -> str:
        place = "" if self.line is None else f" (line {self.line}, column {self.column})"
        return f"{self.code}: {self.message}{place}"

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (self.code, self.message, self.__dict__)


def failure(code: str, **values: Value) -> JsonataError:
    """The error of the catalogue with this code, its message filled with `values`; `token` and `value` are kept too.

    Raises KeyError for a code that is not in the catalogue.
    """
    token = values.get("token")
    shown = _Shown({name: show(value) for name, value in values.items()})
    return JsonataError(
        code,
        MESSAGES[code].format_map(shown),
        token=None if token is None else str(token),
        value=values.get("value", UNDEFINED),
        values=values,
    )


def nested_too_deeply(what: str) -> JsonataError:
    """The error D1011 for something that is no call: a text, a value."""
    return JsonataError("D1011", f"{what} is nested too deeply")


def out_of_memory() -> JsonataError:
    """The error D2015 where no limit of the language was passed, but Python has no memory left."""
    return JsonataError(
        "D2015", "The memory is used up; look for a text or an array that keeps growing", values={"unit": "memory"}
    )


def wrong_argument(function: str, index: int, value: Value) -> JsonataError:
    """The error T0410 for an argument, counted from 1, that the function cannot use."""
    return failure("T0410", token=function, index=index, value=value)


def show(value: Value) -> str:
    """The value as a message quotes it: text as it is, the rest as JSON, long ones cut."""
    if isinstance(value, str):
        text = value
    elif value is UNDEFINED:
        text = "nothing (undefined)"
    elif callable(value):
        text = "a function"
    else:
        text = _show_json(value)
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"


def _show_json(value: Value) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 4 * SHOWN_LENGTH:
        return f"an integer of {value.bit_length()} bits"
    if isinstance(value, list):
        return f"an array of {len(value)}"
    if isinstance(value, dict):
        return f"an object with {len(value)} keys"
    return json.dumps(value, ensure_ascii=False, default=str)


def _restore(code: str, message: str, state: dict[str, Value]) -> JsonataError:
    error = JsonataError(code, message)
    error.__dict__.update(state)
    return error


class _Shown(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


_SYNTAX: Final = {
    "S0101": "This text has no closing quote",
    "S0102": "{token} is too large for a number",
    "S0103": "\\{token} is not an escape sequence; write \\\\ for a backslash",
    "S0104": "\\u needs four hexadecimal digits after it",
    "S0105": "This quoted name has no closing backquote (`)",
    "S0106": "This comment has no closing */",
    "S0201": "{token} cannot stand here",
    "S0202": "Here {value} is needed, but {token} was found",
    "S0203": "The expression ends where {value} is needed",
    "S0204": "{token} is not an operator",
    "S0205": "{token} was not expected here",
    "S0206": "{token} is not a kind of expression",
    "S0207": "The expression ends too early",
    "S0208": "Parameter {value} of this function must be a variable, such as $item",
    "S0209": "A predicate [...] cannot follow a grouping {{...}} in one step; put it before the grouping",
    "S0210": "A step can have only one grouping {{...}}",
    "S0211": "{token} cannot stand before a single operand",
    "S0212": "The left side of := must be a variable, such as $total",
    "S0213": "The literal {value} cannot be a step of a path; quote a field name with backquotes (`)",
    "S0214": "The right side of {token} must be a variable, such as $item",
    "S0215": "The binding @ must stand before the predicates of its step",
    "S0216": "The binding @ must stand before the ^(...) ordering of its step",
    "S0217": "It cannot be told which parent % means here",
    "S0301": "A regular expression must not be empty",
    "S0302": "This regular expression is not valid or has no closing /",
    "S0401": "In a signature only functions (f) and arrays (a) can take a type parameter <...>",
    "S0402": "In a signature a choice (...) cannot hold a type with a parameter",
    "S0500": "The expression has syntax errors and cannot be evaluated",
}

_TYPE: Final = {
    "T0410": "Argument {index} of ${token} has the wrong type",
    "T0411": "${token} was to use the context value as argument {index}, but that has the wrong type",
    "T0412": "Argument {index} of ${token} must be an array of {type}",
    "T1003": "The key of an object must be text, but this one is {value}",
    "T1005": "{token} is not a function, but ${token} is",
    "T1006": "Only a function can be called",
    "T1007": "{token} is not a function to apply in part, but ${token} is",
    "T1008": "Only a function can be applied in part",
    "T1010": "The matcher function given to ${token} must return an object with match, start, end, groups and next",
    "T2001": "The left side of {token} must be a number, but it is {value}",
    "T2002": "The right side of {token} must be a number, but it is {value}",
    "T2003": "The left side of .. must be an integer, but it is {value}",
    "T2004": "The right side of .. must be an integer, but it is {value}",
    "T2006": "The right side of ~> must be a function",
    "T2007": "{value} and {value2} cannot be put in order: they have different types",
    "T2008": "Only numbers and texts can be put in order, not {value}",
    "T2009": "{value} {token} {value2}: both sides must have the same type",
    "T2010": "Both sides of {token} must be numbers or texts, but one is {value}",
    "T2011": "The update of a transform must be an object, but it is {value}",
    "T2012": "The deletion of a transform must be text or an array of texts, but it is {value}",
    "T2013": "A transform copies its input with $clone, which is not a function here",
}

_EVALUATION: Final = {
    "D1001": "The number is out of range: {value}",
    "D1002": "Only a number can be negated, not {value}",
    "D1004": "This regular expression matches the empty text, so it would match everywhere",
    "D1009": "Two keys of this object come out as {value}",
    "D1011": "The calls are nested too deeply; look for a recursion that does not end, or make it a tail call",
    "D1012": "More than {value} {unit} were taken; look for a loop or a regular expression that does not end",
    "D1013": "Names that begin with _jsonata_ are reserved: {value}",
    "D2005": "The left side of := must be a variable, such as $total",
    "D2014": "The range would hold {value} numbers, which is over the limit",
    "D2015": "The result would be longer than the limit of {value} {unit}",
}

_FUNCTION: Final = {
    "D3001": "{value} cannot become text: it is not a finite number",
    "D3010": "$replace cannot look for an empty text",
    "D3011": "The limit given to $replace must not be negative, but it is {value}",
    "D3012": "The function given to $replace must return text, but it returned {value}",
    "D3020": "The limit given to $split must not be negative, but it is {value}",
    "D3030": "{value} cannot become a number",
    "D3040": "The limit given to $match must not be negative, but it is {value}",
    "D3050": "The function given to $reduce must take at least two arguments",
    "D3060": "{value} is negative and has no square root",
    "D3061": "{value} to the power of {exp} is not a finite number",
    "D3070": "Without a comparison function, $sort takes only numbers or only texts",
    "D3100": "The base must be between 2 and 36, but it is {value}",
    "D3120": "The expression given to $eval has a syntax error in its line {line}, column {column}: {value}",
    "D3121": "The expression given to $eval failed in its line {line}, column {column}: {value}",
    "D3137": "{message}",
    "D3138": "$single found more than one match",
    "D3139": "$single found no match",
    "D3140": "{value} is not text that ${functionName} can convert",
    "D3141": "{message}",
    "D3900": "${token} failed: {message}",
}

_NUMBER_PICTURE: Final = {
    "D3080": "A number picture has at most two parts, for positive and for negative numbers",
    "D3081": "A number picture part can hold only one decimal separator",
    "D3082": "A number picture part can hold only one percent sign",
    "D3083": "A number picture part can hold only one per-mille sign",
    "D3084": "A number picture part cannot hold both a percent and a per-mille sign",
    "D3085": "A number picture part needs at least one digit place (0 or #)",
    "D3086": "Other text cannot stand between the digit places of a number picture",
    "D3087": "A grouping separator cannot stand next to the decimal separator",
    "D3088": "A grouping separator cannot stand at the end of the integer part",
    "D3089": "Two grouping separators cannot stand side by side",
    "D3090": "Before the decimal separator, # cannot follow 0",
    "D3091": "After the decimal separator, 0 cannot follow #",
    "D3092": "A number picture part with a percent or per-mille sign cannot have an exponent",
    "D3093": "The exponent of a number picture consists of digits (0) only",
}

_DATE_PICTURE: Final = {
    "D3110": "{value} is not an ISO 8601 date and time",
    "D3130": "Integers cannot be written or read as a sequence that starts with {value}",
    "D3131": "The digits of one picture must come from the same script",
    "D3132": "{value} is not a component of a date picture",
    "D3133": "Only months and days can be written as names, not {value}",
    "D3134": "The digits of a time zone can be four at most",
    "D3135": "The date picture has a [ without its ]",
    "D3136": "The date picture leaves a gap: a part between the largest and the smallest one given is missing",
}

MESSAGES: Final[Mapping[str, str]] = MappingProxyType(
    {**_SYNTAX, **_TYPE, **_EVALUATION, **_FUNCTION, **_NUMBER_PICTURE, **_DATE_PICTURE}
)
"""Every code with its message; ``{name}`` stands for a value given to `failure`."""
