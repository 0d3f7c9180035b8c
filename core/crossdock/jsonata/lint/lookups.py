"""Lookups that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from crossdock.jsonata.lint.finding import Fix, Problem
from crossdock.jsonata.lint.subject import Subject
from crossdock.jsonata.lookups import LOOKUP_FUNCTION
from crossdock.jsonata.nearest import CERTAIN, nearest
from crossdock.jsonata.syntax import Call, Literal, Variable


def unknown(subject: Subject) -> Iterator[Problem]:
    """Names of tables, written as a text, that nobody has."""
    if not subject.lookups:
        return
    for call in subject.each(Call):
        table = _table(call)
        if table is not None and table.value not in subject.lookups:
            yield _problem(table, str(table.value), subject)


def _table(call: Call) -> Literal | None:
    """The name of the table, if it is written in the call."""
    called = isinstance(call.procedure, Variable) and call.procedure.name == LOOKUP_FUNCTION
    table = call.arguments[0] if called and call.arguments else None
    return table if isinstance(table, Literal) and isinstance(table.value, str) else None


def _problem(table: Literal, name: str, subject: Subject) -> Problem:
    meant, certain = nearest(name, subject.lookups), nearest(name, subject.lookups, CERTAIN)
    span = (table.start, table.end)
    quote = subject.source[table.start]
    return Problem(
        span=span,
        message=f"There is no lookup '{name}'" + (f"; there is '{meant}'." if meant else "."),
        remedy=f"Write '{meant}'." if meant else f"There are: {', '.join(sorted(subject.lookups))}.",
        fix=Fix(span=span, text=f"{quote}{certain}{quote}") if certain else None,
    )
