"""Lookups as CSV: whatever a cell holds comes back, and no cell is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.errors import Malformed
from crossdock.model.lookup import LookupDefinition, LookupRow, LookupTable
from crossdock.project import lookup_csv

CARRIERS = LookupDefinition(name="carriers", keys=("method",), values=("carrier", "service"), owner="logistics")

cells = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.text("'=+-@,\"\t\r\n\x00\x85;ä1", max_size=6),
)


@st.composite
def tables(draw: st.DrawFn) -> LookupTable:
    columns = draw(st.lists(cells.filter(bool), min_size=2, max_size=5, unique=True))
    split = draw(st.integers(1, len(columns) - 1))
    definition = LookupDefinition(name="any", keys=tuple(columns[:split]), values=tuple(columns[split:]), owner="ops")
    row = st.builds(
        LookupRow,
        keys=st.tuples(*[cells] * split),
        values=st.tuples(*[cells] * (len(columns) - split)),
    )
    rows = draw(st.lists(row, max_size=8, unique_by=lambda each: each.keys))
    return LookupTable(definition=definition, revision=1, rows=tuple(rows))


@given(tables())
def test_what_is_written_is_read_again(table: LookupTable) -> None:
    assert lookup_csv.read(table.definition, lookup_csv.write(table)) == table.rows


@given(tables())
def test_no_cell_starts_a_formula(table: LookupTable) -> None:
    written = csv.reader(io.StringIO(lookup_csv.write(table), newline=""))
    assert not [cell for row in written for cell in row if cell and (cell[0] in "=+-@" or ord(cell[0]) < 32)]


def test_formula_cells_are_escaped_and_unescaped() -> None:
    table = LookupTable(
        definition=CARRIERS,
        revision=1,
        rows=(LookupRow(keys=("=1+1",), values=("'s-Hertogenbosch", "'=x")),),
    )
    assert lookup_csv.write(table) == "method,carrier,service\n'=1+1,'s-Hertogenbosch,''=x\n"
    assert lookup_csv.read(CARRIERS, lookup_csv.write(table)) == table.rows


def test_what_a_spreadsheet_saves_is_read() -> None:
    text = '\ufeffmethod,carrier,service\r\n"Next day, UK",DPD,12\r\n\r\n'
    assert lookup_csv.read(CARRIERS, text) == (LookupRow(keys=("Next day, UK",), values=("DPD", "12")),)


@pytest.mark.parametrize(
    ("text", "code", "line", "says"),
    [
        ("", "csv-header", 1, "method,carrier,service"),
        ("method,carier,service\n", "csv-header", 1, "Did you mean 'carrier'?"),
        ("method;carrier;service\n", "csv-header", 1, "not by semicolons"),
        ("carrier,method,service\n", "csv-header", 1, "Make the first line 'method,carrier,service'."),
        ("method,carrier,service\nstandard,DPD\n", "csv-cells", 2, "2 cells"),
        ('method,carrier,service\n"a\nb",DPD,1\nc\n', "csv-cells", 4, "1 cells"),
        ("method,carrier,service\na,b,c\n\na,d,e\n", "csv-duplicate-key", 4, "of line 2"),
        ('method,carrier,service\n"a,b,c\n', "csv-unreadable", 2, "Close every quote"),
    ],
)
def test_bad_csv_is_refused_with_its_line(text: str, code: str, line: int, says: str) -> None:
    with pytest.raises(Malformed) as refused:
        lookup_csv.read(CARRIERS, text)
    (problem,) = refused.value.problems
    assert (problem.code, problem.line) == (code, line)
    assert says in f"{problem.message} {problem.remedy}"


def test_every_bad_row_is_listed_at_once() -> None:
    with pytest.raises(Malformed) as refused:
        lookup_csv.read(CARRIERS, "method,carrier,service\na\nb,c,d\nb,c,d\n")
    assert [(problem.code, problem.line) for problem in refused.value.problems] == [
        ("csv-cells", 2),
        ("csv-duplicate-key", 4),
    ]
