"""One pass over a tree: what every node yields, given what the input is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from crossdock.jsonata.inference.facts import Facts
from crossdock.jsonata.inference.scope import Binding, BindingKind, Scope
from crossdock.jsonata.inference.yields import ANYTHING, Yield, either
from crossdock.jsonata.library import Function
from crossdock.jsonata.shape import Shape
from crossdock.jsonata.syntax import Bind, Block, Node, walk

Rule: TypeAlias = "Callable[[Inference, Node, Shape, Scope], Yield]"


@dataclass(frozen=True, slots=True)
class Rebound:
    """The variables with more than one `:=`, and those of them with one that is not always reached."""

    often: frozenset[str]
    conditionally: frozenset[str]

    @classmethod
    def within(cls, tree: Node) -> Rebound:
        """Those of one tree."""
        nodes = list(walk(tree))
        statements = {id(part) for node in nodes if isinstance(node, Block) for part in node.expressions}
        binds = [node for node in nodes if isinstance(node, Bind)]
        counts = Counter(bind.name for bind in binds)
        often = frozenset(name for name, count in counts.items() if count > 1)
        return cls(often, often & {bind.name for bind in binds if id(bind) not in statements})


class Inference:
    """`rules` say what each kind of node yields; `arguments` are those of lambdas as far as an earlier pass knows."""

    def __init__(
        self,
        root: Shape,
        functions: Mapping[str, Function],
        arguments: Mapping[int, list[Yield]],
        rules: Mapping[type[Node], Rule],
        rebound: Rebound,
    ) -> None:
        self.root = root
        self.functions = functions
        self.arguments = arguments
        self.facts = Facts()
        self._rules = rules
        self._rebound = rebound

    def infer(self, node: Node, context: Shape, scope: Scope) -> Yield:
        """What the node yields for this context; noted in `facts`."""
        facts, key = self.facts, id(node)
        facts.contexts[key], facts.scopes[key] = context, scope
        rule = self._rules.get(type(node))
        found = facts.yields[key] = rule(self, node, context, scope) if rule else ANYTHING
        return found

    def infer_all(self, node: Node, context: Shape, scope: Scope) -> None:
        """Go through the parts of a node that is not understood."""
        for child in node.children:
            self.infer(child, context, scope)

    def bind(self, scope: Scope, name: str, node: Node, kind: BindingKind, holds: Yield) -> None:
        """Bind a variable."""
        binding = Binding(name=name, node=node, kind=kind, holds=holds)
        scope.bind(binding)
        self.facts.bindings.append(binding)

    def read(self, name: str, scope: Scope) -> Yield:
        """What a variable holds; anything, for one that the caller may bind, or where it cannot be told which it is."""
        found, crossed = scope.bindings_of(name)
        self.facts.reads.append((scope, name, found[-1] if found else None))
        scope.mark_read(name)
        if not found or name in self._rebound.conditionally or (crossed and name in self._rebound.often):
            self._let_escape(found)
            return ANYTHING
        if len(found) > 1:
            self._let_escape(found)
        return either(binding.holds for binding in found) if len(found) > 1 else found[0].holds

    def _let_escape(self, bindings: list[Binding]) -> None:
        self.facts.escaped.update(id(binding.holds.function) for binding in bindings if binding.holds.function)
