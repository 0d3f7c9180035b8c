"""The syntax tree: one class per kind of node, every node with the start and end of its text.

The parser makes these nodes and those of `chains.py`. `paths.py` then turns the chains of `.`, `[...]`, `^(...)`, `@`
and `#` into `Path` nodes with steps; that is the tree that `Expression.ast` shows and everything else (compiler, lint,
fields) works on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from crossdock.jsonata.parts import Group, Slot, Stage, Term
from crossdock.jsonata.signature import Signature
from crossdock.jsonata.undefined import Value


@dataclass(slots=True, kw_only=True, eq=False)
class Node:
    """A part of an expression. `start` and `end` bound its whole text, `mark` is the token it is named after:
    the operator, the opening bracket, the name. The reference implementation reports the end of that token."""

    start: int
    end: int
    mark: tuple[int, int]
    keep_array: bool = False
    """`[]` was written behind it: a single result stays an array."""
    predicates: list[Stage] = field(default_factory=list)
    """Filters behind a node that is not a step of a path."""
    stages: list[Stage] = field(default_factory=list)
    """Filters and positions behind a step of a path."""
    group: Group | None = None
    focus: str | None = None
    """The variable that `@` binds to the items of this step."""
    index: str | None = None
    """The variable that `#` binds to the position of the items of this step."""
    ancestor: Slot | None = None
    """Where a later `%` finds the context of this step."""
    binds: bool = False
    """The step makes tuples of bindings, not plain items."""
    array_step: bool = False
    """An array constructor as first or last step of a path: its result is one item."""
    seeks: list[Slot] = field(default_factory=list)
    """`%` inside this node whose step is not found yet."""

    parts: ClassVar[tuple[str, ...]] = ()
    """the attributes that hold nodes"""

    @property
    def children(self) -> list[Node]:
        """The nodes directly below this one, those of filters and groups last."""
        found: list[Node] = []
        for name in self.parts:
            _gather(getattr(self, name), found)
        if self.predicates or self.stages:
            for stage in (*self.predicates, *self.stages):
                _gather(stage.condition, found)
        if self.group is not None:
            _gather(self.group.pairs, found)
        return found


@dataclass(slots=True, kw_only=True, eq=False)
class Name(Node):
    """A field of the context."""

    value: str


@dataclass(slots=True, kw_only=True, eq=False)
class Literal(Node):
    """A text, number, true, false or null."""

    value: str | int | float | bool | None

    @property
    def number(self) -> float | None:
        """The value, if it is a number."""
        return self.value if isinstance(self.value, int | float) and not isinstance(self.value, bool) else None


@dataclass(slots=True, kw_only=True, eq=False)
class Variable(Node):
    """`$name`; `$` has the empty name (the context), `$$` the name `$` (the input)."""

    name: str


@dataclass(slots=True, kw_only=True, eq=False)
class Regex(Node):
    """A regular expression; flags are `i` and `m`."""

    pattern: str
    flags: str


@dataclass(slots=True, kw_only=True, eq=False)
class Wildcard(Node):
    """`*`"""


@dataclass(slots=True, kw_only=True, eq=False)
class Descendants(Node):
    """`**`"""


@dataclass(slots=True, kw_only=True, eq=False)
class Parent(Node):
    """`%`"""

    slot: Slot


@dataclass(slots=True, kw_only=True, eq=False)
class Negate(Node):
    """Minus in front of an operand."""

    parts: ClassVar[tuple[str, ...]] = ("operand",)
    operand: Node


@dataclass(slots=True, kw_only=True, eq=False)
class Array(Node):
    """`[a, b, 1..3]`"""

    parts: ClassVar[tuple[str, ...]] = ("items",)
    items: list[Node]


@dataclass(slots=True, kw_only=True, eq=False)
class Object(Node):
    """`{key: value, ...}`"""

    parts: ClassVar[tuple[str, ...]] = ("pairs",)
    pairs: list[tuple[Node, Node]]


@dataclass(slots=True, kw_only=True, eq=False)
class Block(Node):
    """`(a; b; c)`"""

    parts: ClassVar[tuple[str, ...]] = ("expressions",)
    expressions: list[Node]


@dataclass(slots=True, kw_only=True, eq=False)
class Binary(Node):
    """Two operands and one of `+ - * / % = != < <= > >= & and or in ..`"""

    parts: ClassVar[tuple[str, ...]] = ("left", "right")
    operator: str
    left: Node
    right: Node


@dataclass(slots=True, kw_only=True, eq=False)
class Condition(Node):
    """`condition ? then : otherwise`; also `a ?: b`, where `then` is None and stands for the condition itself."""

    parts: ClassVar[tuple[str, ...]] = ("condition", "then", "otherwise")
    condition: Node
    then: Node | None
    otherwise: Node | None


@dataclass(slots=True, kw_only=True, eq=False)
class Coalesce(Node):
    """`left ?? right`"""

    parts: ClassVar[tuple[str, ...]] = ("left", "right")
    left: Node
    right: Node


@dataclass(slots=True, kw_only=True, eq=False)
class Bind(Node):
    """`$name := value`"""

    parts: ClassVar[tuple[str, ...]] = ("value",)
    name: str
    value: Node


@dataclass(slots=True, kw_only=True, eq=False)
class Call(Node):
    """`function(arguments)`; an argument None is the `?` of a partial application."""

    parts: ClassVar[tuple[str, ...]] = ("procedure", "arguments")
    procedure: Node
    arguments: list[Node | None]

    @property
    def is_partial(self) -> bool:
        return None in self.arguments

    @property
    def called_name(self) -> str | None:
        """The name by which the function is called, without `$`; None if it is an expression."""
        if isinstance(self.procedure, Variable):
            return self.procedure.name
        step = self.procedure.steps[0] if isinstance(self.procedure, Path) else self.procedure
        return step.value if isinstance(step, Name) else None


@dataclass(slots=True, kw_only=True, eq=False)
class Lambda(Node):
    """`function($a, $b)<signature>{ body }`"""

    parts: ClassVar[tuple[str, ...]] = ("body",)
    parameters: list[str]
    signature: Signature | None
    body: Node


@dataclass(slots=True, kw_only=True, eq=False)
class Apply(Node):
    """`left ~> right`"""

    parts: ClassVar[tuple[str, ...]] = ("left", "right")
    left: Node
    right: Node


@dataclass(slots=True, kw_only=True, eq=False)
class Transform(Node):
    """`|pattern|update, delete|`"""

    parts: ClassVar[tuple[str, ...]] = ("pattern", "update", "delete")
    pattern: Node
    update: Node
    delete: Node | None


@dataclass(slots=True, kw_only=True, eq=False)
class Invalid(Node):
    """Where something cannot be read; `left` is what stands before it, if anything."""

    parts: ClassVar[tuple[str, ...]] = ("left",)
    left: Node | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Sort(Node):
    """A step that orders what the steps before it give."""

    parts: ClassVar[tuple[str, ...]] = ("terms",)
    terms: list[Term]


@dataclass(slots=True, kw_only=True, eq=False)
class Path(Node):
    """Steps, each evaluated for every item of the one before it."""

    parts: ClassVar[tuple[str, ...]] = ("steps",)
    steps: list[Node]
    keep_singleton: bool = False

    @property
    def keeps(self) -> bool:
        """A single result stays an array."""
        return self.keep_singleton or self.keep_array


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, parents first."""
    pending = [node]
    while pending:
        found = pending.pop()
        yield found
        pending.extend(reversed(found.children))


def _gather(value: Value, found: list[Node]) -> None:
    """Add the nodes in an attribute's value, however it holds them."""
    if isinstance(value, Node):
        found.append(value)
    elif isinstance(value, list | tuple):
        for item in value:
            _gather(item, found)
    elif isinstance(value, Term):
        found.append(value.expression)
