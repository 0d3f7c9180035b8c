from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crossdock.connect import Connector, Resource, Worth
from crossdock.connect.resource import at
from crossdock.errors import InvalidInput, NotFound, PluginError
from crossdock.model.money import Money

LINE = Resource(name="line", title="Line", description="A line.", key=("Order.Number", "LineNumber"))


def test_a_key_is_texts_in_the_order_of_its_paths() -> None:
    assert LINE.key_of({"Order": {"Number": "007"}, "LineNumber": 2}) == ("007", "2")


@pytest.mark.parametrize("value", [None, "", True, 1.5, [], {}])
def test_a_record_without_its_key_is_refused_naming_the_path(value: Any) -> None:
    with pytest.raises(InvalidInput, match="LineNumber") as raised:
        LINE.key_of({"Order": {"Number": "007"}, "LineNumber": value})
    assert raised.value.stable_code == "no-key"


@pytest.mark.parametrize("record", [{}, {"Order": None}, {"Order": []}, [], "text", None])
def test_a_record_of_another_shape_is_refused(record: Any) -> None:
    with pytest.raises(InvalidInput, match=r"Order\.Number"):
        LINE.key_of(record)


WORTHY = Resource(
    name="order",
    title="Order",
    description="An order.",
    key=("id",),
    worth=Worth(amount="total.amount", currency="total.currency"),
)


@pytest.mark.parametrize("amount", ["0.00", "149.50", "-3", "123456789012345678.123456"])
def test_a_record_is_worth_the_text_that_it_tells(amount: str) -> None:
    told = {"total": {"amount": amount, "currency": "GBP"}}
    assert WORTHY.worth_of(told) == Money(amount=amount, currency="GBP")
    assert LINE.worth_of(told) is None


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        (149.5, "GBP"),
        (149, "GBP"),
        ("149,50", "GBP"),
        ("1e3", "GBP"),
        ("NaN", "GBP"),
        ("\u0661", "GBP"),
        ("1.", "GBP"),
        ("1234567890123456789", "GBP"),
        ("1\n", "GBP"),
        ("1", "gbp"),
        ("1", "POUND"),
        ("1", None),
        (None, None),
    ],
)
def test_what_is_no_decimal_text_with_a_currency_is_worth_nothing(amount: Any, currency: Any) -> None:
    assert WORTHY.worth_of({"total": {"amount": amount, "currency": currency}}) is None


@pytest.mark.parametrize("record", [{}, {"total": None}, {"total": "1"}, [], None])
def test_a_record_of_another_shape_is_worth_nothing(record: Any) -> None:
    assert WORTHY.worth_of(record) is None


def test_the_empty_path_is_the_document() -> None:
    assert at([1], "") == [1]


def test_schema_and_samples_are_the_package_s_files(acme: Connector, package: Path) -> None:
    order = acme.resource("order")
    assert order.schema(acme.package)["required"] == ["number"]
    assert [(s.name, s.payload) for s in order.samples(acme.package)] == [
        ("large", b'{"number": 2}'),
        ("small", b'{"number": 1}'),
    ]


def test_files_that_were_not_shipped_are_named(acme: Connector, package: Path) -> None:
    with pytest.raises(PluginError, match=r"schemas/line\.json"):
        LINE.schema(acme.package)
    with pytest.raises(PluginError, match=r"samples/line/"):
        LINE.samples(acme.package)


def test_a_schema_that_is_not_json_is_named_with_its_line(acme: Connector, package: Path) -> None:
    (package / "schemas" / "order.json").write_text("{\n,}")
    with pytest.raises(PluginError, match=r"schemas/order\.json .* line 2"):
        acme.resource("order").schema(acme.package)


def test_an_unknown_resource_names_the_nearest(acme: Connector) -> None:
    with pytest.raises(NotFound, match="Did you mean 'order'"):
        acme.resource("orders")
