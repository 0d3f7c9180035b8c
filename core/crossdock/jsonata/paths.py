"""From the parser's tree to the one that is compiled: chains of `.`, `[...]`, `^(...)`, `@`, `#` become paths.

What a construct means depends on where it stands in a path (a filter belongs to its step, a group to the whole path,
`%` to a step further left), so this follows the reference implementation's own second pass closely. Errors are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from crossdock.jsonata.ancestry import Ancestry
from crossdock.jsonata.chains import Binding, Dot, Filter, Grouping, Ordering
from crossdock.jsonata.errors import JsonataError, failure
from crossdock.jsonata.parts import Group, Stage, Term
from crossdock.jsonata.syntax import (
    Apply,
    Array,
    Binary,
    Bind,
    Block,
    Call,
    Coalesce,
    Condition,
    Invalid,
    Lambda,
    Literal,
    Name,
    Negate,
    Node,
    Object,
    Parent,
    Path,
    Sort,
    Transform,
)  # fmt: skip


class PathBuilder:
    """Rewrites one tree; `errors` collects what is wrong with its paths."""

    def __init__(self, source: str, errors: list[JsonataError]) -> None:
        self._source = source
        self.errors = errors
        self._ancestry = Ancestry(self._report)

    def build(self, tree: Node) -> Node:
        """The tree with paths."""
        built = self._build(tree)
        if isinstance(built, Parent) or built.seeks:
            self._report("S0217", built, token=type(built).__name__.lower())
        return built

    def _build(self, node: Node) -> Node:
        rule = self._RULES.get(type(node))
        built = rule(self, node) if rule else node
        if node.keep_array:
            built.keep_array = True
        return built

    def _report(self, code: str, node: Node, **values: object) -> None:
        error = failure(code, **values).locate(self._source, *node.mark)
        if all(error.span != known.span for known in self.errors):
            self.errors.append(error)

    # Paths.

    def _name(self, node: Name) -> Node:
        return _path(node, [node], keep_singleton=node.keep_array)

    def _dot(self, node: Dot) -> Node:
        left = self._build(node.left)
        path = left if isinstance(left, Path) else _path(left, [left])
        if isinstance(left, Parent):
            path.seeks = [left.slot]
        right = self._build(node.right)
        if isinstance(right, Path):
            path.steps.extend(right.steps)
        else:
            right.stages, right.predicates = right.predicates or right.stages, []
            path.steps.append(right)
        path.end, path.mark = node.end, node.mark
        self._name_literals(path)
        self._flag_arrays(path)
        self._ancestry.resolve(path)
        return path

    def _name_literals(self, path: Path) -> None:
        """A text as a step is a field's name; any other literal cannot be a step."""
        for index, step in enumerate(path.steps):
            if not isinstance(step, Literal):
                continue
            if isinstance(step.value, str):
                path.steps[index] = _as_name(step, step.value)
            else:
                self._report("S0213", step, value=step.value)

    @staticmethod
    def _flag_arrays(path: Path) -> None:
        if any(step.keep_array for step in path.steps):
            path.keep_singleton = True
        for step in (path.steps[0], path.steps[-1]):
            if isinstance(step, Array):
                step.array_step = True

    def _filter(self, node: Filter) -> Node:
        result = self._build(node.left)
        step = result.steps[-1] if isinstance(result, Path) else result
        if step.group is not None:
            self._report("S0209", node)
        condition = self._build(node.condition)
        if condition.seeks:
            self._ancestry.seek_from_filter(step, condition)
        filters = step.stages if isinstance(result, Path) else step.predicates
        filters.append(Stage(condition=condition, mark=node.mark))
        result.end = max(result.end, node.end)
        return result

    def _grouping(self, node: Grouping) -> Node:
        result = self._build(node.left)
        if result.group is not None:
            self._report("S0210", node)
        result.group = Group(pairs=self._pairs(node.pairs), mark=node.mark)
        result.end = node.end
        return result

    def _ordering(self, node: Ordering) -> Node:
        left = self._build(node.left)
        path = left if isinstance(left, Path) else _path(left, [left])
        step = Sort(start=node.mark[0], end=node.end, mark=node.mark, terms=[])
        for term in node.terms:
            expression = self._build(term.expression)
            self._ancestry.push(step, expression)
            step.terms.append(Term(expression=expression, descending=term.descending))
        path.steps.append(step)
        path.end = node.end
        self._ancestry.resolve(path)
        return path

    def _binding(self, node: Binding) -> Node:
        return self._focus(node) if node.operator == "@" else self._index(node)

    def _focus(self, node: Binding) -> Node:
        result = self._build(node.left)
        step = result.steps[-1] if isinstance(result, Path) else result
        if step.stages or step.predicates:
            self._report("S0215", node)
        if isinstance(step, Sort):
            self._report("S0216", node)
        if node.keep_array:
            step.keep_array = True
        step.focus, step.binds = node.name, True
        result.end = node.end
        return result

    def _index(self, node: Binding) -> Node:
        result = self._build(node.left)
        if isinstance(result, Path):
            step = result.steps[-1]
        else:
            step = result
            result = _path(step, [step])
            step.stages, step.predicates = step.predicates or step.stages, []
        if step.stages:
            step.stages.append(Stage(index=node.name, mark=node.mark))
        else:
            step.index = node.name
        step.binds = True
        result.end = node.end
        return result

    # Everything else: build the parts, and hand on what their `%` seek.

    def _part(self, owner: Node, part: Node) -> Node:
        built = self._build(part)
        self._ancestry.push(owner, built)
        return built

    def _pairs(self, pairs: list[tuple[Node, Node]]) -> list[tuple[Node, Node]]:
        return [(self._build(key), self._build(value)) for key, value in pairs]

    def _apply(self, node: Apply) -> Node:
        node.left = self._build(node.left)
        node.right = self._build(node.right)
        node.keep_array = node.keep_array or node.left.keep_array or node.right.keep_array
        return node

    def _bind(self, node: Bind) -> Node:
        node.value = self._part(node, node.value)
        return node

    def _binary(self, node: Binary) -> Node:
        node.left, node.right = self._build(node.left), self._build(node.right)
        self._ancestry.push(node, node.left)
        self._ancestry.push(node, node.right)
        return node

    def _coalesce(self, node: Coalesce) -> Node:
        node.left, node.right = self._part(node, node.left), self._part(node, node.right)
        return node

    def _array(self, node: Array) -> Node:
        node.items = [self._part(node, item) for item in node.items]
        return node

    def _object(self, node: Object) -> Node:
        node.pairs = [(self._part(node, key), self._part(node, value)) for key, value in node.pairs]
        return node

    def _negate(self, node: Negate) -> Node:
        operand = self._build(node.operand)
        if isinstance(operand, Literal) and operand.number is not None:
            return _negative(node, operand, -operand.number)
        node.operand = operand
        self._ancestry.push(node, operand)
        return node

    def _call(self, node: Call) -> Node:
        node.arguments = [argument and self._part(node, argument) for argument in node.arguments]
        node.procedure = self._build(node.procedure)
        return node

    def _lambda(self, node: Lambda) -> Node:
        node.body = self._build(node.body)
        return node

    def _condition(self, node: Condition) -> Node:
        node.condition = self._part(node, node.condition)
        node.then = node.then and self._part(node, node.then)
        node.otherwise = node.otherwise and self._part(node, node.otherwise)
        return node

    def _transform(self, node: Transform) -> Node:
        node.pattern, node.update = self._build(node.pattern), self._build(node.update)
        node.delete = node.delete and self._build(node.delete)
        return node

    def _block(self, node: Block) -> Node:
        node.expressions = [self._part(node, expression) for expression in node.expressions]
        node.array_step = any(_is_array_step(expression) for expression in node.expressions)
        return node

    def _parent(self, node: Parent) -> Node:
        self._ancestry.register(node.slot)
        return node

    def _invalid(self, node: Invalid) -> Node:
        if node.left is not None:
            node.left = self._build(node.left)
        elif node.start == len(self._source) and not self.errors:
            error = failure("S0207", token="(end)").locate(self._source, node.start, node.end)
            self.errors.append(error)
        return node

    _RULES: ClassVar[dict[type[Node], Callable[..., Node]]] = {
        Name: _name,
        Dot: _dot,
        Filter: _filter,
        Grouping: _grouping,
        Ordering: _ordering,
        Binding: _binding,
        Apply: _apply,
        Bind: _bind,
        Binary: _binary,
        Coalesce: _coalesce,
        Array: _array,
        Object: _object,
        Negate: _negate,
        Call: _call,
        Lambda: _lambda,
        Condition: _condition,
        Transform: _transform,
        Block: _block,
        Parent: _parent,
        Invalid: _invalid,
    }


def _path(node: Node, steps: list[Node], *, keep_singleton: bool = False) -> Path:
    return Path(start=node.start, end=node.end, mark=node.mark, steps=steps, keep_singleton=keep_singleton)


def _as_name(step: Literal, value: str) -> Name:
    return Name(
        start=step.start, end=step.end, mark=step.mark, value=value, keep_array=step.keep_array,
        predicates=step.predicates, stages=step.stages, focus=step.focus, index=step.index, binds=step.binds,
    )  # fmt: skip


def _negative(node: Negate, operand: Literal, negative: float) -> Literal:
    return Literal(
        start=node.start, end=node.end, mark=operand.mark, value=negative, keep_array=operand.keep_array,
        predicates=operand.predicates, group=operand.group,
    )  # fmt: skip


def _is_array_step(node: Node) -> bool:
    return node.array_step or (isinstance(node, Path) and node.steps[0].array_step)
