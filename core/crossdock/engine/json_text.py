"""Reading and writing JSON text, in the one way every part of Crossdock does it.

Stricter than the standard library where silence would lose data: a key that occurs twice, a number that no double
can hold, half a surrogate pair and NaN are refused. Integers keep every digit. Numbers are written as JavaScript
writes them (`10.0` becomes `10`), so that every engine gives the same bytes.
"""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from crossdock.errors import Malformed
from crossdock.model.problem import Problem

_LARGEST_PLAIN = 1e21  # ECMA-262, Number::toString: from here on the exponent form


class _Refused(ValueError):
    """A value that is JSON by the grammar, and still cannot be taken."""


def decode(raw: bytes | str) -> Any:
    """The value of a JSON text; raises Malformed with line and column."""
    try:
        text = raw.decode() if isinstance(raw, bytes) else raw
    except UnicodeDecodeError as error:
        raise Malformed(
            f"The text is not UTF-8: byte {error.start} cannot be read.", remedy="Send UTF-8 text."
        ) from error
    try:
        value = _decoder.decode(text)
    except json.JSONDecodeError as error:
        raise _malformed(f"{error.msg} at line {error.lineno}, column {error.colno}", error.lineno) from error
    except RecursionError as error:
        raise _malformed("arrays and objects are nested too deep") from error
    except ValueError as error:
        raise _malformed(str(error)) from error
    if "\\u" in text:
        _check_surrogates(value)
    return value


def encode(value: Any) -> bytes:
    """Compact UTF-8 JSON text; raises Malformed for what JSON cannot say (NaN, infinity, half a surrogate pair)."""
    try:
        return json.dumps(
            _plain_numbers(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"), check_circular=False
        ).encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise Malformed(
            f"The value cannot be written as JSON: {error}.",
            code="not-json",
            remedy="Give numbers, texts, true, false, null, arrays and objects only.",
        ) from error


def canonical(raw: bytes) -> bytes:
    """The same bytes for every JSON text that says the same, whatever its white space and the order of its keys.

    Raises Malformed as `decode` does.
    """
    return json.dumps(_plain_numbers(decode(raw)), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _malformed(what: str, line: int | None = None) -> Malformed:
    remedy = "Send one JSON value, as RFC 8259 describes it."
    problem = Problem(code="malformed", message=f"The text is not JSON: {what}.", remedy=remedy, line=line)
    return Malformed(problem.message, remedy=remedy, problems=[problem])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Refused(f"the key {json.dumps(key)} occurs twice in one object")
            seen.add(key)
    return found


def _float(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise _Refused(f"the number {text} is too large")
    return value


def _constant(text: str) -> NoReturn:
    raise _Refused(f"{text} is no JSON value")


_decoder = json.JSONDecoder(object_pairs_hook=_object, parse_float=_float, parse_constant=_constant)


def _check_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise _malformed("a text holds half a surrogate pair") from error


def _plain_numbers(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _LARGEST_PLAIN else value
    if isinstance(value, dict):
        return {key: _plain_numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain_numbers(item) for item in value]
    return value
