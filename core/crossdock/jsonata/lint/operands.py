"""Calculations with what is no number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crossdock.jsonata.lint.finding import Fix, Problem
from crossdock.jsonata.lint.subject import Subject, quoted
from crossdock.jsonata.syntax import Binary, Literal, Node, Path
from crossdock.jsonata.words import kinds_in_words

_ARITHMETIC: Final = frozenset("+-*/%")


def no_number(subject: Subject) -> Iterator[Problem]:
    """Operands that are never a number: such a calculation fails wherever the operand is there at all."""
    for node in subject.each(Binary):
        if node.operator in _ARITHMETIC:
            for operand in (node.left, node.right):
                yield from _judge(operand, node.operator, subject)


def as_number(node: Node, subject: Subject) -> Fix | None:
    """The fix that reads a text from the input as a number; None where null may be among the texts."""
    if not isinstance(node, Path) or not subject.yield_of(node).only("string"):
        return None
    return subject.wrapped(node, "$number(", ")")


def _judge(operand: Node, operator: str, subject: Subject) -> Iterator[Problem]:
    whole = subject.yield_of(operand).whole
    if whole.is_unknown or "number" in whole.kinds or subject.asks_type(operand):
        return
    yield Problem(
        span=(operand.start, operand.end),
        message=f"{quoted(subject.text(operand))} is {kinds_in_words(whole.kinds)}, but `{operator}` calculates with numbers.",
        remedy=_remedy(operand, operator, subject),
        fix=as_number(operand, subject),
    )


def _remedy(operand: Node, operator: str, subject: Subject) -> str:
    if operator == "+" and isinstance(operand, Literal) and isinstance(operand.value, str):
        return "To join texts, write & instead."
    if subject.yield_of(operand).several:
        return "Make numbers of them first, one by one: items.$number(field)."
    return f"Make a number of it first: $number({quoted(subject.text(operand))[1:-1]})."
