"""Everything that inference found out about an expression."""

from __future__ import annotations

from dataclasses import dataclass, field

from crossdock.jsonata.inference.scope import Binding, Scope
from crossdock.jsonata.inference.yields import ANYTHING, NOTHING, Yield, either
from crossdock.jsonata.shape import Shape
from crossdock.jsonata.syntax import Call, Lambda, Name, Node, Variable


@dataclass(frozen=True, slots=True)
class Absence:
    """A name that a path looks for in vain: `within` is what it looks in."""

    name: Name
    within: Shape


@dataclass(frozen=True, slots=True)
class FunctionUse:
    """A function by its name: in a call, or behind `~>`."""

    variable: Variable
    scope: Scope
    call: Call | None


@dataclass(slots=True)
class Facts:
    """What each node yields, and the context and variables it is evaluated with; by the nodes of one tree."""

    yields: dict[int, Yield] = field(default_factory=dict)
    contexts: dict[int, Shape] = field(default_factory=dict)
    scopes: dict[int, Scope] = field(default_factory=dict)
    absences: list[Absence] = field(default_factory=list)
    bindings: list[Binding] = field(default_factory=list)
    reads: list[tuple[Scope, str, Binding | None]] = field(default_factory=list)
    """where a variable is read, its name, and which one it was at that moment"""
    function_uses: list[FunctionUse] = field(default_factory=list)
    arguments: dict[int, list[Yield]] = field(default_factory=dict)
    """what each lambda is called with, parameter by parameter"""
    escaped: set[int] = field(default_factory=set)
    """lambdas that may be called from where nobody sees it"""

    def yield_of(self, node: Node) -> Yield:
        """What the node yields; anything, if it was not reached."""
        return self.yields.get(id(node), ANYTHING)

    def scope_at(self, node: Node) -> Scope:
        """The variables at the node."""
        return self.scopes.get(id(node), Scope())

    def known_arguments(self) -> dict[int, list[Yield]]:
        """The arguments of the lambdas all of whose calls are known."""
        return {key: given for key, given in self.arguments.items() if key not in self.escaped}

    def note_arguments(self, function: Lambda, given: list[Yield]) -> None:
        """Add one call of a lambda."""
        count = len(function.parameters)
        padded = [*given, *[NOTHING] * count][:count]
        known = self.arguments.get(id(function))
        self.arguments[id(function)] = (
            padded if known is None else [either(pair) for pair in zip(known, padded, strict=True)]
        )

    def settle_reads(self) -> None:
        """Look again at what is read, now that all variables are known.

        A function can read variables that are bound only after it; what they hold by then may be called from there.
        """
        for scope, name, known in self.reads:
            scope.mark_read(name)
            binding = scope.find(name)
            if binding is not None and binding is not known and binding.holds.function is not None:
                self.escaped.add(id(binding.holds.function))
