"""The replacement text of `$replace`: ``$0`` is the match, ``$1`` the first group, ``$$`` a dollar sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from crossdock.jsonata.functions.kept import kept

Template: TypeAlias = tuple[str | int, ...]
"""Pieces of text, and numbers of groups (0: the match) to put between them."""

_DIGITS: Final = re.compile("[0-9]+")


@kept
def compile_replacement(text: str, group_count: int) -> Template:
    """The pieces of a replacement text for a pattern with so many groups.

    A number takes as many digits as the group count has, one fewer if it would be too large otherwise.
    """
    return tuple(_pieces(text, group_count))


@kept
def python_replacement(text: str, group_count: int) -> str:
    """The replacement text as `re` reads it."""
    return "".join(_python_piece(piece, group_count) for piece in _pieces(text, group_count))


def fill(template: Template, match: str, groups: Sequence[str | None]) -> str:
    """The text of a template for one match; a group that took no part, or does not exist, is empty."""
    return "".join(piece if isinstance(piece, str) else _submatch(piece, match, groups) for piece in template)


def _python_piece(piece: str | int, group_count: int) -> str:
    if isinstance(piece, str):
        return piece.replace("\\", "\\\\")
    return f"\\g<{piece}>" if piece <= group_count else ""


def _submatch(index: int, match: str, groups: Sequence[str | None]) -> str:
    if index == 0:
        return match
    return (groups[index - 1] or "") if index <= len(groups) else ""


def _pieces(text: str, group_count: int) -> Iterator[str | int]:
    before, dollar, rest = text.partition("$")
    while dollar:
        yield before
        piece, length = _reference(rest, group_count)
        yield piece
        before, dollar, rest = rest[length:].partition("$")
    yield before


def _reference(rest: str, group_count: int) -> tuple[str | int, int]:
    """What a dollar sign before `rest` stands for, and how many characters of `rest` belong to it."""
    if rest[:1] == "$":
        return "$", 1
    if rest[:1] == "0":
        return 0, 1
    most_digits = len(str(group_count))
    digits = _DIGITS.match(rest[:most_digits])
    if digits is None:
        return "$", 0
    number = digits[0]
    if most_digits > 1 and int(number) > group_count:
        number = number[: most_digits - 1]
    return int(number), len(number)
