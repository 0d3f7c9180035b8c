"""Sums of nothing within calculations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crossdock.jsonata.lint.finding import Problem
from crossdock.jsonata.lint.subject import Subject, quoted
from crossdock.jsonata.syntax import Binary, Block, Call, Coalesce, Condition, Name, Negate, Node, Path, Variable, walk

_AGGREGATES: Final = frozenset(("sum", "max", "min", "average"))


def dropped(subject: Subject) -> Iterator[Problem]:
    """Terms of a sum or difference that are aggregates of a path that may find nothing.

    As a factor, nothing makes nothing, which may well be meant; as a term, it takes the other term with it.
    """
    return _search(subject.tree, subject, frozenset())


def _search(node: Node, subject: Subject, guarded: frozenset[str]) -> Iterator[Problem]:
    """`guarded` are the names that a condition around the node has looked at."""
    if isinstance(node, Binary) and node.operator in ("+", "-"):
        for term in (node.left, node.right):
            yield from _judge(term, subject, guarded)
    for child in node.children:
        yield from _search(child, subject, guarded | _guards(node, child))


def _guards(node: Node, child: Node) -> frozenset[str]:
    match node:
        case Condition(condition=condition) if child is not condition:
            return frozenset(_names(condition))
        case Condition(then=None) | Coalesce():  # what is nothing has an alternative
            return frozenset(_names(child))
        case _:
            return frozenset()


def _names(node: Node) -> Iterator[str]:
    for part in walk(node):
        if isinstance(part, Name):
            yield part.value
        elif isinstance(part, Variable):
            yield f"${part.name}"


def _judge(term: Node, subject: Subject, guarded: frozenset[str]) -> Iterator[Problem]:
    call = _bare(term)
    name = subject.built_in(call)
    if not isinstance(call, Call) or name not in _AGGREGATES or len(call.arguments) != 1:
        return
    argument = call.arguments[0]
    if isinstance(argument, Path) and _may_find_nothing(argument, subject) and not guarded & set(_names(argument)):
        yield _problem(call, argument, str(name), subject)


def _bare(node: Node) -> Node:
    """What stands within brackets and behind a minus."""
    while True:
        if isinstance(node, Negate):
            node = node.operand
        elif isinstance(node, Block) and len(node.expressions) == 1 and not node.predicates:
            node = node.expressions[0]
        else:
            return node


def _may_find_nothing(path: Path, subject: Subject) -> bool:
    first = path.steps[0]
    if isinstance(first, Variable) and subject.yield_of(first).shape.is_unknown:
        return len(path.steps) > 1 and first.name == ""
    return subject.yield_of(path).absent


def _problem(call: Call, argument: Path, name: str, subject: Subject) -> Problem:
    path = quoted(subject.text(argument))
    if name == "sum":
        remedy = f"Write $sum([{subject.text(argument)}]), which is 0 for nothing."
        fix = subject.wrapped(argument, "[", "]")
    else:
        remedy, fix = f"Write ({subject.text(call)} ?? 0), or whatever it is to be for nothing.", None
    return Problem(
        span=(call.start, call.end),
        message=f"If {path} finds nothing, ${name} is nothing, and so is the whole calculation: its key is left out.",
        remedy=remedy,
        fix=fix,
    )
