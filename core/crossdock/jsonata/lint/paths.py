"""Paths that find nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crossdock.jsonata.inference import Absence
from crossdock.jsonata.lint.finding import Fix, Problem
from crossdock.jsonata.lint.subject import Subject
from crossdock.jsonata.names import field_text
from crossdock.jsonata.nearest import CERTAIN, nearest
from crossdock.jsonata.shape import Shape
from crossdock.jsonata.syntax import Binary, Call, Coalesce, Condition, Name, Node, Path, walk
from crossdock.jsonata.words import kinds_in_words

_LISTED: Final = 8
"""Field names that a remedy lists at most."""


def unknown(subject: Subject) -> Iterator[Problem]:
    """Names that are no field of what they are looked for in."""
    tested = frozenset(_tested(subject))
    for absence in subject.facts.absences:
        problem = _problem(absence, certain_only=absence.within.open or absence.name.value in tested)
        if problem is not None:
            yield problem


def _tested(subject: Subject) -> Iterator[str]:
    """The names of fields that the expression itself takes to be missing at times."""
    for node in walk(subject.tree):
        match node:
            case Condition(condition=asked) | Coalesce(left=asked):
                yield from _last_names(asked)
            case Call(arguments=[Node() as asked]) if subject.built_in(node) == "exists":
                yield from _last_names(asked)


def _last_names(node: Node) -> Iterator[str]:
    """The fields that decide what a condition counts for."""
    match node:
        case Path(steps=[*_, Name(value=value)]):
            yield value
        case Binary(operator="and" | "or", left=left, right=right):
            yield from _last_names(left)
            yield from _last_names(right)


def _problem(absence: Absence, *, certain_only: bool) -> Problem | None:
    name, within = absence.name, absence.within
    span = (name.start, name.end)
    if "object" not in within.kinds:
        return Problem(
            span=span,
            message=f"`{name.value}` finds nothing: what stands before it is {kinds_in_words(within.kinds)}, not an object.",
            remedy="Take the step out, or start from the object that has this field.",
        )
    meant = nearest(name.value, within.fields)
    certain = nearest(name.value, within.fields, CERTAIN)
    if certain_only and certain is None:
        return None
    place = "the object built here" if within.built else "the schema or samples"
    if meant is None:
        return Problem(span=span, message=f"`{name.value}` is not in {place}.", remedy=_known(within))
    return Problem(
        span=span,
        message=f"`{name.value}` is not in {place}; `{meant}` is.",
        remedy=f"Write {field_text(meant)}.",
        fix=Fix(span=span, text=field_text(certain)) if certain else None,
    )


def _known(within: Shape) -> str:
    names = list(within.fields)
    listed = ", ".join(names[:_LISTED]) + (" and others" if len(names) > _LISTED else "")
    return f"Fields known here: {listed}." + ("" if within.built else " If it does exist, add a sample that has it.")
