"""XML as JSON values, and back, without guessing: what a document looks like depends on what is declared alone.

- An element that has neither attributes nor elements inside is its text. Numbers and truths stay texts.
- Any other one is an object: attributes as `@name`, what is inside under its name, text beside attributes as `#text`.
- An element that is declared a list is a list always, with none and with one, too. One that is not, and comes several
  times beside others, is a list then: nothing vanishes.
- Names of declared namespaces are written with their prefix, all others as `{address}name`.

What was read is written so that it reads the same. Not kept are comments, processing instructions, white space
between elements, and the order among elements of different names that take turns.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from crossdock.connect.format import Format


class Xml(msgspec.Struct, frozen=True, kw_only=True):
    """XML 1.0: `Xml(root="XMLFile", lists=("SalesOrders.SalesOrder",))`."""

    root: str = ""
    """The name of the outermost element, of which a value is the inside; '': a value is an object with its name."""
    lists: tuple[str, ...] = ()
    """Dotted paths of elements that may come several times, as they stand in the value. What holds one is an object."""
    objects: tuple[str, ...] = ()
    """Dotted paths of elements that are objects even when they have nothing but text, which is their `#text`."""
    namespaces: Mapping[str, str] = {}
    """Addresses of namespaces by the prefix that names have in a value; '' for names without one."""
    content_type: str = "application/xml"

    def __post_init__(self) -> None:
        if len(set(self.namespaces.values())) < len(self.namespaces) or "" in self.namespaces.values():
            raise ValueError("each namespace has one prefix, and an address")

    @property
    def title(self) -> str:
        return "XML"

    @property
    def answers(self) -> Format:
        return self

    def encode(self, value: Any) -> bytes:
        from crossdock.connect.xml_writing import write

        return write(value, self)

    def decode(self, body: bytes) -> Any:
        from crossdock.connect.xml_reading import read

        return read(body, self)
