"""Built-in functions that the generated code carries out itself when the arguments are of the usual types."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from crossdock.jsonata.generate import aggregates, variables
from crossdock.jsonata.generate.expr import Expr, Kind, number_guard, text_guard, truth_of
from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.patterns import Pattern
from crossdock.jsonata.runtime.quick import moment_writer
from crossdock.jsonata.syntax import Binary, Call

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator

Inline: TypeAlias = Callable[["Generator", list[Expr], str], Expr | None]
"""From the arguments, and the name of the context that a missing one may be taken from."""
Special: TypeAlias = Callable[["Generator", Call, list[Expr], Scope], Expr | None]

_TEXT: Final = Kind.TEXT | Kind.UNDEFINED
_NUMBER: Final = Kind.NUMBER | Kind.UNDEFINED
_UNDEFINED_OF_NOTHING: Final = frozenset(
    ("uppercase", "lowercase", "length", "string", "replace", "contains", "split", "substring", "round", "toMillis",
     "fromMillis")
)  # fmt: skip
"""Functions that are undefined if their first argument is, whatever the others are."""
_UNCHANGED_LENGTH: Final = 1_000_000
"""A text of up to this length may grow a little (by changing its case, say) without a check."""


def _general(name: str, context: str, *arguments: Expr) -> str:
    """The call by way of the signature; of nothing it is nothing, if the other arguments are fixed."""
    values = "".join(f"{argument.code}, " for argument in arguments)
    called = f"run.call_function({name!r}, ({values}), {context})"
    first, *rest = arguments
    if name in _UNDEFINED_OF_NOTHING and not first.constant and all(each.constant for each in rest):
        return f"(U if {first.code} is U else {called})"
    return called


def _on_text(name: str, quick: str) -> Inline:
    """A function of one text."""

    def inline(_g: Generator, arguments: list[Expr], context: str) -> Expr | None:
        if len(arguments) != 1:
            return None
        text = arguments[0]
        code = quick.format(text.code)
        guard = text_guard(text)
        kinds = Kind.NUMBER if name == "length" else Kind.TEXT
        if guard is None:
            return Expr(code, kinds)
        return Expr(f"{code} if {guard} else {_general(name, context, text)}", kinds | Kind.UNDEFINED)

    return inline


def _string(_g: Generator, arguments: list[Expr], context: str) -> Expr | None:
    if len(arguments) != 1:
        return None
    value = arguments[0]
    if value.only(_TEXT):
        return value
    code = f"{value.code} if type({value.code}) is str else str({value.code}) if type({value.code}) is int"
    kinds = _TEXT if value.may_be(Kind.UNDEFINED) else Kind.TEXT
    # str refuses integers beyond some thousand digits, which no value within the range of numbers has
    return Expr(f"{code} else {_general('string', context, value)}", kinds)


def _number(_g: Generator, arguments: list[Expr], context: str) -> Expr | None:
    if len(arguments) != 1:
        return None
    value = arguments[0]
    if value.only(_NUMBER):
        return value
    code = f"read_number({value.code}) if type({value.code}) is str"
    kinds = _NUMBER if value.may_be(Kind.UNDEFINED) else Kind.NUMBER
    passed = f"{value.code} if type({value.code}) is int or type({value.code}) is float"
    if value.may_be(Kind.UNDEFINED):
        passed += f" or {value.code} is U"
    return Expr(f"{code} else {passed} else {_general('number', context, value)}", kinds)


def _exists(_g: Generator, arguments: list[Expr], _context: str) -> Expr | None:
    if len(arguments) != 1:
        return None
    if not arguments[0].may_be(Kind.UNDEFINED):
        return Expr("True", Kind.BOOL, simple=True, constant=True)
    return Expr(f"({arguments[0].code} is not U)", Kind.BOOL)


def _truth(*, negated: bool) -> Inline:
    def inline(_g: Generator, arguments: list[Expr], _context: str) -> Expr | None:
        if len(arguments) != 1:
            return None
        value = arguments[0]
        yes, no = ("False", "True") if negated else ("True", "False")
        code = f"{yes} if {truth_of(value)} else {no}"
        if not value.may_be(Kind.UNDEFINED):
            return Expr(code, Kind.BOOL)
        return Expr(f"U if {value.code} is U else {code}", Kind.BOOL | Kind.UNDEFINED)

    return inline


def _lookup(_g: Generator, arguments: list[Expr], context: str) -> Expr | None:
    if len(arguments) != 2:
        return None
    where, key = arguments
    guard = text_guard(key)
    test = f"type({where.code}) is dict" + (f" and {guard}" if guard else "")
    return Expr(f"{where.code}.get({key.code}, U) if {test} else {_general('lookup', context, where, key)}")


def _replace(g: Generator, arguments: list[Expr], context: str) -> Expr | None:
    """With a fixed pattern and a fixed replacement that holds no reference to a group."""
    if len(arguments) != 3 or not (arguments[1].constant and arguments[2].only(Kind.TEXT) and arguments[2].constant):
        return None
    text, wanted, replacement = arguments
    longest, code = _replacement(g, text, wanted, replacement)
    if code is None:
        return None
    guard = text_guard(text)
    test = f"len({text.code}) < {longest}"
    return Expr(
        f"{code} if {f'{guard} and ' if guard else ''}{test} else {_general('replace', context, *arguments)}", _TEXT
    )


def _replacement(g: Generator, text: Expr, wanted: Expr, replacement: Expr) -> tuple[int, str | None]:
    substitute = _constant_text(replacement)
    longest = _UNCHANGED_LENGTH // (len(substitute) + 1)
    pattern = g.code.constants.get(wanted.code)
    if isinstance(pattern, Pattern):
        quick = pattern.quick_for("")
        if quick is None or "$" in substitute or "\\" in substitute:
            return 0, None
        sub = g.code.constant(quick.sub, "substitute")
        return min(longest, pattern.harmless_length + 1), f"{sub}({replacement.code}, {text.code})"
    if wanted.only(Kind.TEXT) and _constant_text(wanted):
        return longest, f"{text.code}.replace({wanted.code}, {replacement.code})"
    return 0, None


def _constant_text(expr: Expr) -> str:
    """The value of a constant text: its code is the `repr` of it."""
    return str(ast.literal_eval(expr.code))


def _contains(g: Generator, arguments: list[Expr], context: str) -> Expr | None:
    if len(arguments) != 2 or not arguments[1].constant:
        return None
    text, wanted = arguments
    guard = text_guard(text)
    general = _general("contains", context, text, wanted)
    if wanted.only(Kind.TEXT):
        code = f"{wanted.code} in {text.code}"
        return Expr(f"{code} if {guard} else {general}" if guard else f"({code})", Kind.BOOL | Kind.UNDEFINED)
    pattern = g.code.constants.get(wanted.code)
    quick = pattern.quick_for("") if isinstance(pattern, Pattern) else None
    if quick is None or not isinstance(pattern, Pattern):
        return None
    search = g.code.constant(quick.search, "search")
    test = f"len({text.code}) < {pattern.harmless_length + 1}"
    code = f"{search}({text.code}) is not None if {f'{guard} and ' if guard else ''}{test}"
    return Expr(f"{code} else {general}", Kind.BOOL | Kind.UNDEFINED)


def _split(_g: Generator, arguments: list[Expr], context: str) -> Expr | None:
    if len(arguments) != 2 or not (arguments[1].constant and arguments[1].only(Kind.TEXT)):
        return None
    text, separator = arguments
    if not _constant_text(separator):
        return None
    guard = text_guard(text)
    code = f"{text.code}.split({separator.code})"
    if guard is None:
        return Expr(code, Kind.ARRAY, owned=True)
    return Expr(
        f"{code} if {guard} else {_general('split', context, text, separator)}", Kind.ARRAY | Kind.UNDEFINED, owned=True
    )


def _substring(_g: Generator, arguments: list[Expr], context: str) -> Expr | None:
    """With a fixed start and length that are not negative."""
    text, *rest = arguments
    if not 1 <= len(rest) <= 2 or not all(each.constant and each.code.isdecimal() for each in rest):
        return None
    start = int(rest[0].code)
    end = f"{start + int(rest[1].code)}" if len(rest) > 1 else ""
    code = f"{text.code}[{start}:{end}]"
    guard = text_guard(text)
    if guard is None:
        return Expr(code, Kind.TEXT)
    return Expr(f"{code} if {guard} else {_general('substring', context, *arguments)}", _TEXT)


def _round(_g: Generator, arguments: list[Expr], context: str) -> Expr | None:
    """To a fixed number of places."""
    if len(arguments) != 2 or arguments[1].code not in ("1", "2", "3", "4", "5", "6"):
        return None
    value, places = arguments
    code = f"round_places({value.code}, {places.code})"
    guard = number_guard(value)
    if guard is None:
        return Expr(code, Kind.NUMBER)
    return Expr(f"{code} if {guard} else {_general('round', context, value, places)}", _NUMBER)


def _to_millis(_g: Generator, arguments: list[Expr], context: str) -> Expr | None:
    if len(arguments) != 1:
        return None
    text = arguments[0]
    guard = text_guard(text)
    code = f"read_moment({text.code})"
    return Expr(f"{code} if {guard} else {_general('toMillis', context, text)}" if guard else code, _NUMBER)


def _from_millis(g: Generator, arguments: list[Expr], context: str) -> Expr | None:
    """Without a picture, or with a fixed one of plain components."""
    if not 1 <= len(arguments) <= 2:
        return None
    millis, *rest = arguments
    function: str | None = "write_moment"
    if rest:
        writer = moment_writer(_constant_text(rest[0])) if rest[0].constant and rest[0].only(Kind.TEXT) else None
        function = g.code.constant(writer, "writer") if writer is not None else None
    if function is None:
        return None
    code = f"{function}({millis.code})"
    guard = number_guard(millis)
    return Expr(f"{code} if {guard} else {_general('fromMillis', context, *arguments)}" if guard else code, _TEXT)


def _eval(g: Generator, node: Call, first: list[Expr], scope: Scope) -> Expr | None:
    """`$eval` sees the variables of where it stands."""
    arguments = [*first, *(g.operand(each, scope) for each in node.arguments if each is not None)]
    names = {name: variables.named(g, name, scope).code for name in scope.variables if name}
    visible = ", ".join(f"{name!r}: {code}" for name, code in names.items())
    values = "".join(f"{argument.code}, " for argument in arguments)
    return g.simple(Expr(f"run.evaluate_text(({values}), {scope.context}, {{{visible}}}, data, bindings)"))


INLINE: Final[dict[str, Inline]] = {
    "uppercase": _on_text("uppercase", "{0}.upper()"),
    "lowercase": _on_text("lowercase", "{0}.lower()"),
    "length": _on_text("length", "len({0})"),
    "string": _string,
    "number": _number,
    "exists": _exists,
    "boolean": _truth(negated=False),
    "not": _truth(negated=True),
    "lookup": _lookup,
    "replace": _replace,
    "contains": _contains,
    "split": _split,
    "substring": _substring,
    "round": _round,
    "toMillis": _to_millis,
    "fromMillis": _from_millis,
}


def _string_of_quotient(g: Generator, node: Call, first: list[Expr], scope: Scope) -> Expr | None:
    """A division by zero in the argument of `$string` has the error of `$string`."""
    argument = node.arguments[0] if len(node.arguments) == 1 and not first else None
    if not isinstance(argument, Binary) or argument.operator != "/" or argument.predicates:
        return None
    left, right = g.operand(argument.left, scope), g.operand(argument.right, scope)
    quotient = g.simple(Expr(f"divide({left.code}, {right.code}, 'D3001')", _NUMBER))
    return g.simple(Expr(_general("string", "U", quotient), _TEXT))


SPECIAL: Final[dict[str, Special]] = {
    "string": _string_of_quotient,
    "sum": aggregates.sum_,
    "max": aggregates.maximum,
    "min": aggregates.minimum,
    "average": aggregates.average,
    "count": aggregates.count,
    "join": aggregates.join,
    "eval": _eval,
}
