"""Filters: `[condition]` behind a step or a value. A number selects a position, anything else is a truth."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from crossdock.jsonata.generate import loops
from crossdock.jsonata.generate.expr import NOTHING, Expr, truth_of
from crossdock.jsonata.generate.reading import enter
from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.parts import Stage
from crossdock.jsonata.syntax import Binary, Literal, Name, Node, Path

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator

_TRUTHS = frozenset(("=", "!=", "<", "<=", ">", ">=", "and", "or", "in"))


def predicates(g: Generator, node: Node, expr: Expr, scope: Scope) -> Expr:
    """A value with filters behind it that is not a step of a path."""
    current = g.simple(expr)
    for stage in node.predicates:
        position = index_of(stage)
        if position is not None:
            current = g.simple(Expr(at_position(current.code, position), owned=expr.owned))
            g.hooks.picked(g, stage, current.code)
            if stage is not node.predicates[-1]:
                g.code.emit(f"if {current.code} is U: {current.code} = EMPTY")
            continue
        kept = g.code.name()
        filter_into(g, stage, current.code, kept, scope)
        function = "Sequence" if stage is not node.predicates[-1] else "unwrap_kept" if node.keep_array else "unwrap"
        current = g.simple(Expr(f"{function}({kept})", owned=expr.owned))
    if node.keep_array and index_of(node.predicates[-1]) is not None:
        return g.simple(Expr(f"keep({current.code})", owned=expr.owned))
    return current


def index_of(stage: Stage) -> int | None:
    """The position that a filter always selects; None if it depends on anything."""
    return fixed_index(stage.condition)


def fixed_index(condition: Node | None) -> int | None:
    """The position that a condition stands for if it is a number."""
    if isinstance(condition, Literal) and condition.number is not None and not condition.predicates:
        return math.floor(condition.number)
    return None


def at_position(current: str, position: int) -> str:
    """The item there."""
    if position == 0:
        return f"({current}[0] if type({current}) is list and {current} else at_index({current}, 0))"
    return f"at_index({current}, {position})"


def may_be_position(stage: Stage) -> bool:
    """Whether the condition can come out as a number."""
    node = stage.condition
    return not (isinstance(node, Binary) and node.operator in _TRUTHS and not node.predicates)


def condition(g: Generator, stage: Stage, scope: Scope) -> Expr:
    """The value of the condition for one item."""
    if stage.condition is None:
        return NOTHING
    passed = g.value(stage.condition, scope)
    return g.named(passed) if passed.constant else passed


def filter_into(g: Generator, stage: Stage, current: str, kept: str, scope: Scope) -> None:
    """Emit a loop that makes `kept` the list of those items of `current` that pass."""
    items = g.simple(Expr(f"{current} if type({current}) is list else filter_items({current})")).code
    g.code.emit(f"{kept} = []")
    item, position = g.code.name("item"), g.code.name("index")
    nodes = [stage.condition] if stage.condition is not None else []
    numeric = may_be_position(stage)

    def body() -> None:
        passed = g.simple(condition(g, stage, enter(g, nodes, scope.part().inside(item))))
        if numeric:
            times = f"selects({passed.code}, {position}, len({items}))"
            g.hooks.tested(g, stage, passed, lambda _: times)
            g.code.emit(f"{kept}.extend([{item}] * {times})")
        else:
            g.hooks.tested(g, stage, passed, truth_of)
            g.code.emit(f"if {truth_of(passed)}: {kept}.append({item})")

    turn, loop_items = (f"({position}, {item})", f"list(enumerate({items}))") if numeric else (item, items)
    loops.loop(g, turn, loop_items, g.makers.among(nodes), body)
    if passes_undefined(stage):
        g.code.emit(f"{kept} = [{item} for {item} in {kept} if {item} is not U]")


def passes_undefined(stage: Stage) -> bool:
    """Whether a condition can hold for an undefined value: one that compares a field cannot."""
    node = stage.condition
    if not isinstance(node, Binary) or node.operator not in _TRUTHS - {"and", "or"}:
        return True
    return not (_is_field(node.left) or _is_field(node.right))


def _is_field(node: Node) -> bool:
    return isinstance(node, Path) and isinstance(node.steps[0], Name) and not node.keeps and node.group is None
