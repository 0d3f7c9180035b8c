"""Where a part of an expression stands, and which paths of the input it reads there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from crossdock.jsonata.syntax import Call, Lambda, Literal, Name, Node, Path, Sort, Variable, Wildcard


class Deciding(Enum):
    """How a part of the text decides about the leaves below it."""

    IF = "if"
    """They are there where it is truthy."""
    UNLESS = "unless"
    """They are there where it is not."""
    EACH = "each"
    """They are there once for each item that it gives."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What decides whether, or how often, a leaf is there, and where that stands."""

    kind: Deciding
    node: Node
    scope: Scope


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands: the path of its context, what the variables stand for, what it depends on."""

    context: str = ""
    variables: Mapping[str, tuple[Node, Scope]] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    known: dict[tuple[int, int], tuple[Scope, tuple[str, ...]]] = field(default_factory=dict)
    """What the values of variables read, by the ids of value and scope; the scope is kept, so that its id stays its own."""
    decisions: tuple[Decision, ...] = ()
    """The outermost first."""

    def inside(self, context: str) -> Scope:
        return replace(self, context=context)

    def bound(self, name: str, node: Node) -> Scope:
        return replace(self, variables={**self.variables, name: (node, self)})

    def under(self, node: Node, kind: Deciding) -> Scope:
        """Below a condition."""
        conditions = (*self.conditions, *unique(sources_of(node, self)))
        return replace(self, conditions=conditions, decisions=(*self.decisions, Decision(kind, node, self)))

    def for_each(self, items: Path) -> Scope:
        """Within the items of a path: the leaves depend on them, and on what selects them."""
        return replace(
            self,
            context=steps_path(items.steps, self),
            conditions=(*self.conditions, *unique(step_sources(items.steps, self))),
            decisions=(*self.decisions, Decision(Deciding.EACH, items, self)),
        )

    def called_from(self, caller: Scope, arguments: Mapping[str, Node]) -> Scope:
        """Within the body of a lambda that stands here, with its parameters bound; it is the caller's leaf."""
        bound = {name: (argument, caller) for name, argument in arguments.items()}
        return replace(
            self,
            variables={**self.variables, **bound},
            conditions=caller.conditions,
            known=caller.known,
            decisions=caller.decisions,
        )


def calls_in(node: Node, scope: Scope, seen: set[int]) -> Iterator[Call]:
    """The calls in a node, and those in what its variables stand for, each once; `seen` are the ids of their values."""
    if isinstance(node, Call):
        yield node
    if isinstance(node, Variable) and node.name in scope.variables:
        bound, outer = scope.variables[node.name]
        if id(bound) not in seen:
            seen.add(id(bound))
            yield from calls_in(bound, outer, seen)
    for child in node.children:
        yield from calls_in(child, scope, seen)


def sources_of(node: Node, scope: Scope) -> Iterator[str]:
    """The paths of the input that a node reads."""
    match node:
        case Path():
            yield from _path_sources(node, scope)
        case Variable():
            yield from _variable_sources(node, scope)
        case Lambda():
            inner = scope
            for parameter in node.parameters:
                inner = inner.bound(parameter, Literal(start=0, end=0, mark=(0, 0), value=None))
            yield from sources_of(node.body, inner)
        case _:
            for child in node.children:
                yield from sources_of(child, scope)


def _variable_sources(node: Variable, scope: Scope) -> Iterator[str]:
    if node.name == "":
        yield scope.context
    elif node.name in scope.variables:
        yield from _bound_sources(*scope.variables[node.name])


def _bound_sources(bound: Node, outer: Scope) -> tuple[str, ...]:
    """What the value of a variable reads, worked out once."""
    key = id(bound), id(outer)
    if key not in outer.known:
        outer.known[key] = outer, unique(sources_of(bound, outer))
    return outer.known[key][1]


def _path_sources(node: Path, scope: Scope) -> Iterator[str]:
    first = node.steps[0]
    if isinstance(first, Variable) and first.name in scope.variables:
        bound, outer = scope.variables[first.name]
        if not isinstance(bound, Path):
            yield from _bound_sources(bound, outer)
    yield from step_sources(node.steps, scope)
    path = steps_path(node.steps, scope)
    if path:
        yield path
    if node.group is not None:
        inner = scope.inside(path)
        for pair in node.group.pairs:
            for part in pair:
                yield from sources_of(part, inner)


def step_sources(steps: list[Node], scope: Scope) -> Iterator[str]:
    """What filters, orderings and computed steps read."""
    for index, step in enumerate(steps):
        before = scope.inside(steps_path(steps[:index], scope))
        if isinstance(step, Sort):
            for term in step.terms:
                yield from sources_of(term.expression, before)
        elif not isinstance(step, Name | Variable | Wildcard):
            yield from sources_of(step, before)
        after = scope.inside(steps_path(steps[: index + 1], scope))
        for stage in (*step.stages, *step.predicates):
            if stage.condition is not None:
                yield from sources_of(stage.condition, after)


def steps_path(steps: list[Node], scope: Scope) -> str:
    """The path that the steps lead to; empty for the whole document, or for what is not a path of the input."""
    path = scope.context
    for index, step in enumerate(steps):
        if isinstance(step, Name):
            path = f"{path}.{step.value}" if path else step.value
        elif isinstance(step, Wildcard):
            path = f"{path}.*" if path else "*"
        elif isinstance(step, Variable) and index == 0:
            path = _variable_path(step, scope)
        elif not isinstance(step, Sort):
            return ""
    return path


def _variable_path(node: Variable, scope: Scope) -> str:
    if node.name == "":
        return scope.context
    if node.name == "$":
        return ""
    if node.name in scope.variables:
        bound, outer = scope.variables[node.name]
        return steps_path(bound.steps, outer) if isinstance(bound, Path) else f"${node.name}"
    return f"${node.name}"


def unique(paths: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for path in paths if path))
