"""A lookup's rows as CSV: a header with the key and value columns, then one line per row.

Cells that a spreadsheet would run as a formula are escaped, see `formula_cells`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from crossdock.errors import Malformed
from crossdock.model.lookup import LookupDefinition, LookupRow, LookupTable
from crossdock.model.problem import Problem
from crossdock.nearest import suggest
from crossdock.project.formula_cells import escape, unescape

_BYTE_ORDER_MARK = "\ufeff"
_MOST_PROBLEMS = 100
_CRLF = "\r\n"
"""Told of both characters, the csv module quotes cells that have either; with a bare line feed it forgets the other."""


def write(table: LookupTable) -> str:
    """The whole table as CSV, lines ended by a line feed, rows in the table's order."""
    rows = [_columns(table.definition), *((*row.keys, *row.values) for row in table.rows)]
    return "".join(map(_line, rows))


def read(definition: LookupDefinition, text: str) -> tuple[LookupRow, ...]:
    """The rows of a CSV text, in its order; blank lines are passed over.

    Raises Malformed with every problem (a hundred at most) and its line: a header that is not the definition's columns, a row with
    too few or too many cells, a key that stands there twice, a quote that is not closed.
    """
    problems: list[Problem] = []
    rows = tuple(_rows(definition, text, problems))
    if problems:
        raise Malformed(
            f"The rows of lookup '{definition.name}' cannot be read ({len(problems)} wrong). {problems[0].message}",
            remedy=problems[0].remedy,
            problems=problems[:_MOST_PROBLEMS],
        )
    return rows


def _rows(definition: LookupDefinition, text: str, problems: list[Problem]) -> Iterator[LookupRow]:
    lines = _lines(text, problems)
    _, header = next(lines, (1, []))
    if header_problem := _header_problem(_columns(definition), header):
        problems.append(header_problem)
        return
    first_seen: dict[tuple[str, ...], int] = {}
    for line, cells in lines:
        row, problem = _row(definition, line, cells, first_seen)
        if row:
            yield row
        if problem:
            problems.append(problem)


def _lines(text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Each row's first line, from 1, and its cells."""
    reader = csv.reader(io.StringIO(text.removeprefix(_BYTE_ORDER_MARK), newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield line, [unescape(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(
            Problem(
                code="csv-unreadable",
                message=f"The row that starts in line {line} is no CSV: {error}.",
                remedy="Close every quote, and write a quote inside a quoted cell twice.",
                line=line,
            )
        )


def _header_problem(columns: tuple[str, ...], header: list[str]) -> Problem | None:
    if header == list(columns):
        return None
    wanted = ",".join(columns)
    unknown = [column for column in header if column not in columns]
    if len(header) == 1 and ";" in header[0]:
        remedy = "Separate the cells by commas, not by semicolons."
    else:
        remedy = (suggest(unknown[0], columns) if unknown else "") or f"Make the first line '{wanted}'."
    return Problem(
        code="csv-header",
        message=f"The header is '{','.join(header)}', and the lookup's columns are '{wanted}'.",
        remedy=remedy,
        line=1,
    )


def _row(
    definition: LookupDefinition, line: int, cells: list[str], first_seen: dict[tuple[str, ...], int]
) -> tuple[LookupRow | None, Problem | None]:
    columns = _columns(definition)
    if len(cells) != len(columns):
        return None, Problem(
            code="csv-cells",
            message=f"Line {line} has {len(cells)} cells, and the lookup has {len(columns)} columns.",
            remedy=f"Give one cell for each of: {', '.join(columns)}. Quote a cell that has a comma in it.",
            line=line,
        )
    keys, values = tuple(cells[: len(definition.keys)]), tuple(cells[len(definition.keys) :])
    if (first := first_seen.setdefault(keys, line)) != line:
        return None, Problem(
            code="csv-duplicate-key",
            message=f"Line {line} repeats the key '{', '.join(keys)}' of line {first}.",
            remedy="Keep one of the two rows.",
            line=line,
        )
    return LookupRow(keys=keys, values=values), None


def _line(cells: tuple[str, ...]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator=_CRLF).writerow(map(escape, cells))
    return written.getvalue().removesuffix(_CRLF) + "\n"


def _columns(definition: LookupDefinition) -> tuple[str, ...]:
    return (*definition.keys, *definition.values)
