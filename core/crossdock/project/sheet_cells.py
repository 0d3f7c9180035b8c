"""The columns of a mapping sheet, in and out, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crossdock.engine.sheet import SOURCES
from crossdock.errors import Malformed
from crossdock.model.annotation import MOST_ANNOTATIONS
from crossdock.model.problem import Problem
from crossdock.model.sheet import SheetCells, SheetRow

COLUMNS = {
    "Target field": "target",
    "Source": "source",
    "Rule": "rule",
    "Expression": "expression",
    "Example": "",
    "Owner": "owner",
    "Comment": "comment",
}
"""Header to what it says of a returned row; what the example's column says is not taken back."""
_FIRST = "Target field"


def lines_of(rows: Iterable[SheetRow]) -> Iterator[tuple[str, ...]]:
    """The header, then each row's cells."""
    yield tuple(COLUMNS)
    for row in rows:
        yield row.target, SOURCES.join(row.sources), row.rule, row.expression, row.example, row.owner, row.comment


def cells_of(lines: Iterable[Sequence[str]]) -> tuple[SheetCells, ...]:
    """The rows of a sheet, its columns found by their headers, in any order; lines without a target are passed over.

    Raises Malformed where there is no column of targets, where a target stands there twice, or where there are
    more rows than a mapping has fields.
    """
    numbered = enumerate(lines, 1)
    _, header = next(numbered, (1, ()))
    names = [cell.strip() for cell in header]
    if _FIRST not in names:
        raise _malformed("The first line has no column 'Target field'.", f"Make it: {', '.join(COLUMNS)}.", 1)
    found: dict[str, SheetCells] = {}
    for line, cells in numbered:
        given = {COLUMNS[name]: cell for name, cell in zip(names, cells, strict=False) if COLUMNS.get(name)}
        target = given.pop("target", "").strip()
        if target in found:
            raise _malformed(f"The field '{target}' stands there twice.", "Keep one of its rows.", line)
        if target:
            found[target] = SheetCells(target=target, **given)
        if len(found) > MOST_ANNOTATIONS:
            raise _malformed(f"The sheet has more than {MOST_ANNOTATIONS} rows.", "Send fewer.", line)
    return tuple(found.values())


def _malformed(message: str, remedy: str, line: int) -> Malformed:
    problem = Problem(code="sheet-unreadable", message=message, remedy=remedy, line=line)
    return Malformed(message, code=problem.code, remedy=remedy, problems=[problem])
