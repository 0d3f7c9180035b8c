"""From the parser's tree to the interpreter's: chains of `.`, `[...]`, `^(...)`, `{...}`, `@`, `#` become paths.

This repeats what `crossdock.jsonata.paths` does for the compiler, written apart from it, so that a mistake in one
of the two shows as a difference.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Final

from crossdock.jsonata import chains, syntax
from crossdock.jsonata.errors import failure
from crossdock.jsonata.parser import Parser
from interpreter.ancestors import hand_on, resolve, seek_from_filter
from interpreter.tree import Node, Slot, Stage


def shape(source: str) -> Node:
    """The tree of an expression. Raises JsonataError for its first syntax error."""
    parser = Parser(source)
    raw = parser.parse()
    if parser.errors:
        raise parser.errors[0]
    tree = build(raw)
    if tree.kind == "parent" or tree.sought:
        raise failure("S0217", token=tree.kind)
    return tree


def build(raw: syntax.Node) -> Node:
    """The node for one of the parser's nodes."""
    node = _BUILDERS[type(raw)](raw)
    node.keep_array = node.keep_array or raw.keep_array
    return node


def _inside(owner: Node, raw: syntax.Node | None) -> Node | None:
    """A part, whose unresolved `%` become those of its owner."""
    if raw is None:
        return None
    part = build(raw)
    hand_on(owner, part)
    return part


# Paths.


def _name(raw: syntax.Name) -> Node:
    step = Node(kind="name", value=raw.value, keep_array=raw.keep_array)
    return Node(kind="path", parts=[step], keep_singleton=raw.keep_array)


def _dot(raw: chains.Dot) -> Node:
    left, right = build(raw.left), build(raw.right)
    path = _as_path(left)
    if left.kind == "parent":
        path.sought = [left.value]
    if right.kind == "path":
        path.parts += right.parts
    else:
        _predicates_to_stages(right)
        path.parts.append(right)
    for step in path.steps:
        if step.kind == "literal":
            _literal_to_name(step)
    path.keep_singleton = path.keep_singleton or any(step.keep_array for step in path.steps)
    for step in (path.steps[0], path.steps[-1]):
        step.is_constructed = step.is_constructed or step.kind == "array"
    resolve(path)
    return path


def _as_path(node: Node) -> Node:
    return node if node.kind == "path" else Node(kind="path", parts=[node])


def _predicates_to_stages(step: Node) -> None:
    if step.predicates:
        step.stages, step.predicates = step.predicates, []


def _literal_to_name(step: Node) -> None:
    if not isinstance(step.value, str):
        raise failure("S0213", value=step.value)
    step.kind = "name"


def _filter(raw: chains.Filter) -> Node:
    node = build(raw.left)
    step = node.steps[-1] if node.kind == "path" else node
    if step.group is not None:
        raise failure("S0209")
    condition = build(raw.condition)
    if condition.sought:
        seek_from_filter(step, condition)
    stages = step.stages if node.kind == "path" else step.predicates
    stages.append(Stage(condition))
    return node


def _grouping(raw: chains.Grouping) -> Node:
    node = build(raw.left)
    if node.group is not None:
        raise failure("S0210")
    node.group = [(build(key), build(value)) for key, value in raw.pairs]
    return node


def _ordering(raw: chains.Ordering) -> Node:
    path = _as_path(build(raw.left))
    step = Node(kind="sort")
    for term in raw.terms:
        expression = build(term.expression)
        hand_on(step, expression)
        step.terms.append((expression, term.descending))
    path.parts.append(step)
    resolve(path)
    return path


def _focus(raw: chains.Binding) -> Node:
    node = build(raw.left)
    step = node.steps[-1] if node.kind == "path" else node
    if step.stages or step.predicates:
        raise failure("S0215")
    if step.kind == "sort":
        raise failure("S0216")
    step.keep_array = step.keep_array or raw.keep_array
    step.focus, step.makes_tuples = raw.name, True
    return node


def _index(raw: chains.Binding) -> Node:
    node = build(raw.left)
    if node.kind == "path":
        step = node.steps[-1]
    else:
        step, node = node, _as_path(node)
        _predicates_to_stages(step)
    if step.stages:
        step.stages.append(Stage(index=raw.name))
    else:
        step.index = raw.name
    step.makes_tuples = True
    return node


# Values and operators.


def _literal(raw: syntax.Literal) -> Node:
    return Node(kind="literal", value=raw.value)


def _variable(raw: syntax.Variable) -> Node:
    return Node(kind="variable", value=raw.name)


def _regex(raw: syntax.Regex) -> Node:
    return Node(kind="regex", value=(raw.pattern, raw.flags))


