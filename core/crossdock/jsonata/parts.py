"""What hangs on the nodes of a syntax tree: filters, groupings, criteria of an order, the places that `%` leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.jsonata.syntax import Node


@dataclass(slots=True, eq=False)
class Slot:
    """One `%`: how many levels up it still has to go, and the label under which its context is bound."""

    label: str
    level: int = 1


@dataclass(slots=True, kw_only=True, eq=False)
class Stage:
    """`[condition]` behind a node, or `#$name` behind such a filter (then `index` is the name)."""

    condition: Node | None = None
    index: str | None = None
    mark: tuple[int, int] = (0, 0)


@dataclass(slots=True, kw_only=True, eq=False)
class Group:
    """`{key: value, ...}` behind a node."""

    pairs: list[tuple[Node, Node]]
    mark: tuple[int, int]


@dataclass(slots=True, kw_only=True, eq=False)
class Term:
    """One criterion of an ordering."""

    expression: Node
    descending: bool
