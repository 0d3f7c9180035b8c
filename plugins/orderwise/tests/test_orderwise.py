"""What is odd about OrderWise: times without zone, rows of its own SQL, free texts, and XML of unknown names."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.connect import Answer, Form, Incoming, Secret
from crossdock.engine import json_text
from crossdock.errors import ConfigurationError, InvalidInput
from crossdock_orderwise import exports, inferred, rows, session_orders, session_posts, stock
from crossdock_orderwise.connector import OrderWise
from crossdock_orderwise.local_time import since, with_zone, without_zone, zone_named
from crossdock_orderwise.settings import OrderWiseSettings

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SETTINGS = OrderWiseSettings(
    base_url="https://erp.example.com/OWAPI",
    user="made-up-user",
    password=Secret("made-up-password"),
    session_id=5,
    orders_export=101,
)
ORDERWISE = OrderWise(SETTINGS)


def posted(text: str) -> Any:
    return session_posts.FORMAT.decode(Form().encode({"ExportData": text}))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("2026-03-02T09:00:00+00:00", "2026-03-02T09:00:00"),
        ("2026-07-02T09:00:00+00:00", "2026-07-02T10:00:00"),
        ("2026-10-25T00:30:00+00:00", "2026-10-25T00:30:00"),  # 01:30 comes twice, and is followed by 01:00
        ("2026-10-25T01:30:00+00:00", "2026-10-25T01:30:00"),
        ("2026-10-24T23:59:00+00:00", "2026-10-25T00:59:00"),
    ],
)
def test_the_hour_that_comes_twice_is_asked_for_whole(asked: str, told: str) -> None:
    assert since(asked, LONDON) == told


@given(
    st.datetimes(datetime(2026, 10, 24), datetime(2026, 10, 26), timezones=st.just(UTC)),  # noqa: DTZ001  # hypothesis adds the zone
    st.integers(0, 7200),
)
def test_nothing_younger_is_ever_left_out(moment: datetime, seconds: int) -> None:
    asked = moment.replace(microsecond=0)
    later = datetime.fromtimestamp(asked.timestamp() + seconds, UTC)
    assert without_zone(later.isoformat(), LONDON) >= since(asked.isoformat(), LONDON)


def test_a_time_is_told_with_its_zone_and_asked_without() -> None:
    assert with_zone("2026-07-02T10:00:00", LONDON) == "2026-07-02T10:00:00+01:00"
    assert with_zone("2026-07-02T10:00:00Z", LONDON) == "2026-07-02T10:00:00+00:00"
    with pytest.raises(ValueError, match="no zone"):
        without_zone("2026-07-02T10:00:00", LONDON)
    with pytest.raises(ConfigurationError, match="Europe/Londn"):
        zone_named("Europe/Londn")


def test_a_definition_is_asked_for_everything_it_takes() -> None:
    order = exports.query(SETTINGS, OrderWise.resource("order"), {"number": "TEA-1"})
    assert order.path.endswith("/101")
    assert order.body == [
        {"name": "@changed_since", "value": inferred.EARLIEST},
        {"name": "@number", "value": "TEA-1"},
    ]
    with pytest.raises(InvalidInput, match="stock_row") as raised:
        list(ORDERWISE.queries(OrderWise.resource("stock_row"), {}))
    assert "stock_export" in raised.value.remedy


@pytest.mark.parametrize("envelope", [None, *inferred.ENVELOPES])
def test_rows_are_found_bare_and_in_an_envelope(envelope: str | None) -> None:
    assert inferred.rows([{"a": 1}] if envelope is None else {envelope: [{"a": 1}]}) == [{"a": 1}]


PLACES = [{"id": 3, "free_stock": 12}, {"id": 4, "free_stock": 0}]


@pytest.mark.parametrize("told", [PLACES, json_text.encode(PLACES).decode()])
def test_locations_come_as_a_list_and_as_a_text_of_one(told: Any) -> None:
    assert list(rows.stock_rows([{"variant_code": "MUG", "stock_locations": told}])) == [
        {"variant_code": "MUG", "stock_location_id": place["id"], "free_stock": place["free_stock"]} for place in PLACES
    ]


@pytest.mark.parametrize("told", ["{", "7", None, [{"free_stock": 1}]])
def test_locations_that_are_none_are_never_taken_for_no_stock(told: Any) -> None:
    with pytest.raises(ValueError, match="stock_locations"):
        list(rows.stock_rows([{"variant_code": "MUG", "stock_locations": told}]))


def test_lines_of_a_delivery_are_gathered_and_one_without_a_delivery_is_told() -> None:
    head = {"delivery_number": "D1", "order_id": 7}
    lines = [{"variant_code": "MUG", "quantity": 2.0}, {"variant_code": "TEA", "quantity": 0.5}]
    (despatch,) = rows.despatches([{**head, **line} for line in lines])
    assert despatch == {**head, "lines": lines}
    assert isinstance(despatch["lines"][0]["quantity"], int)
    with pytest.raises(ValueError, match="delivery_number"):
        list(rows.despatches([{"variant_code": "MUG"}]))


def test_stock_is_counted_by_place_and_never_negative() -> None:
    told = [("MUG", 3, "12.0000"), ("MUG", 3, 1), ("TIN", 4, -2)]
    lines = [dict(zip(("variant_code", "stock_location_id", "free_stock"), row, strict=True)) for row in told]
    counted = stock.counted(lines, [("TEA", "3")], NOW)
    assert [(one["variant_code"], one["stock_location_id"], one["free_stock"]) for one in counted] == [
        ("MUG", "3", 13),
        ("TIN", "4", 0),
        ("TEA", "3", 0),
    ]
    with pytest.raises(InvalidInput, match="'some'"):
        stock.counted([{"variant_code": "MUG", "stock_location_id": 3, "free_stock": "some"}], [], NOW)


def test_refusals_are_told_in_orderwise_s_words() -> None:
    body = {
        "Message": "The request is invalid.",
        "ModelState": {"orderLines[0].variantCode": ["Variant 'X' not found"]},
    }
    answer = Answer(status=400, headers={}, body=json_text.encode(body), url="https://x.example/a", received_at=NOW)
    error = ORDERWISE.failure(answer)
    assert error is not None
    assert "The request is invalid. orderLines[0].variantCode: Variant 'X' not found" in error.message


@pytest.mark.parametrize("outermost", ["orders", "XMLFile"])
def test_deliveries_are_read_whatever_the_outermost_element_is_called(outermost: str) -> None:
    left = (
        "<deliveries><deliveryNumber>D1</deliveryNumber><deliveryDate>2026-07-03T16:05:09</deliveryDate>{}</deliveries>"
    )
    two = "<consignmentNumbers><consignmentNumber>A</consignmentNumber><consignmentNumber>B</consignmentNumber></consignmentNumbers>"
    orders = (
        f"<order><orderNo>1</orderNo><orderStatus>Completed</orderStatus>{left.format(two)}</order>"
        "<order><orderNo>2</orderNo><orderStatus>On hold</orderStatus><deliveries/></order>"
    )
    (record,) = session_posts.despatches(posted(f"<{outermost}>{orders}</{outermost}>"), LONDON)
    assert (record["orderNo"], record["delivery"]) == (
        "1",
        {"deliveryNumber": "D1", "deliveryDate": "2026-07-03T16:05:09+01:00", "consignmentNumbers": ["A", "B"]},
    )


@pytest.mark.parametrize(
    "text",
    ["<orders/>", "<orders><order><orderStatus>Completed</orderStatus></order></orders>", "<orders>text</orders>"],
)
def test_an_export_that_is_not_understood_is_kept_for_a_person(text: str) -> None:
    with pytest.raises(InvalidInput, match="not understood"):
        session_posts.despatches(posted(text), LONDON)


def test_stock_of_one_variant_is_read_like_that_of_several() -> None:
    row = "<vad_variant_code>MUG</vad_variant_code><vasq_free_stock_quantity>12.0000</vasq_free_stock_quantity>"
    incoming = Incoming(headers={}, body=b"", received_at=NOW)
    for text in (f"<product>{row}</product>", f"<products><product>{row}</product></products>"):
        (level,) = session_posts.levels(posted(text), "3", incoming)
        assert (level["variant_code"], level["stock_location_id"], level["free_stock"]) == ("MUG", "3", 12)
        assert level["as_of"] == NOW.isoformat()


@pytest.mark.parametrize(
    ("told", "numbers"), [("12345~17~19", ["12345", "17", "19"]), ("", []), ("~", []), ("TEA-1", ["TEA-1"])]
)
def test_an_acknowledgement_may_name_several_and_none(told: str, numbers: list[str]) -> None:
    body = Form().encode({"ExportData": told})
    assert session_orders.acknowledged(Incoming(headers={}, body=body, received_at=NOW)) == numbers
