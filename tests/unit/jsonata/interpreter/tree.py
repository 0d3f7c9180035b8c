"""The tree that the interpreter walks: one plain class, whose `kind` says which rule evaluates it."""

from __future__ import annotations

from dataclasses import dataclass, field

from crossdock.jsonata.undefined import Value


@dataclass(slots=True, eq=False)
class Slot:
    """One `%`: how many steps up it still has to go, and the name under which the step there binds its context."""

    label: str
    level: int = 1


@dataclass(slots=True, eq=False)
class Stage:
    """What stands behind a step: a filter, or (with `index`) a variable for the positions."""

    condition: Node | None = None
    index: str | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Node:
    """A part of an expression.

    `value` is what distinguishes nodes of one kind (a name, an operator, a literal, a signature); `parts` are the
    nodes inside, in the order of the text, None where an optional one is left out; `pairs` are keys and values of an
    object or grouping, or the criteria of an ordering with whether they descend.
    """

    kind: str
    value: Value = None
    parts: list[Node | None] = field(default_factory=list)
    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    terms: list[tuple[Node, bool]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    predicates: list[Stage] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    group: list[tuple[Node, Node]] | None = None
    keep_array: bool = False
    keep_singleton: bool = False
    is_constructed: bool = False
    """an array constructor as first or last step of a path: its value is one item"""
    focus: str | None = None
    index: str | None = None
    ancestor: Slot | None = None
    makes_tuples: bool = False
    sought: list[Slot] = field(default_factory=list)
    """`%` inside this node that must be found further out"""
    in_tail: bool = False
    """a call at the very end of a function: it is made after the function has returned"""

    @property
    def steps(self) -> list[Node]:
        """The parts of a path, which are always there."""
        return [part for part in self.parts if part is not None]

    @property
    def part(self) -> Node:
        """The only or first part."""
        return self.steps[0]

    @property
    def left(self) -> Node:
        """The first of two operands."""
        return self.steps[0]

    @property
    def right(self) -> Node:
        """The second of two operands."""
        return self.steps[1]
