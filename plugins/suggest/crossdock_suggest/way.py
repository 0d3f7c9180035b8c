"""One way in which a source's value becomes a wanted one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from crossdock_suggest.leaves import Leaf

Abilities: TypeAlias = frozenset[str]
"""Names of the functions that plugins bring."""


@dataclass(frozen=True, slots=True)
class Way:
    """An expression that gives the wanted value, what it reads, and how plain it is (1: the value as it is)."""

    expression: str
    leaf: Leaf
    plain: float
    reason: str
