"""What a lookup's settings and rows must look like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossdock.errors import InvalidInput
from crossdock.model.lookup import LookupDefinition, LookupRow, MissPolicy
from crossdock.model.name import check_name
from crossdock.model.problem import Problem, Side

LONGEST_KEY = 2_000
"""Bytes of a row's key cells together: PostgreSQL's index takes no more than 2,704 (B-tree, "Index row size")."""

_MOST_PROBLEMS = 100


def check_definition(definition: LookupDefinition) -> None:
    """Raises InvalidInput with every problem of a lookup's settings."""
    check_name("lookup", definition.name)
    if problems := list(_definition_problems(definition)):
        raise InvalidInput(problems[0].message, remedy=problems[0].remedy, problems=problems)


def check_rows(definition: LookupDefinition, rows: Iterable[LookupRow]) -> None:
    """Raises InvalidInput with the problems of the rows, the first hundred of them."""
    problems: list[Problem] = []
    for _, found in judge_rows(definition, rows):
        problems += found
        if len(problems) >= _MOST_PROBLEMS:
            break
    if problems:
        first = problems[0]
        raise InvalidInput(
            f"The rows do not fit the lookup '{definition.name}': {first.message}",
            remedy=first.remedy,
            problems=problems,
        )


def judge_rows(
    definition: LookupDefinition, rows: Iterable[LookupRow]
) -> Iterator[tuple[LookupRow, tuple[Problem, ...]]]:
    """Each row with its problems; a key that stands there twice is one of the second row."""
    seen: set[tuple[str, ...]] = set()
    for index, row in enumerate(rows):
        yield row, tuple(_row_problems(definition, row, index, seen))
        seen.add(row.keys)


def _definition_problems(definition: LookupDefinition) -> Iterator[Problem]:
    columns = (*definition.keys, *definition.values)
    if not (definition.keys and definition.values):
        yield _problem("columns", "A lookup needs a key column and a value column.", "Name at least one of each.")
    if any(not column.strip() for column in columns):
        yield _problem("columns", "A column has no name.", "Name each column.")
    if len(set(columns)) < len(columns):
        yield _problem("columns", "Two columns have the same name.", "Give each column its own.")
    if definition.on_miss is MissPolicy.PASS_THROUGH and len(columns) > 2:
        yield _problem(
            "on-miss",
            "Several key or value columns cannot pass through: only one key can stand in for one value.",
            "Choose another miss policy.",
        )


def _row_problems(
    definition: LookupDefinition, row: LookupRow, index: int, seen: set[tuple[str, ...]]
) -> Iterator[Problem]:
    where = f"/{index}"
    for kind, columns, cells in (("key", definition.keys, row.keys), ("value", definition.values, row.values)):
        if len(cells) != len(columns):
            message = f"A row has {len(cells)} {kind} cells, and the lookup {len(columns)} {kind} columns."
            yield _problem("cells", message, f"Give one cell for each of: {', '.join(columns)}.", where)
    if sum(len(cell.encode(errors="surrogatepass")) for cell in row.keys) > LONGEST_KEY:
        yield _problem("key-too-long", "A row's key is too long.", f"Keep it below {LONGEST_KEY} bytes.", where)
    if row.keys in seen:
        shown = " / ".join(row.keys)
        yield _problem("duplicate-key", f"The key '{shown}' stands there twice.", "Keep one of the two rows.", where)


def _problem(code: str, message: str, remedy: str, pointer: str = "") -> Problem:
    return Problem(code=f"lookup-{code}", message=message, remedy=remedy, side=Side.REQUEST, pointer=pointer)
