"""What each leaf of the result is made of, as far as the text of the expression tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from crossdock.jsonata.field_print import rule_print
from crossdock.jsonata.field_scope import Deciding, Scope, calls_in, sources_of, unique
from crossdock.jsonata.field_words import rule_in_words
from crossdock.jsonata.lookups import LOOKING_UP
from crossdock.jsonata.syntax import Array, Bind, Block, Call, Condition, Lambda, Literal, Node, Object, Path, Variable

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
    `words` tell the rule in English; `print` is equal where the same is computed, whatever the layout.
    """

    target: str
    span: tuple[int, int]
    sources: tuple[str, ...]
    conditions: tuple[str, ...]
    functions: tuple[str, ...]
    lookups: tuple[Lookup, ...]
    words: str
    print: str


def fields_of(tree: Node) -> tuple[Field, ...]:
    """The leaves of an expression's constructors, in the order of the text; the first ten thousand."""
    return tuple(islice(_leaves(tree, "", Scope()), _MOST_LEAVES))


def _leaves(node: Node, target: str, scope: Scope) -> Iterator[Field]:
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
            yield from _leaves(node.then, target, scope.under(node.condition, Deciding.IF))
            if node.otherwise is not None:
                yield from _leaves(node.otherwise, target, scope.under(node.condition, Deciding.UNLESS))
        case Call() if isinstance(node.procedure, Variable) and node.procedure.name in scope.variables:
            yield from _call_leaves(node, node.procedure.name, target, scope)
        case Path() if node.group is None and isinstance(node.steps[-1], Object) and len(node.steps) > 1:
            yield from _path_leaves(node, target, scope)
        case _:
            yield _field(node, target, scope)


def _block_leaves(node: Block, target: str, scope: Scope) -> Iterator[Field]:
    for expression in node.expressions[:-1]:
        if isinstance(expression, Bind):
            scope = scope.bound(expression.name, expression.value)
    for expression in node.expressions[-1:]:
        yield from _leaves(expression, target, scope)


def _call_leaves(node: Call, name: str, target: str, scope: Scope) -> Iterator[Field]:
    """A call of a lambda that a variable stands for: the leaves of its body, with the arguments for its parameters."""
    function, outer = scope.variables[name]
    if not isinstance(function, Lambda) or not isinstance(function.body, Object | Block | Path):
        yield _field(node, target, scope)
        return
    arguments = zip(function.parameters, node.arguments, strict=False)
    given = {name: argument for name, argument in arguments if argument is not None}
    yield from _leaves(function.body, target, outer.called_from(scope, given))


def _path_leaves(node: Path, target: str, scope: Scope) -> Iterator[Field]:
    """`lines[qty > 0].{...}`: the members depend on the lines, and on what selects them."""
    *steps, last = node.steps
    items = Path(start=node.start, end=steps[-1].end, mark=node.mark, steps=steps)
    suffix = "" if target.endswith("[]") else "[]"
    yield from _leaves(last, f"{target}{suffix}" if target else "[]", scope.for_each(items))


def _field(node: Node, target: str, scope: Scope) -> Field:
    calls = [call for call in calls_in(node, scope, set()) if isinstance(call.procedure, Variable)]
    lookups = [_lookup(call, scope) for call in calls if call.called_name in LOOKING_UP and len(call.arguments) > 1]
    return Field(
        target=target,
        span=(node.start, node.end),
        sources=unique(sources_of(node, scope)),
        conditions=unique(scope.conditions),
        functions=unique(call.called_name or "" for call in calls),
        lookups=tuple(lookups),
        words=rule_in_words(node, scope),
        print=rule_print(node, scope),
    )


def _lookup(call: Call, scope: Scope) -> Lookup:
    table, *keys = call.arguments
    key = ", ".join(_written(each, scope) for each in keys)
    return Lookup(table=_written(table, scope), key=key, span=(call.start, call.end))


def _written(node: Node | None, scope: Scope) -> str:
    if isinstance(node, Variable):
        return f"${node.name}"
    if isinstance(node, Literal):
        return str(node.value)
    return ", ".join(unique(sources_of(node, scope))) if node is not None else "?"
