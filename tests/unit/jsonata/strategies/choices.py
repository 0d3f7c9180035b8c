"""Choosing: between texts, between ways to go on, and what names are in scope where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from hypothesis import strategies as st

DEPTH: Final = 4
"""Values within values that an expression has at most."""


@dataclass
class Choices:
    """What `draw` chooses from, and how deep an expression may still go; the names in scope."""

    draw: st.DrawFn
    depth: int = DEPTH
    variables: list[str] = field(default_factory=list)
    functions: list[tuple[str, int]] = field(default_factory=list)

    def one_of(self, choices: Sequence[str]) -> str:
        """One of the texts."""
        return self.draw(st.sampled_from(choices))

    def chance(self, one_in: int) -> bool:
        """True once in so many times."""
        return self.draw(st.integers(0, one_in - 1)) == one_in - 1

    def any_of(self, *writers: Callable[[], str]) -> str:
        """What one of the functions writes; the first when there is no room to go deeper."""
        if self.depth <= 0:
            return writers[0]()
        self.depth -= 1
        written = self.draw(st.sampled_from(writers))()
        self.depth += 1
        return written

    @contextmanager
    def scope(self, *names: str) -> Iterator[None]:
        """Variables that are bound in a part of the expression."""
        before, functions = len(self.variables), len(self.functions)
        self.variables.extend(names)
        yield
        del self.variables[before:]
        del self.functions[functions:]
