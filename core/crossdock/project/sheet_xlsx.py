"""A mapping sheet as a workbook. Every cell is written as text, never as a formula, and stays text when it is edited."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from crossdock.errors import Malformed, TooLarge
from crossdock.model.sheet import SheetCells, SheetRow
from crossdock.project.sheet_cells import cells_of, lines_of

if TYPE_CHECKING:
    from openpyxl.cell import Cell

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 50 * 1024 * 1024
"""Of a workbook once it is unpacked."""

_WIDTHS = (42, 36, 48, 48, 24, 20, 40)
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that XML 1.0 cannot carry."""
_LONGEST_CELL = 32_767
"""Characters, as Excel has it."""
_LONGEST_TITLE = 31


def write(rows: Iterable[SheetRow], title: str) -> bytes:
    """A workbook with one worksheet, its header frozen."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.create_sheet(title[:_LONGEST_TITLE], 0)
    del book["Sheet"]
    for number, line in enumerate(lines_of(rows), 1):
        for column, text in enumerate(line, 1):
            _write_text(sheet.cell(number, column), text, bold=number == 1)
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "B2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write_text(cell: Cell, text: str, *, bold: bool) -> None:
    from openpyxl.styles import Alignment, Font

    cell.value = _UNSPEAKABLE.sub("\ufffd", text)[:_LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)


def read(raw: bytes) -> tuple[SheetCells, ...]:
    """The rows of the first worksheet. Raises Malformed for what is no workbook, TooLarge, and as `cells_of` does."""
    _require_bounded(raw)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
        lines = list(_lines(book.worksheets[0].iter_rows(values_only=True)))
    except Exception as error:  # a damaged workbook fails in as many ways as its parts are read
        raise _no_workbook() from error
    return cells_of(lines)


def _require_bounded(raw: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise _no_workbook() from error
    if size > MOST_BYTES:
        raise TooLarge(f"The workbook is larger than {MOST_BYTES} bytes once unpacked.", remedy="Send less at a time.")


def _lines(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[str]]:
    for row in rows:
        yield ["" if value is None else str(value) for value in row]


def _no_workbook() -> Malformed:
    return Malformed(
        "The file is no Excel workbook that can be read.",
        code="sheet-unreadable",
        remedy="Save it as .xlsx, or as CSV.",
    )
