"""Ordering: `^(terms)`. The terms of every item are evaluated first, then the items are sorted by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.jsonata.generate import loops
from crossdock.jsonata.generate.reading import enter
from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.syntax import Node, Sort

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator


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
            values = [g.operand(term, inner).code for term in terms]
            g.code.emit(f"{keys}.append(({', '.join(values)},))")

        loops.loop(g, item, items, g.makers.among(terms), note)
        descending = tuple(term.descending for term in step.terms)
        with g.code.at(g.place(step)):
            g.code.emit(f"{result} = in_order({items}, {keys}, {descending!r})")
    return result
