"""Sequences where the target wants an array."""

from __future__ import annotations

from collections.abc import Iterator

from crossdock.jsonata.lint.finding import Fix, Problem
from crossdock.jsonata.lint.subject import Subject, quoted
from crossdock.jsonata.shape import UNKNOWN, Shape
from crossdock.jsonata.syntax import (
    Array,
    Bind,
    Block,
    Call,
    Coalesce,
    Condition,
    Lambda,
    Literal,
    Node,
    Object,
    Path,
    Variable,
)


def collapsing(subject: Subject) -> Iterator[Problem]:
    """Values of the result that are an array for two items and none for one."""
    if subject.target is not None:
        yield from _Walk(subject).check(subject.tree, subject.target)


class _Walk:
    """Follows the target's shape down the constructors of the result."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._within: list[Lambda] = []

    def check(self, node: Node, target: Shape) -> Iterator[Problem]:
        """The problems of a node whose value is to have this shape."""
        if target.is_unknown:
            return
        parts = list(self._alternatives(node))
        if parts:
            for part in parts:
                yield from self.check(part, target)
            return
        if _wants_array(target) and self._collapses(node):
            yield _problem(node, self._subject)
        yield from self._below(node, target)

    def _alternatives(self, node: Node) -> Iterator[Node]:
        """The expressions one of which gives the node's value as it is."""
        if node.keep_array or node.predicates or node.group is not None:
            return
        match node:
            case Block(expressions=[*_, last]):
                yield last
            case Condition(then=then, otherwise=otherwise):
                yield from (part for part in (then or node.condition, otherwise) if part is not None)
            case Coalesce(left=left, right=right):
                yield from (left, right)
            case Bind(value=value):
                yield value

    def _below(self, node: Node, target: Shape) -> Iterator[Problem]:
        """The problems of what the node constructs."""
        match node:
            case Object(pairs=pairs) if node.group is None:
                for key, value in pairs:
                    if isinstance(key, Literal) and isinstance(key.value, str):
                        yield from self.check(value, target.item.get(key.value) or UNKNOWN)
            case Array(items=items):
                for item in items:
                    yield from self.check(item, target.item)
            case Path(steps=[*_, last]) if node.group is None and isinstance(last, Object | Block):
                yield from self.check(last, target.item)
            case Call():
                yield from self._in_function(node, target)

    def _in_function(self, call: Call, target: Shape) -> Iterator[Problem]:
        function = self._subject.yield_of(call.procedure).function
        if function is None or function in self._within:
            return
        self._within.append(function)
        yield from self.check(function.body, target)
        self._within.pop()

    def _collapses(self, node: Node) -> bool:
        found = self._subject.yield_of(node)
        if isinstance(node, Call) and self._subject.yield_of(node.procedure).function is not None:
            return False  # it is looked at where the function makes it
        return found.several and not found.shape.is_unknown and "array" not in found.shape.kinds


def _wants_array(target: Shape) -> bool:
    return "array" in target.kinds and target.kinds <= {"array", "null"}


def _problem(node: Node, subject: Subject) -> Problem:
    text = quoted(subject.text(node))
    message = f"The target wants an array here, but {text} gives a single item bare, not as an array of one."
    if isinstance(node, Variable):
        remedy = f"Write [] behind what ${node.name} is bound to, or [${node.name}] here, which is empty for nothing."
        return Problem(span=(node.start, node.end), message=message, remedy=remedy)
    is_sequence = isinstance(node, Path | Call) and node.group is None
    fix = Fix(span=(node.end, node.end), text="[]") if is_sequence else None
    return Problem(span=(node.start, node.end), message=message, remedy="Write [] behind it.", fix=fix)
