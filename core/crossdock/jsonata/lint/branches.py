"""Parts of an expression that are never used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crossdock.jsonata.lint.finding import Problem
from crossdock.jsonata.lint.subject import Subject, quoted
from crossdock.jsonata.syntax import (
    Array,
    Binary,
    Bind,
    Coalesce,
    Condition,
    Lambda,
    Literal,
    Node,
    Object,
    Regex,
    Variable,
    walk,
)

_ALWAYS_THERE: Final = frozenset(("&", "=", "!=", "in", "and", "or"))
_ALWAYS_GIVING: Final = frozenset(("count", "exists", "now", "millis", "random"))
_CHANGING: Final = frozenset(("random", "shuffle", "eval"))


def unreachable(subject: Subject) -> Iterator[Problem]:
    """Branches whose condition never changes, alternatives to what is always there, conditions asked twice."""
    for condition in subject.each(Condition):
        yield from _constant(condition, subject)
    yield from _asked_twice(subject)
    for choice in subject.each(Coalesce):
        if _is_always_there(choice.left, subject):
            yield _never_needed(choice, subject)


def _constant(node: Condition, subject: Subject) -> Iterator[Problem]:
    truth = _truth(node.condition, subject)
    dead = (node.otherwise if truth else node.then) if truth is not None else None
    if dead is None:
        return
    word = "true" if truth else "false"
    is_function = not isinstance(node.condition, Literal)
    reason = " (a function that is not called counts as false)" if is_function else ""
    yield Problem(
        span=(dead.start, dead.end),
        message=f"The condition {quoted(subject.text(node.condition))} is always {word}{reason}, so this is never used.",
        remedy="Call the function, with brackets."
        if is_function
        else "Take out the branch, or put in the condition meant.",
    )


def _truth(node: Node, subject: Subject) -> bool | None:
    """What a condition always counts for; None if that depends."""
    if isinstance(node, Literal):
        return bool(node.value)
    if isinstance(node, Lambda | Regex) or (isinstance(node, Variable) and _is_function(node, subject)):
        return False
    return None


def _is_function(node: Variable, subject: Subject) -> bool:
    if subject.facts.scope_at(node).find(node.name) is None:
        return node.name in subject.functions
    return subject.yield_of(node).function is not None


def _asked_twice(subject: Subject) -> Iterator[Problem]:
    """The later one of two equal conditions in one chain of alternatives."""
    chained = {id(node.otherwise) for node in subject.each(Condition)}
    for first in subject.each(Condition):
        asked: set[str] = set()
        node: Node | None = first if id(first) not in chained else None
        while isinstance(node, Condition) and node.then is not None:
            text = " ".join(subject.text(node.condition).split())
            if text in asked and not _changes(node.condition):
                yield Problem(
                    span=(node.then.start, node.then.end),
                    message=f"The condition {quoted(text)} was asked before in this chain, so this is never used.",
                    remedy="Put in the condition meant, or take out the branch.",
                )
            asked.add(text)
            node = node.otherwise


def _changes(node: Node) -> bool:
    return any(isinstance(part, Bind) or (isinstance(part, Variable) and part.name in _CHANGING) for part in walk(node))


def _is_always_there(node: Node, subject: Subject) -> bool:
    match node:
        case Literal() | Array() | Object() | Lambda():
            return True
        case Binary(operator=operator):
            return operator in _ALWAYS_THERE
        case _:
            return subject.built_in(node) in _ALWAYS_GIVING


def _never_needed(node: Coalesce, subject: Subject) -> Problem:
    left = quoted(subject.text(node.left))
    binds = isinstance(node.left, Binary)
    return Problem(
        span=(node.right.start, node.right.end),
        message=f"{left} is always there, so what stands behind ?? is never used.",
        remedy="Put brackets around the ?? and the operand before it." if binds else "Take out the ?? and this.",
    )
