"""Mapping sheets as files: out as CSV and as a workbook, and back in."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from crossdock.errors import Malformed, TooLarge
from crossdock.model.sheet import SheetCells, SheetRow
from crossdock.project import sheet_csv, sheet_xlsx

FORMULA = '=HYPERLINK("https://example.com","x")'
ROW = SheetRow(
    target="to.lines[].sku", sources=("lines.sku", "sku"), rule=FORMULA, expression="+1", example="-2", owner="@desk"
)
BACK = SheetCells(
    target="to.lines[].sku", source="lines.sku, sku", rule=FORMULA, expression="+1", owner="@desk", comment=""
)

speakable = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
targets = speakable.map(lambda text: f"a{text.strip()}")
rows = st.lists(
    st.builds(
        SheetRow,
        target=targets,
        sources=st.lists(targets, max_size=2).map(tuple),
        rule=speakable,
        expression=speakable,
        example=speakable,
        owner=speakable,
        comment=speakable,
    ),
    max_size=4,
    unique_by=lambda row: row.target.strip(),
)


def expected(row: SheetRow) -> SheetCells:
    return SheetCells(
        target=row.target.strip(),
        source=", ".join(row.sources),
        rule=row.rule,
        expression=row.expression,
        owner=row.owner,
        comment=row.comment,
    )


@given(rows)
def test_what_is_written_as_csv_is_read_again(written: list[SheetRow]) -> None:
    assert sheet_csv.read(sheet_csv.write(written)) == tuple(map(expected, written))


@settings(max_examples=20, deadline=None)
@given(rows)
def test_what_is_written_as_a_workbook_is_read_again(written: list[SheetRow]) -> None:
    assert sheet_xlsx.read(sheet_xlsx.write(written, "orders")) == tuple(map(expected, written))


def test_csv_cells_that_start_a_formula_are_escaped() -> None:
    line = sheet_csv.write([ROW]).splitlines()[1]
    assert line.startswith('to.lines[].sku,"lines.sku, sku","\'=HYPERLINK')
    assert ",'+1,'-2,'@desk," in line


def test_workbook_cells_that_start_a_formula_are_texts() -> None:
    sheet = load_workbook(io.BytesIO(sheet_xlsx.write([ROW], "orders"))).worksheets[0]
    cells = sheet[2]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert sheet_xlsx.read(sheet_xlsx.write([ROW], "orders")) == (BACK,)


def test_a_control_character_does_not_break_a_workbook() -> None:
    (back,) = sheet_xlsx.read(sheet_xlsx.write([SheetRow(target="a", comment="x\x00y")], "orders"))
    assert back.comment == "x\ufffdy"


def test_columns_are_found_by_their_headers() -> None:
    assert sheet_csv.read("Comment,Target field,Mine\nWhy?,a,1\n\n,,\n") == (SheetCells(target="a", comment="Why?"),)


def test_numbers_of_a_workbook_are_texts() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Target field", "Comment"])
    sheet.append(["a", 12])
    sheet.append(["b", None])
    written = io.BytesIO()
    book.save(written)
    assert sheet_xlsx.read(written.getvalue()) == (
        SheetCells(target="a", comment="12"),
        SheetCells(target="b", comment=""),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Field,Owner\na,b\n", "no column 'Target field'"),
        ("", "no column 'Target field'"),
        ("Target field\na\nb\na\n", "stands there twice"),
        ('Target field\n"a', "no CSV"),
    ],
)
def test_a_sheet_that_cannot_be_read_says_why(text: str, told: str) -> None:
    with pytest.raises(Malformed, match=told):
        sheet_csv.read(text)


def test_a_repeated_field_is_told_with_its_line() -> None:
    with pytest.raises(Malformed) as refused:
        sheet_csv.read("Target field\na\nb\na\n")
    assert refused.value.problems[0].line == 4


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(Malformed, match="no Excel workbook"):
        sheet_xlsx.read(b"Target field\na\n")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "<no>")
    with pytest.raises(Malformed, match="no Excel workbook"):
        sheet_xlsx.read(packed.getvalue())


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (sheet_xlsx.MOST_BYTES + 1))
    with pytest.raises(TooLarge):
        sheet_xlsx.read(packed.getvalue())
