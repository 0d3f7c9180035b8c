"""`infer`: what the parts of an expression yield, given the shape of its input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from crossdock.jsonata import syntax
from crossdock.jsonata.inference import calls, expressions, steps
from crossdock.jsonata.inference.facts import Facts
from crossdock.jsonata.inference.inference import Inference, Rebound, Rule
from crossdock.jsonata.inference.scope import Scope
from crossdock.jsonata.inference.yields import Yield
from crossdock.jsonata.library import Function
from crossdock.jsonata.shape import UNKNOWN, Shape
from crossdock.jsonata.syntax import Node

_STACK: Final = 12_000
"""Python frames: enough for the deepest tree that the parser makes, each node taking a few."""
_ROUNDS: Final = 3
"""The arguments of a function are known after one round; those of a function called within it, after another."""

_NODES: Final[Mapping[type[Node], Callable[..., Yield]]] = {
    syntax.Literal: expressions.literal,
    syntax.Regex: expressions.regex,
    syntax.Variable: expressions.variable,
    syntax.Bind: expressions.bind,
    syntax.Block: expressions.block,
    syntax.Lambda: expressions.function,
    syntax.Negate: expressions.negate,
    syntax.Binary: expressions.binary,
    syntax.Condition: expressions.condition,
    syntax.Coalesce: expressions.coalesce,
    syntax.Array: expressions.array,
    syntax.Object: expressions.constructed,
    syntax.Name: steps.name,
    syntax.Wildcard: steps.wildcard,
    syntax.Path: steps.path,
    syntax.Sort: steps.sort,
    syntax.Call: calls.call,
    syntax.Apply: calls.apply,
    syntax.Transform: expressions.unknown_input,
    syntax.Descendants: expressions.anything,
    syntax.Parent: expressions.anything,
    syntax.Invalid: expressions.anything,
}
_RULES: Final[Mapping[type[Node], Rule]] = {kind: steps.with_filters(rule) for kind, rule in _NODES.items()}


def infer(tree: Node, *, shape: Shape | None = None, functions: Iterable[Function] = ()) -> Facts:
    """The facts about a tree from `parse`, for an input of this shape."""
    if sys.getrecursionlimit() < _STACK:
        sys.setrecursionlimit(_STACK)
    root = UNKNOWN if shape is None else shape
    by_name = {function.name: function for function in functions}
    arguments: Mapping[int, list[Yield]] = {}
    rebound = Rebound.within(tree)
    for _ in range(_ROUNDS):
        inference = Inference(root, by_name, arguments, _RULES, rebound)
        inference.infer(tree, root, Scope())
        inference.facts.settle_reads()
        arguments = inference.facts.known_arguments()
    return inference.facts
