"""What each leaf of the result is made of, as far as the text of the expression tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from crossdock.jsonata.lookups import LOOKING_UP
from crossdock.jsonata.syntax import (
    Array,
    Bind,
    Block,
    Call,
    Condition,
    Lambda,
    Literal,
    Name,
    Node,
    Object,
    Path,
    Sort,
    Variable,
    Wildcard,
)  # fmt: skip

_MOST_LEAVES: Final = 10_000
"""Functions that make objects of one another's objects can make more than anybody reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A call that looks something up in a table: the table and the key as they are written."""

    table: str
    key: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A leaf of the result.

    `target` is its path, with `[]` behind what may be several, `span` the part of the text that computes it. `sources`
    are the paths of the input that it is made of, `conditions` those that decide whether and how often it is there.
    """

    target: str
    span: tuple[int, int]
    sources: tuple[str, ...]
    conditions: tuple[str, ...]
    functions: tuple[str, ...]
    lookups: tuple[Lookup, ...]


def fields_of(tree: Node) -> tuple[Field, ...]:
    """The leaves of an expression's constructors, in the order of the text; the first ten thousand."""
    return tuple(islice(_leaves(tree, "", _Scope()), _MOST_LEAVES))


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where an expression stands: the path of its context, and what the variables stand for."""

    context: str = ""
    variables: Mapping[str, tuple[Node, _Scope]] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    known: dict[tuple[int, int], tuple[_Scope, tuple[str, ...]]] = field(default_factory=dict)
    """What the values of variables read, by the ids of value and scope; the scope is kept, so that its id stays its own."""

    def inside(self, context: str) -> _Scope:
        return _Scope(context, self.variables, self.conditions, self.known)

    def bound(self, name: str, node: Node) -> _Scope:
        return _Scope(self.context, {**self.variables, name: (node, self)}, self.conditions, self.known)

    def under(self, node: Node) -> _Scope:
        return _Scope(self.context, self.variables, (*self.conditions, *_unique(_sources(node, self))), self.known)


def _leaves(node: Node, target: str, scope: _Scope) -> Iterator[Field]:
    match node:
        case Object() if node.group is None and not node.predicates:
            for key, value in node.pairs:
                name = key.value if isinstance(key, Literal) and isinstance(key.value, str) else "*"
                yield from _leaves(value, f"{target}.{name}" if target else name, scope)
        case Block():
            yield from _block_leaves(node, target, scope)
        case Array() if node.items:
            for item in node.items:
                yield from _leaves(item, f"{target}[]", scope)
        case Condition() if node.then is not None:
            inner = scope.under(node.condition)
            yield from _leaves(node.then, target, inner)
            if node.otherwise is not None:
                yield from _leaves(node.otherwise, target, inner)
        case Call() if isinstance(node.procedure, Variable) and node.procedure.name in scope.variables:
            yield from _call_leaves(node, node.procedure.name, target, scope)
        case Path() if node.group is None and isinstance(node.steps[-1], Object) and len(node.steps) > 1:
            yield from _path_leaves(node, target, scope)
        case _:
            yield _field(node, target, scope)


def _block_leaves(node: Block, target: str, scope: _Scope) -> Iterator[Field]:
    for expression in node.expressions[:-1]:
        if isinstance(expression, Bind):
            scope = scope.bound(expression.name, expression.value)
    for expression in node.expressions[-1:]:
        yield from _leaves(expression, target, scope)


def _call_leaves(node: Call, name: str, target: str, scope: _Scope) -> Iterator[Field]:
    """A call of a lambda that a variable stands for: the leaves of its body, with the arguments for its parameters."""
    function, outer = scope.variables[name]
    if not isinstance(function, Lambda) or not isinstance(function.body, Object | Block | Path):
        yield _field(node, target, scope)
        return
    inner = _Scope(outer.context, outer.variables, scope.conditions, scope.known)
    arguments = dict(zip(function.parameters, node.arguments, strict=False))
    bound = {name: (argument, scope) for name, argument in arguments.items() if argument is not None}
    yield from _leaves(function.body, target, replace(inner, variables={**inner.variables, **bound}))


def _path_leaves(node: Path, target: str, scope: _Scope) -> Iterator[Field]:
    """`lines[qty > 0].{...}`: the members depend on the lines, and on what selects them."""
    *steps, last = node.steps
    context = _steps_path(steps, scope)
    conditions = _unique(_step_sources(steps, scope))
    inner = _Scope(context, scope.variables, (*scope.conditions, *conditions), scope.known)
    suffix = "" if target.endswith("[]") else "[]"
    yield from _leaves(last, f"{target}{suffix}" if target else "[]", inner)


def _field(node: Node, target: str, scope: _Scope) -> Field:
    calls = [call for call in _calls(node, scope, set()) if isinstance(call.procedure, Variable)]
    lookups = [_lookup(call, scope) for call in calls if call.called_name in LOOKING_UP and len(call.arguments) > 1]
    return Field(
        target=target,
        span=(node.start, node.end),
        sources=_unique(_sources(node, scope)),
        conditions=_unique(scope.conditions),
        functions=_unique(call.called_name or "" for call in calls),
        lookups=tuple(lookups),
    )


def _lookup(call: Call, scope: _Scope) -> Lookup:
    table, *keys = call.arguments
    key = ", ".join(_written(each, scope) for each in keys)
    return Lookup(table=_written(table, scope), key=key, span=(call.start, call.end))


def _written(node: Node | None, scope: _Scope) -> str:
    if isinstance(node, Variable):
        return f"${node.name}"
    if isinstance(node, Literal):
        return str(node.value)
    return ", ".join(_unique(_sources(node, scope))) if node is not None else "?"


def _calls(node: Node, scope: _Scope, seen: set[int]) -> Iterator[Call]:
    """The calls in a node, and those in what its variables stand for, each once; `seen` are the ids of their values."""
    if isinstance(node, Call):
        yield node
    if isinstance(node, Variable) and node.name in scope.variables:
        bound, outer = scope.variables[node.name]
        if id(bound) not in seen:
            seen.add(id(bound))
            yield from _calls(bound, outer, seen)
    for child in node.children:
        yield from _calls(child, scope, seen)


def _sources(node: Node, scope: _Scope) -> Iterator[str]:
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
            yield from _sources(node.body, inner)
        case _:
            for child in node.children:
                yield from _sources(child, scope)


def _variable_sources(node: Variable, scope: _Scope) -> Iterator[str]:
    if node.name == "":
        yield scope.context
    elif node.name in scope.variables:
        yield from _bound_sources(*scope.variables[node.name])


def _bound_sources(bound: Node, outer: _Scope) -> tuple[str, ...]:
    """What the value of a variable reads, worked out once."""
    key = id(bound), id(outer)
    if key not in outer.known:
        outer.known[key] = outer, _unique(_sources(bound, outer))
    return outer.known[key][1]


def _path_sources(node: Path, scope: _Scope) -> Iterator[str]:
    first = node.steps[0]
    if isinstance(first, Variable) and first.name in scope.variables:
        bound, outer = scope.variables[first.name]
        if not isinstance(bound, Path):
            yield from _bound_sources(bound, outer)
    yield from _step_sources(node.steps, scope)
    path = _steps_path(node.steps, scope)
    if path:
        yield path
    if node.group is not None:
        inner = scope.inside(path)
        for pair in node.group.pairs:
            for part in pair:
                yield from _sources(part, inner)


def _step_sources(steps: list[Node], scope: _Scope) -> Iterator[str]:
    """What filters, orderings and computed steps read."""
    for index, step in enumerate(steps):
        before = scope.inside(_steps_path(steps[:index], scope))
        if isinstance(step, Sort):
            for term in step.terms:
                yield from _sources(term.expression, before)
        elif not isinstance(step, Name | Variable | Wildcard):
            yield from _sources(step, before)
        after = scope.inside(_steps_path(steps[: index + 1], scope))
        for stage in (*step.stages, *step.predicates):
            if stage.condition is not None:
                yield from _sources(stage.condition, after)


def _steps_path(steps: list[Node], scope: _Scope) -> str:
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


def _variable_path(node: Variable, scope: _Scope) -> str:
    if node.name == "":
        return scope.context
    if node.name == "$":
        return ""
    if node.name in scope.variables:
        bound, outer = scope.variables[node.name]
        return _steps_path(bound.steps, outer) if isinstance(bound, Path) else f"${node.name}"
    return f"${node.name}"


def _unique(paths: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for path in paths if path))
