"""`complete`: what can stand at a position of a half-typed expression."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from crossdock.jsonata.cursor import Place, cursor_at, place_at
from crossdock.jsonata.inference import Binding, infer
from crossdock.jsonata.known_functions import KnownFunction, known_functions
from crossdock.jsonata.library import Function
from crossdock.jsonata.lookups import LOOKUP_FUNCTION
from crossdock.jsonata.names import field_text
from crossdock.jsonata.shape import UNKNOWN, Shape
from crossdock.jsonata.syntax import Call, Name, Node, Path, Variable, walk
from crossdock.jsonata.words import kinds_in_words

CompletionKind: TypeAlias = Literal["field", "variable", "function", "lookup", "keyword"]

_KEYWORDS: Final = (
    ("true", "the value true"),
    ("false", "the value false"),
    ("null", "the value null"),
    ("function", "a function: function($item) { ... }"),
)
_OPERATORS: Final = (
    ("and", "true if both sides are"),
    ("or", "true if one side is"),
    ("in", "true if the right side holds the left one"),
)
_CONTEXTS: Final = (("", "the context"), ("$", "the whole input"))
_VALUE_ENDS: Final = frozenset(")]}\"'`*%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """One thing that can stand here: put `insert` in the place of `span`. `label` names it, `detail` tells about it."""

    kind: CompletionKind
    label: str
    insert: str
    detail: str
    span: tuple[int, int]


def complete(
    source: str,
    position: int,
    *,
    shape: Shape | None = None,
    functions: Iterable[Function] = (),
    lookups: Iterable[str] = (),
) -> tuple[Completion, ...]:
    """What can stand at `position` (code points before it), the likeliest first.

    `shape` is that of the input; `functions` and `lookups` are what there is besides the language itself.
    """
    place = place_at(source, max(0, min(position, len(source))))
    if place.kind == "elsewhere" or place.typed[:1].isdigit():
        return ()
    if place.kind == "text":
        return tuple(_fitting(_lookup_names(source, place, lookups), place))
    if source[: place.span[0]].rstrip()[-1:] in ("@", "#"):
        return ()  # a new variable is to be named here
    given = tuple(functions)
    return tuple(_fitting(_names(source, place, shape or UNKNOWN, given), place))


def _fitting(offers: Iterable[Completion], place: Place) -> list[Completion]:
    """Those that begin with what is typed, then those that have it in them; letter case aside."""
    typed = place.typed.lower()
    found = [offer for offer in offers if typed in offer.label.lower()]
    return sorted(found, key=lambda offer: not offer.label.lower().startswith(typed))


def _lookup_names(source: str, place: Place, lookups: Iterable[str]) -> Iterator[Completion]:
    """The lookups, if the text is the first argument of the function that asks one."""
    cursor = cursor_at(source, place)
    if any(_asks_lookup(part, cursor.node) for part in walk(cursor.tree)):
        for name in sorted(lookups):
            yield Completion(kind="lookup", label=name, insert=name + place.quote, detail="lookup", span=place.span)


def _asks_lookup(node: Node, marked: Name | None) -> bool:
    if marked is None or not isinstance(node, Call) or not node.arguments or not isinstance(node.procedure, Variable):
        return False
    argument = node.arguments[0]
    return node.procedure.name == LOOKUP_FUNCTION and isinstance(argument, Path) and argument.steps[0] is marked


def _names(source: str, place: Place, shape: Shape, functions: tuple[Function, ...]) -> Iterator[Completion]:
    """Fields, variables and functions at a place where a value can stand, operators behind a value."""
    cursor = cursor_at(source, place)
    before = source[: place.span[0]].rstrip()
    if cursor.node is None:
        if _ends_value(before) and place.kind == "word":
            yield from _words(_OPERATORS, place)
        return
    facts = infer(cursor.tree, shape=shape, functions=functions)
    if not place.typed.startswith("$"):
        yield from _fields(facts.contexts.get(id(cursor.node), UNKNOWN), place)
    if place.kind == "quoted name" or (before.endswith(".") and not place.typed.startswith("$")):
        return
    yield from _variables(facts.scope_at(cursor.node).visible(), place)
    yield from _functions(known_functions(functions), source, place)
    yield from _words(_KEYWORDS, place)


def _ends_value(before: str) -> bool:
    return before[-1:].isalnum() or before[-1:] in _VALUE_ENDS


def _fields(context: Shape, place: Place) -> Iterator[Completion]:
    for name, shape in context.item.fields.items():
        detail = _described(shape)
        yield Completion(kind="field", label=name, insert=field_text(name), detail=detail, span=place.span)


def _described(shape: Shape) -> str:
    """Such as "text or null: The buyer's telephone number."."""
    kinds = "" if shape.is_unknown else kinds_in_words(shape.kinds)
    return ": ".join(part for part in (kinds, shape.description) if part)


def _variables(visible: dict[str, Binding], place: Place) -> Iterator[Completion]:
    for name, binding in visible.items():
        detail = _described(binding.holds.whole) or binding.kind
        yield Completion(kind="variable", label=f"${name}", insert=f"${name}", detail=detail, span=place.span)
    if place.typed.startswith("$"):
        for name, detail in _CONTEXTS:
            yield Completion(kind="variable", label=f"${name}", insert=f"${name}", detail=detail, span=place.span)


def _functions(known: dict[str, KnownFunction], source: str, place: Place) -> Iterator[Completion]:
    opening = "" if source[place.span[1] : place.span[1] + 1] == "(" else "("
    for name in sorted(known, key=str.lower):
        function = known[name]
        yield Completion(
            kind="function",
            label=f"${name}",
            insert=f"${name}{opening}",
            detail=" ".join(part for part in (function.signature, function.summary) if part),
            span=place.span,
        )


def _words(words: Iterable[tuple[str, str]], place: Place) -> Iterator[Completion]:
    for word, detail in words:
        yield Completion(kind="keyword", label=word, insert=word, detail=detail, span=place.span)
