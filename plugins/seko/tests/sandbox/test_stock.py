"""Stock at the iHub: what reads show, and that no piece is ever lost or made."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import count
from xml.etree import ElementTree as ET

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from crossdock.connect.sandbox import Agenda, Outbox, SandboxClock
from crossdock.testing.sandbox_contract import NOW
from crossdock_seko.sandbox import start_data
from crossdock_seko.sandbox.account import Account
from crossdock_seko.sandbox.refusal import Refused
from crossdock_seko.sandbox.stock import LOCATION_TYPES
from crossdock_seko.sandbox.switches import SekoSwitches

from .conftest import Hub, OrderOf

TEA = ("DCCL01", "TEAASSAM250", "Available Stock")
CODES = ("TEAASSAM250", "MUGSTONE01", "KETTLEGN12")


def test_stock_is_read_by_centre_and_by_code(hub: Hub) -> None:
    assert {place[0] for place in hub.stock(dc="DCSOM01")} == {"DCSOM01"}
    assert set(hub.stock(productCodes="TEAASSAM250~mugstone01", dc="DCCL01")) == {
        TEA,
        ("DCCL01", "MUGSTONE01", "Available Stock"),
    }
    assert {place[1] for place in hub.stock(productCodes="TINROUNDS,KETTLEGN12")} == {"TINROUNDS", "KETTLEGN12"}


def test_what_is_not_there_has_no_line(hub: Hub) -> None:
    assert not [place for place in hub.stock() if place[1] in ("MUGSTONE02", "BUNDLESTARTER")]


@pytest.mark.parametrize("codes", ["MUGSTONE02", "NOSUCHTHING"])
def test_nothing_to_show_is_a_failure(codes: str, hub: Hub) -> None:
    assert hub.words(hub.get("stock/v3/quantity", productCodes=codes)) == "No results found for search criteria"


def test_an_unknown_centre_is_refused(hub: Hub) -> None:
    assert hub.words(hub.get("stock/v3/quantity", dc="DCXX99")) == "Error. Invalid Mapping - DC"


def test_xml_is_answered_unless_json_is_asked_for(hub: Hub) -> None:
    answer = hub.client.get("/api/stock/v3/quantity", params={**hub.key, "productCodes": "TINROUNDS"})
    assert answer.headers["content-type"].startswith("application/xml")
    lines = ET.fromstring(answer.content).findall("List/StockQuantityLineItem")  # noqa: S314  # our own sandbox's
    assert [(line.findtext("DCCode"), line.findtext("Quantity")) for line in lines] == [
        ("DCCL01", "400"),
        ("DCSOM01", "200"),
    ]


def test_one_line_may_come_as_a_bare_object(hub: Hub) -> None:
    hub.control("switches", {"one_line_as_object": True})
    answer = hub.get("stock/v3/quantity", productCodes="TINROUNDS", dc="DCCL01").json()
    assert answer["List"]["StockQuantityLineItem"]["Quantity"] == 400


def test_a_query_that_is_too_long_finds_no_service(hub: Hub) -> None:
    answer = hub.get("stock/v3/quantity", productCodes=",".join(["TINROUNDS"] * 250))
    assert answer.status_code == 404


def test_reads_lag_behind_orders_but_orders_do_not_lag(hub: Hub, order: OrderOf) -> None:
    assert hub.submit(order("1", lines={"TEAASSAM250": 200})) == ""
    assert hub.stock()[TEA] == 240
    assert "no free stock" in hub.submit(order("2", lines={"TEAASSAM250": 41}))
    assert hub.submit(order("3", lines={"TEAASSAM250": 40})) == ""
    hub.advance(4.9)
    assert hub.stock()[TEA] == 240
    hub.advance(0.2)
    assert TEA not in hub.stock()


def test_an_order_takes_all_of_its_stock_or_none(hub: Hub, order: OrderOf) -> None:
    assert "MUGSTONE01 has no free stock" in hub.submit(order(lines={"TEAASSAM250": 1, "MUGSTONE01": 59}))
    assert hub.state("stock")["DCCL01/TEAASSAM250"]["reserved"] == 0


def test_a_short_pick_is_dispatched_short_and_the_rest_never_comes(hub: Hub, order: OrderOf) -> None:
    hub.submit(order(lines={"TEAASSAM250": 4}))
    hub.control("short-picks", {"order": "1001", "product": "TEAASSAM250", "quantity": 1})
    hub.advance(2_000)
    assert hub.state("dispatches")["1001-1"]["lines"] == [{"product": "TEAASSAM250", "quantity": 4, "short": 1}]
    held = hub.state("stock")["DCCL01/TEAASSAM250"]
    assert (held["Available Stock"], held["reserved"], held["dispatched"], held["Query"]) == (236, 0, 3, 1)


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({"order": "7", "product": "TEAASSAM250", "quantity": 1}, 404),
        ({"order": "1001", "product": "TINROUNDS", "quantity": 1}, 404),
        ({"order": "1001", "product": "TEAASSAM250", "quantity": 3}, 422),
        ({"order": "1001", "product": "TEAASSAM250", "quantity": -1}, 422),
        ({"order": "1001"}, 422),
    ],
)
def test_a_short_pick_that_cannot_be_is_refused(
    wanted: dict[str, object], status: int, hub: Hub, order: OrderOf
) -> None:
    hub.submit(order())
    answer = hub.client.post("/_sandbox/short-picks", json=wanted)
    assert answer.status_code == status
    assert answer.json()["remedy"]


class RunningClock:
    """Ours to move."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time


