"""The items of a path for a function of an array, without making the path's value first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.jsonata.generate.expr import Kind
from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.generate.walks import Walk
from crossdock.jsonata.syntax import Array, Name, Node, Path

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator


def collect(g: Generator, node: Node, scope: Scope) -> tuple[str, Kind, bool] | None:
    """The name of a list of the items of a value, their types, and whether an empty list means undefined.

    None if the node is not of a kind for which that is simpler than the value.
    """
    inner, written = node, False
    if isinstance(node, Array) and len(node.items) == 1 and not node.predicates and node.group is None:
        inner, written = node.items[0], True
    if not isinstance(inner, Path) or not _is_walk(inner):
        return None
    with g.code.at(g.place(inner)):
        walk = Walk(g, inner, scope)
        with g.code.captured() as lines:
            walk.write()
        if not walk.flat or walk.sorted_last or walk.source:
            return None
        g.code.replay(lines)
    return walk.results, walk.kinds, not written


def _is_walk(node: Path) -> bool:
    if node.steps[-1].array_step:  # a single array is the value, not an item of it
        return False
    plain = node.group is None and not node.keeps and not any(step.binds for step in node.steps)
    return plain and not all(isinstance(step, Name) and not step.stages for step in node.steps)
