"""Reading fields of a context: where several are read, the context is looked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.syntax import Name, Node, Path

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator


def enter(g: Generator, nodes: list[Node], scope: Scope) -> Scope:
    """A scope for nodes that are evaluated in this context; with a reader if it pays."""
    if scope.reader is not None or sum(map(count_reads, nodes)) < 2:
        return scope
    context, read = scope.context, g.code.name("read")
    g.code.emit(f"{read} = {context}.get if type({context}) is dict else reader({context})")
    return Scope(
        context=context, reader=read, is_object=scope.is_object, variables=scope.variables, labels=scope.labels,
        tail=scope.tail, own=scope.own, raw=scope.raw,
    )  # fmt: skip


def count_reads(node: Node) -> int:
    """How many paths of a single field are evaluated in the context of the node itself."""
    if isinstance(node, Path):
        step = node.steps[0]
        alone = isinstance(step, Name) and len(node.steps) == 1 and not step.stages and not node.keeps
        return 1 if alone else 0
    return sum(count_reads(child) for name in node.parts for child in _children(getattr(node, name)))


def _children(value: object) -> list[Node]:
    if isinstance(value, Node):
        return [value]
    if isinstance(value, list | tuple):
        return [child for item in value for child in _children(item)]
    return []
