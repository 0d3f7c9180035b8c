"""`$contains`, `$match`, `$split` and `$replace`: text looked for by text, by regular expression or by function.

A matcher function takes text and returns its first match as an object with match, start, end, groups and the function
next, which returns the following match; or undefined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from crossdock.jsonata.errors import failure, wrong_argument
from crossdock.jsonata.functions.limits import DEFAULT_LIMITS, Call, FunctionLimits, call_directly
from crossdock.jsonata.functions.replacement import compile_replacement, fill, python_replacement
from crossdock.jsonata.patterns import Pattern
from crossdock.jsonata.runtime.sequences import unwrap
from crossdock.jsonata.undefined import UNDEFINED, Undefined, Value

_MATCH_WEIGHT: Final = 10
"""Items of an array that take about the memory of one match as an object."""

Matcher: TypeAlias = Value
"""A Pattern, or a function value that `call` can call."""


@dataclass(frozen=True, slots=True)
class Found:
    """One match: its text, where it starts and ends, and the text of its groups."""

    text: str
    start: int
    end: int
    groups: list[str | None]

    def as_object(self) -> dict[str, Value]:
        """As a matcher function returns it, without the way to the next one."""
        return {"match": self.text, "start": self.start, "end": self.end, "groups": self.groups}


def contains(
    text: str | Undefined,
    wanted: str | Matcher | Undefined,
    *,
    call: Call = call_directly,
    limits: FunctionLimits = DEFAULT_LIMITS,
) -> bool | Undefined:
    """Whether the text has `wanted` in it."""
    if text is UNDEFINED or wanted is UNDEFINED:
        return UNDEFINED
    if isinstance(wanted, str):
        return wanted in text
    if isinstance(wanted, Pattern):
        return wanted.search(text, 0, limits) is not None
    return next(_matches(text, wanted, "contains", call, limits), None) is not None


def match(
    text: str | Undefined,
    matcher: Matcher,
    limit: float | Undefined = UNDEFINED,
    *,
    call: Call = call_directly,
    limits: FunctionLimits = DEFAULT_LIMITS,
) -> Value:
    """At most `limit` matches as objects with match, index and groups; one alone stands for itself, none is undefined.

    Raises D3040 for a negative limit, D1004 for an expression that matches the empty text.
    """
    if text is UNDEFINED:
        return UNDEFINED
    most = _check_limit(limit, "D3040")
    found = _at_most(most, _matches(text, matcher, "match", call, limits))
    matches: list[Value] = []
    for each in found:
        matches.append({"match": each.text, "index": each.start, "groups": each.groups})
        limits.check_items(len(matches) * _MATCH_WEIGHT)
    return unwrap(matches)


def split(
    text: str | Undefined,
    separator: str | Matcher,
    limit: float | Undefined = UNDEFINED,
    *,
    call: Call = call_directly,
    limits: FunctionLimits = DEFAULT_LIMITS,
) -> list[str] | Undefined:
    """The parts between the separators, at most `limit` of them; raises D3020 for a negative limit."""
    if text is UNDEFINED:
        return UNDEFINED
    most = _check_limit(limit, "D3020")
    if isinstance(separator, str):
        parts = text.split(separator) if separator else list(text)
        return parts if limit is UNDEFINED else parts[: int(limit)]
    parts = []
    start = 0
    for found in _at_most(most, _matches(text, separator, "split", call, limits)):
        parts.append(text[start : found.start])
        start = found.end
    return [*parts, text[start:]] if most is None or len(parts) < most else parts


def replace(
    text: str | Undefined,
    wanted: str | Matcher,
    replacement: str | Value,
    limit: float | Undefined = UNDEFINED,
    *,
    call: Call = call_directly,
    limits: FunctionLimits = DEFAULT_LIMITS,
) -> str | Undefined:
    """The text with the first `limit` (or all) places of `wanted` replaced.

    `replacement` is text, in which ``$1`` stands for a group if `wanted` is a regular expression, or a function from
    a match to text. Raises D3010 for empty `wanted`, D3011 for a negative limit, D3012 for a replacement that is no
    text, D2015 for a result over the limit.
    """
    if text is UNDEFINED:
        return UNDEFINED
    if wanted == "":
        raise failure("D3010", value=wanted)
    most = _check_limit(limit, "D3011")
    if isinstance(wanted, str):
        return _replace_text(text, wanted, replacement, most, limits)
    if most is None and isinstance(wanted, Pattern) and isinstance(replacement, str):
        quick = wanted.quick_for(text)
        if quick and _is_short(text, replacement, limits):
            return quick.sub(python_replacement(replacement, quick.groups), text)
    found = _at_most(most, _matches(text, wanted, "replace", call, limits))
    return _replace_matches(text, found, replacement, call, limits)


def _is_short(text: str, replacement: str, limits: FunctionLimits) -> bool:
    """Whether no result can be over the limit: each character replaced, by that text or by references to it."""
    return len(text) * (len(replacement) + 1) <= limits.characters


def _check_limit(limit: float | Undefined, code: str) -> float | None:
    if limit is UNDEFINED:
        return None
    if limit < 0:
        raise failure(code, value=limit)
    return limit


def _at_most(most: float | None, matches: Iterator[Found]) -> Iterator[Found]:
    """The first matches; as the reference does, one more is looked for, which tells an expression that never ends."""
    if most == 0:
        return
    for count, found in enumerate(matches):
        if most is not None and count >= most:
            return
        yield found


def _matches(text: str, matcher: Matcher, function: str, call: Call, limits: FunctionLimits) -> Iterator[Found]:
    if isinstance(matcher, Pattern):
        for each in matcher.matches(text, limits):
            yield Found(each.group(), each.start(), each.end(), list(each.groups()))
    elif callable(matcher):
        found = call(matcher, text)
        while found is not UNDEFINED:
            yield _read_match(found, function)
            found = call(found["next"])
    else:
        raise wrong_argument(function, 2, matcher)


def _read_match(found: Value, function: str) -> Found:
    match found:
        case {"match": str(text), "start": int() | float() as start, "end": int() | float() as end, "next": following}:
            groups = found.get("groups", [])
            if callable(following) and isinstance(groups, list):
                return Found(text, int(start), int(end), groups)
    raise failure("T1010", token=function, value=found)


def _replace_text(text: str, wanted: str, replacement: Value, most: float | None, limits: FunctionLimits) -> str:
    if not isinstance(replacement, str):
        raise failure("D3012", value=replacement)
    times = -1 if most is None else -int(-most // 1)
    if not _is_short(text, replacement, limits):
        places = text.count(wanted) if times < 0 else min(times, text.count(wanted))
        limits.check_text(len(text) + places * (len(replacement) - len(wanted)))
    return text.replace(wanted, replacement, times)


def _replace_matches(
    text: str, matches: Iterator[Found], replacement: Value, call: Call, limits: FunctionLimits
) -> str:
    parts: list[str] = []
    position = length = 0
    for found in matches:
        substitute = _substitute(found, replacement, call)
        length += found.start - position + len(substitute)
        limits.check_text(length)
        parts += (text[position : found.start], substitute)
        position = found.start + len(found.text)
    limits.check_text(length + len(text) - position)
    return "".join([*parts, text[position:]])


def _substitute(found: Found, replacement: Value, call: Call) -> str:
    if isinstance(replacement, str):
        if "$" not in replacement:
            return replacement
        return fill(compile_replacement(replacement, len(found.groups)), found.text, found.groups)
    if not callable(replacement):
        raise failure("D3012", value=replacement)
    result = call(replacement, found.as_object())
    if not isinstance(result, str):
        raise failure("D3012", value=result)
    return result
