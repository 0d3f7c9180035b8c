"""What is suggested for made-up examples: each expression gives the wanted value in the engine, and is the first."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from crossdock.model.lookup import LookupDefinition, LookupRow, LookupTable, MissPolicy
from crossdock.model.resource import ResourceRef
from crossdock.model.suggestion import ExamplePair, Precedent, Suggestion, SuggestionTask
from crossdock.suggest.fields import target_fields
from crossdock_suggest.suggester import suggest
from crossdock_suggest.words import alike, words_of

FUNCTIONS = ("xref", "sku", "toZone", "moneySum")
CARRIERS = LookupTable(
    definition=LookupDefinition(
        name="options", keys=("option",), values=("carrier", "service"), owner="ops", on_miss=MissPolicy.HOLD
    ),
    revision=1,
    rows=(LookupRow(keys=("Next day",), values=("DPD", "1300")), LookupRow(keys=("Economy",), values=("RM", "48"))),
)


def suggestions(comes_in: Any, comes_out: Any, **more: Any) -> dict[str, list[Suggestion]]:
    expected = None if comes_out is None else json.dumps(comes_out).encode()
    pair = ExamplePair(source=json.dumps(comes_in).encode(), target=expected)
    schema = more.get("target_schema")
    fields = target_fields(schema, [] if comes_out is None else [comes_out])
    task = SuggestionTask(pairs=(pair,), fields=fields, functions=FUNCTIONS, lookups=(CARRIERS,), **more)
    found: dict[str, list[Suggestion]] = {field.target: [] for field in fields}
    for each in suggest(task):
        found[each.target].append(each)
    return {name: sorted(given, key=lambda each: -each.confidence) for name, given in found.items()}


def first(source: Any, target: Any, **more: Any) -> str:
    (given,) = suggestions(source, target, **more).values()
    return given[0].expression


@pytest.mark.parametrize(
    ("source", "target", "expression"),
    [
        ({"email": "alex@example.com", "contact": "sam@example.com"}, {"Email": "alex@example.com"}, "email"),
        ({"price": "20.50"}, {"UnitPrice": 20.5}, "$number(price)"),
        ({"id": 5890012340020}, {"Reference": "5890012340020"}, "$string(id)"),
        ({"name": "#1001"}, {"Number": "1001"}, '$replace(name, "#", "")'),
        ({"sku": "mug-stone-01"}, {"ProductCode": "MUGSTONE01"}, "$sku(sku)"),
        ({"country": "gb"}, {"Country": "GB"}, "$uppercase(country)"),
        ({"created_at": "2026-03-02T12:40:51+01:00"}, {"OrderDate": "2026-03-02T11:40:51Z"}, '$toZone(created_at, "UTC")'),
        ({"created_at": "2026-03-02T11:40:51Z"}, {"OrderDate": "2026-03-02"}, "$substring(created_at, 0, 10)"),
        (
            {"created_at": "2026-03-02T11:40:51Z"},
            {"OrderDate": "02/03/2026"},
            '$fromMillis($toMillis(created_at), "[D01]/[M01]/[Y0001]")',
        ),
        (
            {"customer": {"first_name": "Alex", "last_name": "Example"}},
            {"Customer": "Alex Example"},
            'customer.first_name & " " & customer.last_name',
        ),
        ({"order": "1001"}, {"Order": "SO-1001"}, '"SO-" & order'),
        ({"tracking": "DPD:XX123456"}, {"Tracking": "XX123456"}, '$substringAfter(tracking, ":")'),
        ({"total": "12.34"}, {"TotalPence": 1234}, "$round($number(total) * 100)"),
        ({"tags": "tea, gift, mug"}, {"Tags": ["tea", "gift", "mug"]}, '$split(tags, ", ")'),
        ({"option": "Next day"}, {"Carrier": "DPD"}, '$xref("options", option).carrier'),
        (
            {"notes": [{"name": "gift", "value": "Happy birthday"}, {"name": "from", "value": "Alex"}]},
            {"GiftMessage": "Happy birthday"},
            'notes[name = "gift"].value',
        ),
        ({"lines": [{"qty": 2}, {"qty": 5}]}, {"TotalQuantity": 7}, "$sum(lines.qty)"),
        ({"order-no": "A-1001"}, {"OrderNo": "A-1001"}, "`order-no`"),
    ],
)  # fmt: skip
def test_a_value_is_found_however_it_is_written(source: Any, target: Any, expression: str) -> None:
    assert first(source, target) == expression


def test_lists_are_matched_by_what_their_items_have_in_common() -> None:
    source = {
        "currency": "GBP",
        "shipping": [{"code": "EXP-01", "qty": 1}],
        "items": [{"code": "MUG-01", "qty": 2}, {"code": "TEA-77", "qty": 5}],
    }
    target = {"Lines": [{"No": 1, "Sku": "TEA-77", "Quantity": 5, "Currency": "GBP"}, {"No": 2, "Sku": "MUG-01", "Quantity": 2, "Currency": "GBP"}]}  # fmt: skip
    found = suggestions(source, target)
    best = {name: (given[0].each, given[0].expression) for name, given in found.items()}
    assert best["/Lines/*/Sku"] == (("items",), "code")
    assert best["/Lines/*/Quantity"] == (("items",), "qty")
    assert best["/Lines/*/Currency"] == (("items",), "$$.currency")
    assert best["/Lines/*/No"] == (("items#$index",), "$index + 1")


def test_what_tells_the_items_that_were_left_out_becomes_a_condition() -> None:
    items = [{"sku": "MUG-01", "ships": True}, {"sku": "GIFT-50", "ships": False}, {"sku": "TEA-77", "ships": True}]
    found = suggestions({"items": items}, {"Lines": [{"Sku": "MUG-01"}, {"Sku": "TEA-77"}]})
    assert found["/Lines/*/Sku"][0].each == ("items[ships]",)


def test_lists_within_lists_are_matched_level_by_level() -> None:
    source = {"parcels": [{"no": "P-100", "items": [{"sku": "MUG-01"}, {"sku": "TEA-77"}]}]}
    found = suggestions(source, {"Boxes": [{"Code": "P-100", "Contents": [{"Sku": "MUG-01"}, {"Sku": "TEA-77"}]}]})
    assert found["/Boxes/*/Contents/*/Sku"][0].each == ("parcels", "items")


def test_names_decide_where_there_is_no_target_example() -> None:
    schema = {"type": "object", "properties": {"DeliveryDetails": {"type": "object", "properties": {"PostcodeZip": {"type": "string"}}}}}  # fmt: skip
    source = {"billing_address": {"zip": "EX1 2MP"}, "shipping_address": {"zip": "TE5 7BR"}}
    (given,) = suggestions(source, None, target_schema=schema).values()
    assert given[0].expression == "shipping_address.zip"
    assert "called alike" in given[0].reason


def test_what_the_source_s_schema_allows_to_be_null_is_left_out_where_it_is() -> None:
    schema = {"type": "object", "properties": {"line2": {"type": ["string", "null"]}, "line1": {"type": "string"}}}
    found = suggestions({"line1": "1 Sample Street", "line2": "Flat 2"}, {"A": "1 Sample Street", "B": "Flat 2"}, source_schema=schema)  # fmt: skip
    assert (found["/A"][0].expression, found["/B"][0].expression) == ("line1", "line2 ? line2")


def test_a_constant_is_a_last_resort_unless_the_target_lists_it() -> None:
    (given,) = suggestions({"a": "x"}, {"Type": "Web"}).values()
    assert [(each.expression, each.confidence < 0.5) for each in given] == [('"Web"', True)]
    schema = {"type": "object", "properties": {"Type": {"enum": ["Web", "Retail"]}}}
    (listed,) = suggestions({"a": "x"}, {"Type": "Web"}, target_schema=schema).values()
    assert listed[0].confidence > 0.5


def test_what_other_mappings_do_decides_between_equals() -> None:
    precedent = Precedent(
        mapping="cancellations",
        source=ResourceRef("shop", "order"),
        target=ResourceRef("wms", "order"),
        field="Number",
        expression="legacy_number",
        sources=("legacy_number",),
    )
    source = {"number": "A-1001", "legacy_number": "A-1001"}
    refs = {"source": ResourceRef("shop", "order"), "target": ResourceRef("wms", "order")}
    assert first(source, {"Number": "A-1001"}) == "number"
    given = suggestions(source, {"Number": "A-1001"}, precedents=(precedent,), **refs)["/Number"]
    assert given[0].expression == "legacy_number"
    assert any("cancellations" in each.reason for each in given)


def test_every_confidence_is_one_and_every_reason_a_sentence() -> None:
    source = {"a": "", "b": None, "c": [], "d": {}, "e": [1], "t": True, "n": 0, "`": "odd", "f": "x" * 1000}
    found = suggestions(source, {"A": "", "B": None, "C": [], "D": True, "E": 0, "F": "x" * 1000})
    for each in (each for given in found.values() for each in given):
        assert 0 <= each.confidence <= 1
        assert each.reason.endswith(".")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PostcodeZip", "zip"),
        ("ProductCode", "sku"),
        ("Line1", "address1"),
        ("qty", "Quantity"),
        ("customer_ref", "CustomerReference"),
        ("HTTPStatus", "http_status"),
    ],
)
def test_names_are_words_and_synonyms(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)
    assert alike((one,), (other,)) > 0.9


def test_a_county_is_no_country() -> None:
    assert alike(("County",), ("country",)) == 0
    assert alike(("Adress",), ("address",)) > 0.5


def test_it_needs_no_clock() -> None:
    """The same examples give the same suggestions, whenever they are asked about."""
    source, target = {"at": datetime(2026, 3, 2, tzinfo=UTC).isoformat()}, {"Date": "2026-03-02"}
    assert suggestions(source, target) == suggestions(source, target)
