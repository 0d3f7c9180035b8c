"""The variables of an expression: where they are bound, what they hold, whether anything reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from crossdock.jsonata.inference.yields import Yield
from crossdock.jsonata.syntax import Node

BindingKind: TypeAlias = Literal["assignment", "parameter", "item", "position"]


@dataclass(slots=True, kw_only=True, eq=False)
class Binding:
    """One variable: `node` is where it gets its value (`:=`, the function, or the step with `@` or `#`)."""

    name: str
    node: Node
    kind: BindingKind
    holds: Yield
    is_read: bool = False


@dataclass(slots=True, eq=False)
class Scope:
    """The variables bound in one block, function or path, within an outer scope."""

    outer: Scope | None = None
    of_function: bool = False
    bindings: dict[str, list[Binding]] = field(default_factory=dict)

    def bind(self, binding: Binding) -> None:
        """Make a variable visible from here on; the last one of a name counts."""
        self.bindings.setdefault(binding.name, []).append(binding)

    def find(self, name: str) -> Binding | None:
        """The variable of this name that is visible now."""
        for scope in self.outward():
            if name in scope.bindings:
                return scope.bindings[name][-1]
        return None

    def bindings_of(self, name: str) -> tuple[list[Binding], bool]:
        """All that the scope with the visible variable binds to its name; and whether a function reads it from outside."""
        crossed = False
        for scope in self.outward():
            if name in scope.bindings:
                return scope.bindings[name], crossed
            crossed = crossed or scope.of_function
        return [], crossed

    def mark_read(self, name: str) -> bool:
        """Note that the variable is read, whichever value it has by then; False if there is none of this name."""
        for scope in self.outward():
            if name in scope.bindings:
                for binding in scope.bindings[name]:
                    binding.is_read = True
                return True
        return False

    def visible(self) -> dict[str, Binding]:
        """The variables visible now, by name, those bound nearest first."""
        found: dict[str, Binding] = {}
        for scope in self.outward():
            for name, bindings in reversed(scope.bindings.items()):
                found.setdefault(name, bindings[-1])
        return found

    def outward(self) -> Iterator[Scope]:
        """This scope, and those around it."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.outer
