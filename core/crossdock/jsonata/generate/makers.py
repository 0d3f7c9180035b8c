"""Which nodes make function values when they are evaluated.

A function value remembers the variables and the context of where it was made. In generated code these are Python
locals, so a loop whose body makes functions needs fresh locals for every turn: its body becomes a nested function.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from crossdock.jsonata.syntax import Call, Lambda, Node, Transform

INLINED: Final = {"map": 1, "filter": 1, "single": 1, "reduce": 1, "sift": 1, "each": 1}
"""Functions that are compiled as a loop when given a lambda, and the index of that argument."""


class Makers:
    """The nodes of one tree that contain such a maker."""

    def __init__(self) -> None:
        self._makers: set[int] = set()

    def note(self, tree: Node, functions: Container[str]) -> None:
        """Look through a tree; `functions` are the names that are built-in functions in it."""
        self._visit(tree, functions)

    def among(self, nodes: list[Node]) -> bool:
        """Whether one of these nodes contains a maker."""
        return any(id(node) in self._makers for node in nodes)

    def _visit(self, node: Node, functions: Container[str]) -> bool:
        inlined = _inlined_lambda(node, functions)
        found = isinstance(node, Lambda | Transform) or (isinstance(node, Call) and node.is_partial)
        for child in node.children:
            found |= self._visit(child.body if child is inlined and isinstance(child, Lambda) else child, functions)
        if found:
            self._makers.add(id(node))
        return found


def _inlined_lambda(node: Node, functions: Container[str]) -> Lambda | None:
    """The lambda of a call such as `$map(items, function($i) {...})` that is compiled as a loop.

    In `items ~> $map(function($i) {...})` it is taken for a maker, which costs a function call per turn of a loop.
    """
    if not isinstance(node, Call) or node.is_partial or node.called_name not in INLINED:
        return None
    name = node.called_name
    if name not in functions or len(node.arguments) <= INLINED[name]:
        return None
    function = node.arguments[INLINED[name]]
    return function if isinstance(function, Lambda) and function.signature is None else None
