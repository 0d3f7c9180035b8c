"""Ordering: `^(terms)`. The terms of every item are evaluated first, then the items are sorted by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.jsonata.generate import loops
from crossdock.jsonata.generate.reading import enter
from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.syntax import Literal, Name, Node, Path, Sort, Variable, walk

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator


def note_keys(g: Generator, keys: str, terms: list[Node], scope: Scope) -> None:
    """Emit what adds the values of the terms for one item.

    A term behind the first counts only among items that are equal by those before it: that it fails is kept as its
    value until then.
    """
    first, *others = terms
    values = [g.operand(first, scope).code]
    for term in others:
        if _cannot_fail(term):
            values.append(g.operand(term, scope).code)
            continue
        value = g.code.name("key")
        with g.code.block("try:"):
            g.code.emit(f"{value} = {g.value(term, scope.part()).code}")
        with g.code.block("except JsonataError as error:"):
            g.code.emit(f"{value} = kept_failure(error)")
        values.append(value)
    g.code.emit(f"{keys}.append(({', '.join(values)},))")


def _cannot_fail(term: Node) -> bool:
    return all(isinstance(part, Path | Name | Variable | Literal) for part in walk(term))


def sorted_items(g: Generator, step: Node, items: str, scope: Scope) -> str:
    """Emit what sorts the list `items`; the name of the sorted list. One item is not evaluated."""
    if not isinstance(step, Sort):
        return items
    result, keys = g.code.name("sorted"), g.code.name("keys")
    g.code.emit(f"{result} = {items}")
    with g.code.at(g.place(step)), g.code.block(f"if len({items}) > 1:"):
        g.code.emit(f"{keys} = []")
        item = g.code.name("item")
        terms = [term.expression for term in step.terms]

        def note() -> None:
            inner = enter(g, terms, scope.part().inside(item))
            note_keys(g, keys, terms, inner)

        loops.loop(g, item, items, g.makers.among(terms), note)
        descending = tuple(term.descending for term in step.terms)
        with g.code.at(g.place(step)):
            g.code.emit(f"{result} = in_order({items}, {keys}, {descending!r})")
    return result
