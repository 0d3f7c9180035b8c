"""Which fields of its root a GraphQL query asks for; arguments are taken from variables of the same names."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORD = re.compile(r'"(?:[^"\\]|\\.)*"|@?\w+|[{}()]')


def root_fields(query: str) -> list[str]:
    """The names at the outermost level, in their order; aliases and fragments are not understood."""
    return list(_at_root(query))


def _at_root(query: str) -> Iterator[str]:
    braces = parentheses = 0
    for word in WORD.findall(query):
        braces += (word == "{") - (word == "}")
        parentheses += (word == "(") - (word == ")")
        if braces == 1 and not parentheses and word.isidentifier():
            yield word
