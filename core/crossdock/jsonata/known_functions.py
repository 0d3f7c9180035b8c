"""All functions of the language as a reader knows them: name, signature, summary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from crossdock.jsonata.functions.catalogue import BUILTINS
from crossdock.jsonata.library import Function


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFunction:
    """A function, its name without the dollar sign; `signature` is empty where it takes whatever it is given."""

    name: str
    signature: str
    summary: str


_CALLING: Final = (
    ("map", "<af>", "The results of a function for every item of an array."),
    ("filter", "<af>", "The items of an array for which a function gives true."),
    ("single", "<af?>", "The only item of an array for which a function gives true; an error for none or several."),
    ("reduce", "<afj?:j>", "The items of an array put together by a function of what there is so far and the next."),
    ("sift", "<o-f?:o>", "The members of an object for which a function of value and key gives true."),
    ("each", "<o-f:a>", "The results of a function of value and key for every member of an object."),
    ("sort", "<af?:a>", "An array in order; a function of two items can say whether the first comes behind."),
    ("eval", "<sx?:x>", "The value of an expression given as text."),
)
"""The functions that call others, or an expression."""

BUILT_IN: Final[Mapping[str, KnownFunction]] = MappingProxyType(
    {name: KnownFunction(name=name, signature=signature, summary=summary) for name, signature, summary in _CALLING}
    | {
        name: KnownFunction(name=name, signature=builtin.signature, summary=builtin.summary)
        for name, builtin in BUILTINS.items()
    }
)
"""The functions of the language by name."""


def known_functions(own: Iterable[Function]) -> dict[str, KnownFunction]:
    """The functions of the language and the caller's own, by name."""
    return dict(BUILT_IN) | {
        function.name: KnownFunction(name=function.name, signature=function.signature or "", summary=function.summary)
        for function in own
    }
