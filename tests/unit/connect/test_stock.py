"""Records of stock: one for each place, and what is absent is zero and never left out."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from crossdock.connect import StockNumber
from crossdock.connect.resource import at

NOW = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
NUMBER = StockNumber(
    read_from="line", sku="code", location="warehouse", quantity="free", as_of="counted_at", lag_seconds=60
)
PLACES = st.tuples(st.text(max_size=3), st.text(max_size=3))


def test_a_record_stands_under_the_names_that_are_declared() -> None:
    assert NUMBER.records({("MUG", "1"): 3}, [("TEA", "2")], NOW) == [
        {"code": "MUG", "warehouse": "1", "free": 3, "counted_at": "2026-03-02T10:30:00+00:00"},
        {"code": "TEA", "warehouse": "2", "free": 0, "counted_at": "2026-03-02T10:30:00+00:00"},
    ]


@given(levels=st.dictionaries(PLACES, st.integers()), absent=st.lists(PLACES))
def test_every_place_makes_one_record_and_a_level_is_never_taken_for_absent(
    levels: dict[tuple[str, str], int], absent: list[tuple[str, str]]
) -> None:
    records = NUMBER.records(levels, absent, NOW)
    found = {(at(one, NUMBER.sku), at(one, NUMBER.location)): at(one, NUMBER.quantity) for one in records}
    assert len(found) == len(records)
    assert found == {**dict.fromkeys(absent, 0), **levels}
