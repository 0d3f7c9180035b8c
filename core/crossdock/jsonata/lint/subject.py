"""What a rule looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from crossdock.jsonata.inference import Facts, Yield
from crossdock.jsonata.known_functions import BUILT_IN, KnownFunction
from crossdock.jsonata.lint.finding import Fix
from crossdock.jsonata.shape import Shape
from crossdock.jsonata.syntax import Call, Node, Variable, walk

NodeType = TypeVar("NodeType", bound=Node)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An expression without syntax errors, and what is known about it and around it."""

    source: str
    tree: Node
    facts: Facts
    target: Shape | None
    functions: Mapping[str, KnownFunction]
    """the functions of the language and the caller's own"""
    lookups: frozenset[str]

    def text(self, node: Node) -> str:
        """The node as it is written."""
        return self.source[node.start : node.end]

    def each(self, kind: type[NodeType]) -> Iterator[NodeType]:
        """All nodes of one kind, in the order of the text."""
        return (node for node in walk(self.tree) if isinstance(node, kind))

    def yield_of(self, node: Node) -> Yield:
        """What the node yields, as far as is known."""
        return self.facts.yield_of(node)

    def built_in(self, node: Node) -> str | None:
        """The name of the built-in function that a call calls; None for any other node."""
        if not isinstance(node, Call) or not isinstance(node.procedure, Variable):
            return None
        name = node.procedure.name
        return name if name in BUILT_IN and self.facts.scope_at(node.procedure).find(name) is None else None

    def asks_type(self, *nodes: Node) -> bool:
        """Whether the expression asks somewhere for the `$type` of one of these: then it knows that there are several."""
        asked = [call.arguments[0] for call in self.each(Call) if self.built_in(call) == "type" and call.arguments]
        texts = {self.text(argument) for argument in asked if argument is not None}
        return any(self.text(node) in texts for node in nodes)

    def wrapped(self, node: Node, before: str, behind: str) -> Fix:
        """The fix that puts text before and behind a node."""
        return Fix(span=(node.start, node.end), text=f"{before}{self.text(node)}{behind}")


def quoted(node_text: str, length: int = 40) -> str:
    """A piece of the expression as a message quotes it: on one line, and not too long."""
    line = " ".join(node_text.split())
    return f"`{line if len(line) <= length else line[: length - 1] + '…'}`"
