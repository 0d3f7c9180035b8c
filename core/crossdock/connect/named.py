"""Finding what a connector declares by its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from crossdock.errors import NotFound
from crossdock.nearest import suggest


class _Named(Protocol):
    @property
    def name(self) -> str: ...


Declared = TypeVar("Declared", bound=_Named)


def named(declared: Sequence[Declared], name: str, sentence: str) -> Declared:
    """The one of that name; raises NotFound, with the sentence ('Shopify has no resource') and the nearest."""
    for one in declared:
        if one.name == name:
            return one
    known = [one.name for one in declared]
    there_is = f"It has {', '.join(known)}." if known else "It has none."
    raise NotFound(f"{sentence} '{name}'.", remedy=suggest(name, known) or there_is)