class StockMachine(RuleBasedStateMachine):
    """Orders, cancellations, short picks, receipts and time, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.time = RunningClock()
        clock = SandboxClock(self.time)
        self.agenda = Agenda(clock)
        self.account = Account(clock, self.agenda, Outbox(clock), SekoSwitches())
        self.numbers = count(1)
        self.first = {place: self.account.stock.free(place) for place in self.account.stock.places()}

    @rule(lines=st.dictionaries(st.sampled_from(CODES), st.integers(1, 90), min_size=1), dc=st.sampled_from(["A", "B"]))
    def order(self, lines: dict[str, int], dc: str) -> None:
        number = str(next(self.numbers))
        delivery = dict.fromkeys(
            ("FirstName", "LastName", "Line1", "City", "CountryCode", "PhoneNumber", "EmailAddress"), "x"
        )
        document = {
            "WebSalesOrder": {"SalesOrderNumber": number},
            "SalesOrderHeader": {"DCCode": {"A": "DCCL01", "B": "DCSOM01"}[dc]},
            "DeliveryDetails": delivery,
            "List": {
                "SalesOrderLineItem": [
                    {"LineNumber": place, "ProductCode": code, "Quantity": quantity}
                    for place, (code, quantity) in enumerate(lines.items(), 1)
                ]
            },
        }
        try:
            self.account.submit_order(document, "WebSalesOrder")
        except Refused as refused:
            assert "no free stock" in refused.message  # noqa: PT017  # acceptance is as good
            assert self.account.orders.find(number) is None

    @rule(number=st.integers(1, 20))
    def cancel(self, number: int) -> None:
        order = self.account.orders.find(str(number))
        before = None if order is None else order.status
        try:
            self.account.cancel_order(str(number))
        except Refused:
            assert before not in ("Confirmed", "To Be Picked")
        else:
            assert before in ("Confirmed", "To Be Picked")

    @rule(number=st.integers(1, 20), code=st.sampled_from(CODES))
    def run_short(self, number: int, code: str) -> None:
        order = self.account.orders.find(str(number))
        if order and order.status == "Being Picked" and any(line.code == code for line in order.lines):
            self.account.run_short(order.number, code, 1)

    @rule(code=st.sampled_from(CODES), quantity=st.integers(1, 50), is_return=st.booleans())
    def announce(self, code: str, quantity: int, is_return: bool) -> None:
        number = f"ASN-{next(self.numbers)}"
        line = {"LineNumber": 1, "ProductCode": code, "Quantity": quantity}
        self.account.submit_receipt(
            {
                "Receipt": {"ASNNumber": number, "IsReturn": is_return},
                "ReceiptHeader": {"DCCode": "DCCL01"},
                "List": {"ReceiptLineItem": [line]},
            }
        )

    @rule(minutes=st.integers(1, 90))
    def wait(self, minutes: int) -> None:
        self.time.time += timedelta(minutes=minutes)
        self.agenda.run_due()

    @invariant()
    def no_piece_is_lost_or_made(self) -> None:
        stock = self.account.stock
        for place in stock.places():
            located = sum(stock.located(place, location) for location in LOCATION_TYPES)
            everything = located + stock.reserved[place] + stock.dispatched[place]
            assert everything == self.first.get(place, 0) + stock.received[place]
            assert stock.free(place) >= 0
            assert stock.reserved[place] >= 0

    @invariant()
    def what_is_reserved_belongs_to_open_orders(self) -> None:
        wanted: Counter[tuple[str, str]] = Counter()
        for order in self.account.orders:
            if order.status not in ("Cancelled", "Dispatched"):
                wanted.update(order.reserved())
        assert +self.account.stock.reserved == +wanted

    @invariant()
    def reads_show_at_least_what_is_free(self) -> None:
        stock, now = self.account.stock, self.time.now()
        shown = {
            (line.dc_code, line.product_code): line.quantity
            for line in stock.shown(now, start_data.DISTRIBUTION_CENTRES, None)
            if line.location_type == "Available Stock"
        }
        for place in stock.places():
            assert shown.get(place, 0) >= stock.free(place)


TestStock = StockMachine.TestCase
TestStock.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
