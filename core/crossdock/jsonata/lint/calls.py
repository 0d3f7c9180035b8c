"""Functions that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from crossdock.jsonata.inference.facts import FunctionUse
from crossdock.jsonata.lint.finding import Fix, Problem
from crossdock.jsonata.lint.subject import Subject
from crossdock.jsonata.nearest import CERTAIN, nearest
from crossdock.jsonata.syntax import Call, Name, Path


def unknown(subject: Subject) -> Iterator[Problem]:
    """Calls of what is neither a variable nor a function, and calls without the dollar sign."""
    for use in subject.facts.function_uses:
        name = use.variable.name
        if name not in ("", "$") and use.scope.find(name) is None and name not in subject.functions:
            yield _unknown(use, subject)
    for call in subject.each(Call):
        name_of_field = _field(call)
        if name_of_field is not None:
            yield _without_dollar(name_of_field, subject)


def _unknown(use: FunctionUse, subject: Subject) -> Problem:
    variable = use.variable
    span = (variable.start, variable.end)
    names = [*subject.functions, *use.scope.visible()]
    meant, certain = nearest(variable.name, names), nearest(variable.name, names, CERTAIN)
    return Problem(
        span=span,
        message=f"There is no function ${variable.name}" + (f"; there is ${meant}." if meant else "."),
        remedy=f"Write ${meant}." if meant else "Bind it before this place, or add the plugin that brings it.",
        fix=Fix(span=span, text=f"${certain}") if certain else None,
    )


def _field(call: Call) -> Name | None:
    """The field that a call tries to call."""
    path = call.procedure
    step = path.steps[0] if isinstance(path, Path) and len(path.steps) == 1 else None
    return step if isinstance(step, Name) else None


def _without_dollar(name: Name, subject: Subject) -> Problem:
    known = [*subject.functions, *subject.facts.scope_at(name).visible()]
    meant = name.value if name.value in known else nearest(name.value, known)
    return Problem(
        span=(name.start, name.end),
        message=f"`{name.value}` is a field, and a field cannot be called.",
        remedy=f"Write ${meant}." if meant else "Functions begin with $.",
        fix=Fix(span=(name.start, name.end), text=f"${meant}") if meant == name.value else None,
    )
