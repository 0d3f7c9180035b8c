"""Stand-ins: the same in, the same out; the shape stays; nothing personal is left, and nothing else changes."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crossdock.engine.stand_ins import StandIns
from crossdock.errors import Malformed

OURS, THEIRS = StandIns(b"one project" * 3), StandIns(b"another one" * 3)
NO_SCHEMA: dict[str, Any] = {}

LETTERS = st.characters(categories=("Lu", "Ll", "Nd"))
WORDS = st.text(LETTERS, min_size=1, max_size=12)
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
ASCII = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=6, max_size=12)
LOCALS = st.from_regex(r"[a-z]{3,8}([.+-][a-z0-9]{2,6})?", fullmatch=True)
EMAILS = st.builds("{}@{}.co.uk".format, LOCALS, st.from_regex(r"[a-z]{3,9}", fullmatch=True))


def disguised(document: Any, schema: dict[str, Any] = NO_SCHEMA, by: StandIns = OURS) -> Any:
    return by.disguise(document, schema)


def shape(text: str) -> str:
    return "".join("9" if one.isdecimal() else "A" if one.isupper() else "a" if one.isalpha() else one for one in text)


@given(PHRASES)
def test_equal_values_have_equal_stand_ins_whatever_their_case(text: str) -> None:
    assert OURS.text(text) == OURS.text(text)
    if text.isascii():
        assert OURS.text(text.upper()) == OURS.text(text).upper()


@given(st.text(LETTERS, min_size=6, max_size=12))
def test_projects_have_stand_ins_of_their_own(text: str) -> None:
    assume(any(one.isalpha() for one in text))
    assert OURS.text(text) != THEIRS.text(text)


@given(st.text(st.characters(categories=("Lu", "Ll", "Nd", "P", "Zs"), exclude_characters="@:/."), max_size=40))
def test_letters_stay_letters_and_digits_digits(text: str) -> None:
    assume(re.fullmatch(r"\s*(true|false|yes|no|on|off)\s*", text, re.IGNORECASE) is None)
    assert shape(OURS.text(text)) == shape(text)


@given(EMAILS)
def test_addresses_go_to_nobody_and_keep_their_shape(address: str) -> None:
    local, _, domain = OURS.text(address).rpartition("@")
    assert domain == "example.com"
    assert shape(local) == shape(address.rpartition("@")[0])
    assert OURS.text(f"Write to {address}, please").split()[2] == f"{local}@{domain},"


@given(ASCII, ASCII)
def test_a_name_alone_is_the_name_within_the_full_name(first: str, last: str) -> None:
    document = {"shipping_address": {"first_name": first, "last_name": last, "name": f"{first} {last}"}}
    made = disguised(document)["shipping_address"]
    assert made["name"] == f"{made['first_name']} {made['last_name']}"


@given(ASCII, EMAILS)
def test_documents_can_still_be_joined(name: str, email: str) -> None:
    order = disguised({"id": 7, "email": email, "customer": {"id": 3, "last_name": name}})
    customer = disguised({"id": 3, "email": email, "addresses": [{"customer_id": 3, "last_name": name}]})
    assert (order["email"], order["customer"]["id"]) == (customer["email"], customer["id"])
    assert order["customer"]["last_name"] == customer["addresses"][0]["last_name"]


def order(first: str, last: str, street: str, email: str, phone: str) -> dict[str, Any]:
    return {
        "email": email,
        "phone": phone,
        "note": f"For {first} {last}, {email}",
        "note_attributes": [{"name": "Gift for", "value": first}],
        "tags": f"vip, {last}, {email}",
        "billing_address": {"name": f"{first} {last}", "address1": f"12 {street} Road", "zip": "SW1A 1AA"},
        "order_status_url": f"https://shop.example/orders/{last}?key=ab12cd34",
        "line_items": [{"title": f"Mug of {last}", "properties": [{"name": "Engraving", "value": last}]}],
    }


FIXED = json.dumps(order("", "", "", "", "")).casefold() + "@example.com"
PHONES = st.from_regex(r"\+44 7[0-9]{9}", fullmatch=True)


@given(st.lists(ASCII, min_size=3, max_size=3, unique_by=str.casefold), EMAILS, PHONES)
def test_no_personal_value_is_left(names: list[str], email: str, phone: str) -> None:
    assume(not any(name.casefold() in FIXED for name in names))
    left = json.dumps(disguised(order(*names, email, phone)), ensure_ascii=False).casefold()
    for value in (*names, email, phone, "SW1A 1AA", "ab12cd34", "shop.example"):
        assert value.casefold() not in left


PLAIN = {
    "id": 5890012340100,
    "name": "#1010",
    "admin_graphql_api_id": "gid://shopify/Order/5890012340100",
    "created_at": "2026-03-03T08:01:19+00:00",
    "currency": "GBP",
    "total_price": "64.20",
    "test": False,
    "closed_at": None,
    "line_items": [{"id": 1, "sku": "MUG-RED", "quantity": 2, "name": "Red mug", "grams": 350, "tax": 0.2}],
    "shipping_lines": [{"title": "Next-Day by 1pm", "code": "ND1300", "price": "3.95"}],
    "shipping_address": {"id": 12, "country_code": "GB", "country": "United Kingdom", "province_code": None},
    "WebSalesOrder": {"SalesOrderNumber": "#1010", "CourierName": "DPD"},
}


def test_ids_skus_amounts_dates_and_codes_stay() -> None:
    assert disguised(PLAIN) == PLAIN


def test_a_sku_that_holds_a_name_stays_one() -> None:
    made = disguised({"customer": {"last_name": "Sample"}, "sku": "SAMPLE-01", "title": "Sample mug"})
    assert made["sku"] == "SAMPLE-01"
    assert made["title"] == f"{made['customer']['last_name']} mug"


def test_flags_and_nothing_stay() -> None:
    document = {"note": None, "phone": "", "note_attributes": [{"name": "gift", "value": "true"}]}
    assert disguised(document) == document


def test_places_and_addresses_of_machines_stay_valid() -> None:
    document = {"browser_ip": "203.0.113.7", "latitude": 51.5074, "longitude": -0.1278, "dob": "1984-02-29"}
    made = disguised(document)
    assert re.fullmatch(r"192\.0\.2\.\d+", made["browser_ip"])
    assert disguised({"ip": "2a00:23c4::1"})["ip"].startswith("2001:db8::")
    assert (int(made["latitude"]), made["latitude"] != 51.5074) == (51, True)
    assert -1 < made["longitude"] < 0
    assert re.fullmatch(r"1984-\d\d-\d\d", made["dob"])
    assert made["dob"] != "1984-02-29"


@given(st.integers(min_value=1))
def test_numbers_keep_their_length(number: int) -> None:
    made = OURS.number(number)
    assert isinstance(made, int)
    assert len(str(made)) == len(str(number))
    assert OURS.number(-number) == -made


def test_the_schema_has_the_last_word() -> None:
    schema = {
        "properties": {
            "reference": {"x-personal": True},
            "note": {"x-personal": False},
            "lines": {"items": {"$ref": "#/$defs/line"}},
            "giver": {"allOf": [{"x-personal": True, "properties": {"code": {"x-personal": False}}}]},
        },
        "$defs": {"line": {"properties": {"text": {"anyOf": [{"type": "null"}, {"x-personal": True}]}}}},
    }
    document = {
        "reference": "Wedding 7",
        "note": "Fragile",
        "lines": [{"text": "Forever yours", "sku": "A-1"}],
        "giver": {"label": "Aunt", "age": 61, "code": "GB"},
    }
    made = disguised(document, schema)
    assert (made["note"], made["lines"][0]["sku"], made["giver"]["code"]) == ("Fragile", "A-1", "GB")
    for before, after in [
        (document["reference"], made["reference"]),
        ("Forever yours", made["lines"][0]["text"]),
        ("Aunt", made["giver"]["label"]),
    ]:
        assert (after != before, shape(after)) == (True, shape(str(before)))
    assert made["giver"]["age"] != 61


def test_a_document_beyond_all_depth_is_refused() -> None:
    deep: Any = "leaf"
    for _ in range(200_000):
        deep = [deep]
    with pytest.raises(Malformed, match="nested too deep"):
        disguised(deep)
