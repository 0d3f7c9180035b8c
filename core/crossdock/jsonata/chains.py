"""What stands behind a value, as the parser reads it, one within the other; `paths.py` makes paths of these chains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from crossdock.jsonata.parts import Term
from crossdock.jsonata.syntax import Node


@dataclass(slots=True, kw_only=True, eq=False)
class Dot(Node):
    """`left.right`"""

    parts: ClassVar[tuple[str, ...]] = ("left", "right")
    left: Node
    right: Node


@dataclass(slots=True, kw_only=True, eq=False)
class Filter(Node):
    """`left[condition]`"""

    parts: ClassVar[tuple[str, ...]] = ("left", "condition")
    left: Node
    condition: Node


@dataclass(slots=True, kw_only=True, eq=False)
class Grouping(Node):
    """`left{key: value}`"""

    parts: ClassVar[tuple[str, ...]] = ("left", "pairs")
    left: Node
    pairs: list[tuple[Node, Node]]


@dataclass(slots=True, kw_only=True, eq=False)
class Ordering(Node):
    """`left^(terms)`"""

    parts: ClassVar[tuple[str, ...]] = ("left", "terms")
    left: Node
    terms: list[Term]


@dataclass(slots=True, kw_only=True, eq=False)
class Binding(Node):
    """`left@$name` or `left#$name`"""

    parts: ClassVar[tuple[str, ...]] = ("left",)
    operator: str
    left: Node
    name: str