def _parent(raw: syntax.Parent) -> Node:
    return Node(kind="parent", value=Slot(raw.slot.label))


def _negate(raw: syntax.Negate) -> Node:
    operand = build(raw.operand)
    if operand.kind == "literal" and _is_number(operand.value):
        operand.value = -operand.value
        return operand
    node = Node(kind="negate", parts=[operand])
    hand_on(node, operand)
    return node


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _array(raw: syntax.Array) -> Node:
    node = Node(kind="array")
    node.parts = [_inside(node, item) for item in raw.items]
    return node


def _object(raw: syntax.Object) -> Node:
    node = Node(kind="object")
    for key, value in raw.pairs:
        pair = (build(key), build(value))
        for part in pair:
            hand_on(node, part)
        node.pairs.append(pair)
    return node


def _block(raw: syntax.Block) -> Node:
    node = Node(kind="block")
    node.parts = [_inside(node, expression) for expression in raw.expressions]
    node.is_constructed = any(
        part.is_constructed or (part.kind == "path" and part.steps[0].is_constructed) for part in node.steps
    )
    return node


def _binary(raw: syntax.Binary) -> Node:
    node = Node(kind="binary", value=raw.operator)
    node.parts = [_inside(node, raw.left), _inside(node, raw.right)]
    return node


def _condition(raw: syntax.Condition) -> Node:
    node = Node(kind="condition")
    then = raw.then if raw.then is not None else deepcopy(raw.condition)
    node.parts = [_inside(node, raw.condition), _inside(node, then), _inside(node, raw.otherwise)]
    return node


def _coalesce(raw: syntax.Coalesce) -> Node:
    """`a ?? b` is `$exists(a) ? a : b`."""
    node = Node(kind="condition")
    asked = Node(kind="exists")
    asked.parts = [_inside(asked, deepcopy(raw.left))]
    hand_on(node, asked)
    node.parts = [asked, _inside(node, raw.left), _inside(node, raw.right)]
    return node


def _bind(raw: syntax.Bind) -> Node:
    node = Node(kind="bind", value=raw.name)
    node.parts = [_inside(node, raw.value)]
    return node


# Functions.


def _call(raw: syntax.Call) -> Node:
    """The called function is the first part, the arguments are the others."""
    node = Node(kind="partial" if raw.is_partial else "call", value=raw.called_name)
    arguments = [_inside(node, argument) for argument in raw.arguments]
    node.parts = [build(raw.procedure), *arguments]
    return node


def _lambda(raw: syntax.Lambda) -> Node:
    body = build(raw.body)
    _mark_tail(body)
    return Node(kind="lambda", value=raw.signature, names=raw.parameters, parts=[body])


def _mark_tail(node: Node) -> None:
    """Find the calls that are the last thing a function does: nothing is done with their result."""
    if node.predicates or node.group is not None:
        return
    if node.kind == "call":
        node.in_tail = True
    elif node.kind == "condition":
        for branch in node.parts[1:]:
            if branch is not None:
                _mark_tail(branch)
    elif node.kind == "block" and node.parts:
        _mark_tail(node.steps[-1])


def _apply(raw: syntax.Apply) -> Node:
    left, right = build(raw.left), build(raw.right)
    return Node(kind="apply", parts=[left, right], keep_array=left.keep_array or right.keep_array)


def _transform(raw: syntax.Transform) -> Node:
    delete = None if raw.delete is None else build(raw.delete)
    return Node(kind="transform", parts=[build(raw.pattern), build(raw.update), delete])


def _invalid(_raw: syntax.Invalid) -> Node:
    """Where an operand is missing at the very end."""
    raise failure("S0207")


_BUILDERS: Final[dict[type[syntax.Node], Callable[..., Node]]] = {
    syntax.Name: _name, chains.Dot: _dot, chains.Filter: _filter, chains.Grouping: _grouping,
    chains.Ordering: _ordering, chains.Binding: lambda raw: _focus(raw) if raw.operator == "@" else _index(raw),
    syntax.Literal: _literal, syntax.Variable: _variable, syntax.Regex: _regex,
    syntax.Wildcard: lambda _raw: Node(kind="wildcard"), syntax.Descendants: lambda _raw: Node(kind="descendants"),
    syntax.Parent: _parent, syntax.Negate: _negate, syntax.Array: _array, syntax.Object: _object,
    syntax.Block: _block, syntax.Binary: _binary, syntax.Condition: _condition, syntax.Coalesce: _coalesce,
    syntax.Bind: _bind, syntax.Call: _call, syntax.Lambda: _lambda, syntax.Apply: _apply,
    syntax.Transform: _transform, syntax.Invalid: _invalid,
}  # fmt: skip
