"""Keys that are looked up, and nobody says what holds for one that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crossdock.jsonata.lint.finding import Problem
from crossdock.jsonata.lint.subject import Subject, quoted
from crossdock.jsonata.syntax import (
    Array,
    Binary,
    Bind,
    Call,
    Coalesce,
    Condition,
    Lambda,
    Literal,
    Node,
    Object,
    Variable,
)

_ASKING: Final = frozenset(("exists", "boolean", "not", "count", "type", "assert"))
"""Functions that tell nothing from something."""
_DECIDING: Final = frozenset(("=", "!=", "<", "<=", ">", ">=", "in", "and", "or"))
"""Operators that make nothing false."""


def unanswered(subject: Subject) -> Iterator[Problem]:
    """Calls of `$lookup` whose result goes on as it is, so that a key that is not there leaves nothing behind."""
    places = tuple(_places(subject.tree, subject, answered=False))
    asked = {node.name for node, answered in places if isinstance(node, Variable) and answered}
    bound = {id(node.value) for node, _ in places if isinstance(node, Bind) and node.name in asked}
    for node, answered in places:
        if isinstance(node, Call) and not answered and id(node) not in bound and _may_miss(node, subject):
            yield _problem(node, subject)


def _places(node: Node, subject: Subject, *, answered: bool) -> Iterator[tuple[Node, bool]]:
    """Every node, and whether something near it says what holds where it is nothing."""
    yield node, answered
    inherited = answered and not isinstance(node, Object | Array | Lambda)
    conditions = {id(stage.condition) for stage in (*node.predicates, *node.stages)}
    for child in node.children:
        settled = id(child) in conditions or _settles(node, child, subject)
        yield from _places(child, subject, answered=settled or inherited)


def _settles(node: Node, child: Node, subject: Subject) -> bool:
    match node:
        case Coalesce(left=asked) | Condition(condition=asked):
            return child is asked
        case Binary(operator=operator):
            return operator in _DECIDING
        case Call():
            return subject.built_in(node) in _ASKING
    return False


def _may_miss(call: Call, subject: Subject) -> bool:
    """Whether it is a lookup, and not one of a key that is written in the table beside it."""
    if subject.built_in(call) != "lookup" or len(call.arguments) != 2 or call.is_partial:
        return False
    table, key = call.arguments
    if not isinstance(table, Object) or not isinstance(key, Literal):
        return True
    return all(not isinstance(name, Literal) or name.value != key.value for name, _ in table.pairs)


def _problem(call: Call, subject: Subject) -> Problem:
    table, key = (argument for argument in call.arguments if argument is not None)
    return Problem(
        span=(call.start, call.end),
        message=f"If {quoted(subject.text(table))} does not have the key {quoted(subject.text(key))}, "
        "the value is left out without a word.",
        remedy="Say what holds then: `... ?? 'other'`, or `... ?? $error('...')`; "
        "or make the table a lookup of the project, which has a miss policy and an owner, and ask it with $xref.",
    )
