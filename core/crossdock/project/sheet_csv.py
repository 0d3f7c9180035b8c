"""A mapping sheet as CSV. Cells that a spreadsheet would run as a formula are escaped, see `formula_cells`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from crossdock.errors import Malformed
from crossdock.model.sheet import SheetCells, SheetRow
from crossdock.project.formula_cells import escape, unescape
from crossdock.project.sheet_cells import cells_of, lines_of

_BYTE_ORDER_MARK = "\ufeff"


def write(rows: Iterable[SheetRow]) -> str:
    """The sheet as CSV; lines end as RFC 4180 has it."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([escape(cell) for cell in line] for line in lines_of(rows))
    return written.getvalue()


def read(text: str) -> tuple[SheetCells, ...]:
    """The rows of a sheet. Raises Malformed for what is no CSV, and as `cells_of` does."""
    reader = csv.reader(io.StringIO(text.removeprefix(_BYTE_ORDER_MARK), newline=""), strict=True)
    try:
        return cells_of([unescape(cell) for cell in cells] for cells in reader)
    except csv.Error as error:
        raise Malformed(
            f"The sheet is no CSV: {error} in line {reader.line_num}.",
            code="csv-unreadable",
            remedy="Save it as CSV with commas, or as an Excel workbook.",
        ) from error
