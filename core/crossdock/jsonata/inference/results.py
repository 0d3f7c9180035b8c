"""What the built-in functions yield for given arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from crossdock.jsonata.functions.catalogue import BUILTINS
from crossdock.jsonata.inference.yields import ANYTHING, Yield
from crossdock.jsonata.shape import BOOLEAN, FUNCTION, NUMBER, OBJECT, STRING, UNKNOWN, Shape, array_of, unite

Arguments = Sequence[Yield]

_LETTERS: Final[Mapping[str, Shape]] = {
    "s": STRING, "n": NUMBER, "b": BOOLEAN, "o": OBJECT, "f": FUNCTION, "a": array_of(UNKNOWN),
}  # fmt: skip
_NEVER_ABSENT: Final = frozenset(("count", "exists", "now", "millis", "random"))
_TYPE_NAMES: Final = frozenset(("null", "number", "string", "boolean", "array", "object", "function"))
_MATCH: Final = Shape(
    kinds=frozenset(("object",)),
    fields={"match": STRING, "index": NUMBER, "groups": array_of(STRING)},
    required=frozenset(("match", "index", "groups")),
)


def result_of(name: str, arguments: Arguments) -> Yield:
    """What the built-in function `name` yields; `arguments` are never empty where it takes the context."""
    rule = _RULES.get(name)
    if rule is not None and arguments:
        return rule(arguments)
    builtin = BUILTINS.get(name)
    return by_signature(builtin.signature, arguments, name) if builtin else ANYTHING


def by_signature(signature: str, arguments: Arguments, name: str = "") -> Yield:
    """What a function with this signature yields; nothing for nothing, as a rule."""
    _, _, returned = signature.rstrip(">").rpartition(":")
    shape = _LETTERS.get(returned[:1], UNKNOWN) if ":" in signature else UNKNOWN
    return Yield(shape=shape, absent=name not in _NEVER_ABSENT and (not name or _any_absent(arguments)))


def _any_absent(arguments: Arguments) -> bool:
    return any(argument.absent for argument in arguments[:1])


def _number(arguments: Arguments) -> Yield:
    return Yield(shape=replace(NUMBER, money=arguments[0].item.money), absent=arguments[0].absent)


def _sum(arguments: Arguments) -> Yield:
    return Yield(shape=replace(NUMBER, money=arguments[0].item.money), absent=arguments[0].absent)


def _extreme(arguments: Arguments) -> Yield:
    return Yield(shape=replace(NUMBER, money=arguments[0].item.money), absent=arguments[0].may_be_empty)


def _same(arguments: Arguments) -> Yield:
    return replace(arguments[0], function=None)


def _some(arguments: Arguments) -> Yield:
    return Yield(shape=arguments[0].item, several=True)


def _one(arguments: Arguments) -> Yield:
    return Yield(shape=arguments[0].item)


def _append(arguments: Arguments) -> Yield:
    both = unite(argument.item for argument in arguments)
    return Yield(shape=both, absent=all(argument.absent for argument in arguments), several=True)


def _split(arguments: Arguments) -> Yield:
    return Yield(shape=array_of(STRING), absent=arguments[0].absent)


def _match(_arguments: Arguments) -> Yield:
    return Yield(shape=_MATCH, several=True)


def _keys(arguments: Arguments) -> Yield:
    return Yield(shape=STRING, absent=arguments[0].absent, several=True)


def _type(_arguments: Arguments) -> Yield:
    return Yield(shape=replace(STRING, values=_TYPE_NAMES))


def _unknown(_arguments: Arguments) -> Yield:
    return ANYTHING


def _text(arguments: Arguments) -> Yield:
    return Yield(shape=STRING, absent=arguments[0].absent)


_RULES: Final[Mapping[str, Callable[[Arguments], Yield]]] = {
    "number": _number,
    "abs": _number,
    "sum": _sum,
    "average": _extreme,
    "max": _extreme,
    "min": _extreme,
    "distinct": _same,
    "reverse": _same,
    "shuffle": _same,
    "sort": _same,
    "filter": _some,
    "single": _one,
    "append": _append,
    "split": _split,
    "match": _match,
    "keys": _keys,
    "type": _type,
    "string": _text,
    "clone": _same,
    "merge": _unknown,
    "spread": _unknown,
    "zip": _unknown,
    "error": _unknown,
    "assert": _unknown,
}
