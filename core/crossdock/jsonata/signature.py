"""Signatures of functions, such as `<s-nn?:s>`: what the arguments must be, and which may come from the context.

One letter per parameter: s text, n number, b boolean, l null, o object, a array, f function, j any JSON, x anything;
`(sf)` a choice, `a<n>` an array of one type; behind it `-` (the context, if left out), `?` (optional), `+` (repeated).
A signature becomes one regular expression over the letters of the arguments' types, as in the reference
implementation, so that optional parameters are assigned in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from crossdock.jsonata.errors import failure
from crossdock.jsonata.undefined import UNDEFINED, Value

_ANYTHING: Final = "[asnblfom]"
_PATTERNS: Final = {
    **{letter: f"[{letter}m]" for letter in "snblo"},
    "a": _ANYTHING,
    "f": "f",
    "j": "[asnblom]",
    "x": _ANYTHING,
}
_PLURALS: Final = {"a": "arrays", "b": "booleans", "f": "functions", "n": "numbers", "o": "objects", "s": "strings"}
_TYPES: Final = {
    "s": frozenset((str,)),
    "n": frozenset((int, float)),
    "b": frozenset((bool,)),
    "o": frozenset((dict,)),
}
_LETTERS: Final = {str: "s", bool: "b", int: "n", float: "n", dict: "o", list: "a", type(None): "l"}


@dataclass(slots=True, kw_only=True)
class Parameter:
    """One parameter: the letters it accepts, and what may follow."""

    accepts: str
    """the letter of its type; for a choice all of them"""
    pattern: str
    element: str | None = None
    """the type of the items of an array"""
    from_context: bool = False
    optional: bool = False
    repeated: bool = False

    @property
    def full_pattern(self) -> str:
        """The pattern with what may follow the type."""
        return self.pattern + ("?" if self.optional or self.from_context else "") + ("+" if self.repeated else "")


@dataclass(frozen=True, slots=True)
class Signature:
    """The parameters of a function; `validate` checks and completes arguments."""

    text: str
    parameters: tuple[Parameter, ...]
    _pattern: re.Pattern[str] = field(repr=False)
    _types: tuple[frozenset[type], ...] = field(repr=False)
    """the types of arguments that need no further check; empty if that is not easily said"""

    @staticmethod
    @cache
    def parse(text: str) -> Signature:
        """Read a signature. Raises JsonataError S0401 or S0402 with the place as `values["offset"]`."""
        parameters = tuple(_parse(text))
        pattern = "".join(f"({parameter.full_pattern})" for parameter in parameters)
        plain = all(each.accepts in _TYPES and not each.repeated for each in parameters)
        types = tuple(_TYPES[each.accepts] for each in parameters) if plain else ()
        return Signature(text, parameters, re.compile(f"^{pattern}$"), types)

    def validate(self, arguments: Sequence[Value], context: Value, name: str | None) -> list[Value]:
        """The arguments as the function gets them: from the context where left out, single values put into arrays.

        Raises JsonataError T0410, T0411 or T0412.
        """
        if self._types and len(arguments) == len(self._types) and all(map(_is_of_type, arguments, self._types)):
            return list(arguments)
        letters = "".join([type_letter(argument) for argument in arguments])
        match = self._pattern.match(letters)
        if match is None:
            raise self._mismatch(arguments, letters, name)
        validated: list[Value] = []
        at = 0
        for parameter, given in zip(self.parameters, match.groups(), strict=True):
            if given or not parameter.from_context:
                for letter in given or "m":
                    argument = arguments[at] if at < len(arguments) else UNDEFINED
                    at += 1
                    validated.append(_check(parameter, argument, letter, given, at, name))
            else:
                validated.append(_from_context(parameter, context, at + 1, name))
        return validated

    def _mismatch(self, arguments: Sequence[Value], letters: str, name: str | None) -> Exception:
        """The error for the first argument that no prefix of the signature takes."""
        good, pattern = 0, "^"
        for parameter in self.parameters:
            pattern += parameter.full_pattern
            match = re.match(pattern, letters)
            if match is None:
                break
            good = match.end()
        value = arguments[good] if good < len(arguments) else UNDEFINED
        return failure("T0410", value=value, index=good + 1, token=name, signature=self.text)


def _is_of_type(argument: Value, types: frozenset[type]) -> bool:
    return type(argument) in types


def type_letter(value: Value) -> str:
    """The letter of a value's type; `m` (missing) for undefined."""
    letter = _LETTERS.get(type(value))
    if letter is not None:
        return letter
    if value is UNDEFINED:
        return "m"
    if isinstance(value, list):
        return "a"
    if isinstance(value, dict):
        return "o"
    return "f" if callable(value) else _letter_of_subclass(value)


def _letter_of_subclass(value: Value) -> str:
    return "s" if isinstance(value, str) else "n" if isinstance(value, int | float) else "m"


def _check(parameter: Parameter, argument: Value, letter: str, given: str, index: int, name: str | None) -> Value:
    if parameter.accepts != "a" or letter == "m":
        return argument
    if parameter.element is not None and not _holds(argument, letter, given, parameter.element):
        kind = _PLURALS.get(parameter.element, parameter.element)
        raise failure("T0412", value=argument, index=index, type=kind, token=name)
    return argument if letter == "a" else [argument]


def _holds(argument: Value, letter: str, given: str, element: str) -> bool:
    """Whether an argument is an array of this type, or one such value; only the first letter of a type counts."""
    if letter != "a":
        return given == element
    return all(type_letter(item) == element[0] for item in argument)


def _from_context(parameter: Parameter, context: Value, index: int, name: str | None) -> Value:
    if re.search(parameter.pattern, type_letter(context)):
        return context
    raise failure("T0411", value=context, index=index, token=name)


def _parse(text: str) -> list[Parameter]:
    parameters: list[Parameter] = []
    at = 1
    while at < len(text) and text[at] != ":":
        letter = text[at]
        if letter in _PATTERNS:
            parameters.append(Parameter(accepts=letter, pattern=_PATTERNS[letter]))
        elif letter == "(":
            closing = _closing(text, at, "(", ")")
            parameters.append(_choice(text[at + 1 : closing], at))
            at = closing
        elif letter == "<":
            closing = _closing(text, at, "<", ">")
            _set_element(parameters, text[at + 1 : closing], at)
            at = closing
        elif parameters:
            _qualify(parameters[-1], letter)
        at += 1
    return parameters


def _closing(text: str, start: int, opener: str, closer: str) -> int:
    """The index of the bracket that closes the one at `start`; the end of the text if none does."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == opener) - (text[at] == closer)
        if depth == 0:
            return at
    return len(text)


def _choice(letters: str, offset: int) -> Parameter:
    if "<" in letters:
        raise failure("S0402", value=letters, offset=offset)
    return Parameter(accepts=letters, pattern=f"[{re.escape(letters)}m]")


def _set_element(parameters: list[Parameter], element: str, offset: int) -> None:
    last = parameters[-1].accepts if parameters else ""
    if last not in ("a", "f"):
        raise failure("S0401", value=last, offset=offset)
    parameters[-1].element = element


def _qualify(parameter: Parameter, symbol: str) -> None:
    if symbol == "-":
        parameter.from_context = True
    elif symbol == "?":
        parameter.optional = True
    elif symbol == "+":
        parameter.repeated = True
