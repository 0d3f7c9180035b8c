"""`parse`: from the text of an expression to its tree, with everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from crossdock.jsonata.depth import allow_depth
from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.parser import Parser
from crossdock.jsonata.paths import PathBuilder
from crossdock.jsonata.syntax import Invalid, Node


@dataclass(frozen=True, slots=True)
class ParseResult:
    """The tree, and the errors with their places, the one first that a compiler would stop at.

    With errors, what could not be read is an `Invalid` node in the tree.
    """

    ast: Node
    errors: tuple[JsonataError, ...]


def parse(source: str) -> ParseResult:
    """Read an expression, however half-typed."""
    allow_depth()
    parser = Parser(source)
    try:
        tree = parser.parse()
        tree = PathBuilder(source, parser.errors).build(tree)
    except JsonataError as error:  # nested too deep: there is no tree to go on with
        tree = Invalid(start=0, end=len(source), mark=(0, len(source)))
        return ParseResult(tree, (*parser.errors, error))
    return ParseResult(tree, tuple(parser.errors))
