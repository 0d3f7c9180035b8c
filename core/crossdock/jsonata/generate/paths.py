"""Paths. Fields alone are a chain of look-ups; anything else is a walk of nested loops (`walks.py`).

In the middle of a path a name holds a *sequence*: a list means its items, anything else one item, undefined none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.jsonata.generate import constructors, filters, tuples, walks
from crossdock.jsonata.generate.expr import Expr, Kind
from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.syntax import Descendants, Name, Node, Path, Variable, Wildcard

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator


def path(g: Generator, node: Path, scope: Scope) -> Expr:
    """The value of a path."""
    if any(step.binds for step in node.steps):
        return tuples.path(g, node, scope)
    expr = _chain(g, node, scope) if _is_chain(g, node) else walks.value(g, node, scope)
    if node.group is not None:
        return constructors.group(g, node.group, expr, scope)
    return expr


def _is_chain(g: Generator, node: Path) -> bool:
    if g.hooks.active and any(step.stages for step in node.steps):
        return False  # a walk shows each filter by itself
    first, *rest = node.steps
    if isinstance(first, Variable):
        return bool(rest) and not node.keeps and not first.stages and all(is_look_up(step) for step in rest)
    return not node.keeps and all(is_look_up(step) for step in node.steps)


def is_look_up(step: Node) -> bool:
    """A field, perhaps with fixed positions such as `lines[0]`."""
    return isinstance(step, Name) and all(filters.index_of(stage) is not None for stage in step.stages)


def _chain(g: Generator, node: Path, scope: Scope) -> Expr:
    current, sure, steps = scope.context, scope.is_object, node.steps
    if isinstance(steps[0], Variable):
        current, sure, steps = _start(g, steps[0], scope), False, steps[1:]
    for number, step in enumerate(steps):
        last = number == len(steps) - 1
        if len(node.steps) == 1 and scope.reader is not None and not step.stages:
            return Expr(g.code.shared(f"{scope.reader}({_key(step)}, U)"), simple=True)
        code = _look_up(g, current, step, last, sure)
        if last:
            return Expr(code)
        current, sure = _following(g, current, code), False
    return Expr(current, simple=True)


def _following(g: Generator, current: str, code: str) -> str:
    """A field as the input of the next step. What a variable holds may change, so it is read again."""
    if current.startswith("v_"):
        return g.simple(Expr(code)).code
    return g.code.shared(code)


def _start(g: Generator, node: Variable, scope: Scope) -> str:
    """A variable as the first step: a sequence."""
    start = g.operand(node, scope)
    if start.only(Kind.OBJECT):
        return start.code
    code = f"{start.code} if type({start.code}) is dict else step_items({start.code})"
    if start.code.startswith("p_"):  # a parameter never changes
        return g.code.shared(code)
    return g.simple(Expr(code)).code


def _key(step: Node) -> str:
    return repr(step.value) if isinstance(step, Name) else "''"


def _look_up(g: Generator, current: str, step: Node, last: bool, sure: bool) -> str:
    """One field of a sequence, as the input of the next step or as the value of the path."""
    found = f"{current}.get({_key(step)}, U)"
    general = f"{'last' if last else 'next'}_fields({current}, {_key(step)})"
    if step.stages:
        indices = tuple(filters.index_of(stage) for stage in step.stages)
        field = g.code.name()
        general = f"{'last' if last else 'next'}_at({current}, {_key(step)}, {indices!r})"
        g.code.emit(f"{field} = {found} if type({current}) is dict else NOT_AN_OBJECT")
        quick = _indexed(field, indices)
        return f"({quick} if {field} is not NOT_AN_OBJECT else {general})"
    return found if sure else f"({found} if type({current}) is dict else {general})"


def _indexed(code: str, indices: tuple[int | None, ...]) -> str:
    for number, index in enumerate(indices):
        quick = f"({code}[0] if type({code}) is list and {code} else at_index({code}, 0))"
        code = quick if index == 0 and number == 0 else f"at_index({code}, {index})"
    return code


def name(_g: Generator, node: Name, scope: Scope) -> Expr:
    """A field of one item: a step of a walk."""
    code = f"{scope.context}.get({node.value!r}, U)"
    if scope.is_object:
        return Expr(code)
    return Expr(f"({code} if type({scope.context}) is dict else field({scope.context}, {node.value!r}))")


def wildcard(g: Generator, node: Wildcard, scope: Scope) -> Expr:
    """`*`; a filter behind it sees a list in any case."""
    g.code.spend(f"size_of({scope.context})")
    found = f"wildcard({scope.context})"
    if node.predicates:
        return g.simple(Expr(found))
    if node.keep_array:
        return g.simple(Expr(f"unwrap_kept({found})"))
    return g.simple(Expr(f"unwrap_result({found})"))


def descendants(g: Generator, node: Descendants, scope: Scope) -> Expr:
    """`**`; a filter behind it sees a list where there is nothing inside an array."""
    found = g.simple(Expr(f"descendants({scope.context})"))
    if node.predicates:
        g.code.emit(f"if {found.code} is U and {scope.context} is not U: {found.code} = EMPTY")
    g.code.spend(f"size_of({found.code})")
    return found
