"""Orders at the iHub: what it refuses, and the way an order goes."""

from __future__ import annotations

import copy
from typing import Any

import httpx
import pytest

from .conftest import SAMPLES, Hub, OrderOf, change

PREFIX = "Error Submitting SalesOrder: 1001 - Error. "


def test_an_order_is_accepted_with_a_guid_and_kept_as_received_once(hub: Hub, order: OrderOf) -> None:
    answer = hub.post("salesorders/v4/websubmit", order()).json()
    assert answer["CallStatus"] == {"Success": True, "Code": 0, "Message": ""}
    held = hub.state("orders")["1001"]
    assert (held["guid"], held["received"], held["status"]) == (answer["GUID"], 1, "Confirmed")
    assert held["lines"] == [
        {"product": "TEAASSAM250", "quantity": 2, "short": 0},
        {"product": "MUGSTONE01", "quantity": 1, "short": 0},
    ]


@pytest.mark.parametrize("sample", sorted(SAMPLES["order"]))
def test_every_sample_of_the_connector_is_accepted(sample: str, hub: Hub) -> None:
    assert hub.submit(SAMPLES["order"][sample]) == ""


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("WebSalesOrder.SalesInvoiceNumber", "N" * 101, "SalesInvoiceNumber is longer than 100 characters."),
        ("WebSalesOrder.GiftMessage", "N" * 501, "GiftMessage is longer than 500 characters."),
        ("WebSalesOrder.SubTotal", "45.67", "SubTotal is not a valid number."),
        ("WebSalesOrder.CurrencyCode", "XXX", "Currency XXX is invalid."),
        ("WebSalesOrder.CourierService", "Tracked 49", "Courier service Royal Mail / Tracked 49 is not mapped."),
        ("WebSalesOrder.CourierName", None, "Courier service  / Tracked 48 is not mapped."),
        ("SalesOrderHeader.DCCode", "DCXX99", "Invalid Mapping - DC"),
        ("SalesOrderHeader.DCCode", None, "Invalid Mapping - DC"),
        ("DeliveryDetails.PhoneNumber", None, "PhoneNumber is required."),
        ("DeliveryDetails.LastName", "", "LastName is required."),
        ("List.SalesOrderLineItem", [], "SalesOrderLineItem is required."),
        ("List", None, "SalesOrderLineItem is required."),
        ("List.SalesOrderLineItem.0.ProductCode", "NOSUCHTHING", "Product NOSUCHTHING does not exist."),
        ("List.SalesOrderLineItem.1.ProductCode", "teaassam250", "Product TEAASSAM250 is on more than one line."),
        ("List.SalesOrderLineItem.0.Quantity", 0, "Quantity is not a valid number."),
        ("List.SalesOrderLineItem.0.Quantity", 1.5, "Quantity is not a valid number."),
        ("List.SalesOrderLineItem.0.Quantity", None, "Quantity is required."),
        ("List.SalesOrderLineItem.0.LineNumber", None, "LineNumber is required."),
        ("List.SalesOrderLineItem.0.Quantity", 1000, "Product TEAASSAM250 has no free stock."),
        ("List.SalesOrderLineItem.0.ProductCode", "BUNDLESTARTER", "Product BUNDLESTARTER has no free stock."),
    ],
)
def test_what_cannot_be_taken_is_refused_and_not_kept(
    path: str, value: Any, words: str, hub: Hub, order: OrderOf
) -> None:
    document = order()
    change(document, path, value)
    before = hub.state("stock")
    assert hub.submit(document) == PREFIX + words
    assert hub.state("orders") == {}
    assert hub.state("stock") == before


def test_the_number_itself_is_checked_first(hub: Hub, order: OrderOf) -> None:
    missing = "Error Submitting SalesOrder:  - Error. SalesOrderNumber is required."
    assert hub.submit(order("", WebSalesOrder__CurrencyCode="XXX")) == missing
    assert "longer than 50" in hub.submit(order("N" * 51))


def test_only_the_first_fault_is_told(hub: Hub, order: OrderOf) -> None:
    document = order(lines={"NOSUCHTHING": 1}, WebSalesOrder__CurrencyCode="XXX", SalesOrderHeader__DCCode="DCXX99")
    assert hub.submit(document) == f"{PREFIX}Currency XXX is invalid."
    change(document, "WebSalesOrder.CurrencyCode", "GBP")
    assert hub.submit(document) == f"{PREFIX}Invalid Mapping - DC"
    change(document, "SalesOrderHeader.DCCode", "DCCL01")
    assert hub.submit(document) == f"{PREFIX}Product NOSUCHTHING does not exist."


def test_a_number_is_used_once_and_every_try_is_counted(hub: Hub, order: OrderOf) -> None:
    assert hub.submit(order()) == ""
    for _ in range(2):
        assert hub.submit(order(lines={"TINROUNDS": 1})) == f"{PREFIX}Sales Order Number already exists."
    assert hub.state("orders")["1001"]["received"] == 3
    assert hub.submit(order(1001)) == f"{PREFIX}Sales Order Number already exists."


def test_an_invoice_number_is_used_once(hub: Hub, order: OrderOf) -> None:
    assert hub.submit(order("1", WebSalesOrder__SalesInvoiceNumber="INV-1")) == ""
    assert "Invoice Number already exists" in hub.submit(order("2", WebSalesOrder__SalesInvoiceNumber="INV-1"))


@pytest.mark.parametrize("body", [b"", b"[]", b"order", b'{"WebSalesOrder": '])
def test_a_body_that_is_no_order_is_refused_in_the_manuals_words(body: bytes, hub: Hub) -> None:
    answer = hub.client.post("/api/salesorders/v4/websubmit", params=hub.key, content=body)
    assert hub.words(answer).startswith("Cannot process json")


def test_double_quotes_break_a_text_unless_that_is_switched_off(hub: Hub, order: OrderOf) -> None:
    document = order(WebSalesOrder__Notes='the "blue" one')
    assert hub.submit(document).startswith("Cannot process json")
    hub.control("switches", {"refuse_double_quotes": False})
    assert hub.submit(document) == ""


def test_odd_product_codes_are_refused_when_that_is_switched_on(hub: Hub, order: OrderOf) -> None:
    product = copy.deepcopy(SAMPLES["product"]["tea-with-lots"])
    change(product, "ProductMaster.ProductCode", "TEA-ODD-1")
    assert hub.words(hub.post("products/v4/submit", product)) == ""
    assert hub.submit(order(lines={"TEA-ODD-1": 1})) == f"{PREFIX}Product TEA-ODD-1 has no free stock."
    hub.control("switches", {"refuse_odd_skus": True})
    assert hub.submit(order(lines={"TEA-ODD-1": 1})) == f"{PREFIX}Product TEA-ODD-1 contains invalid characters."


def test_a_business_order_needs_a_known_company_and_no_phone(hub: Hub, order: OrderOf) -> None:
    document = order()
    document["SalesOrder"] = document.pop("WebSalesOrder")
    del document["DeliveryDetails"]["PhoneNumber"]

    def submit() -> str:
        return hub.words(hub.post("salesorders/v4/submit", document))

    assert submit() == f"{PREFIX}CompanyCode is required."
    document["ShipToCompany"] = {"CompanyCode": "NOBODY"}
    assert submit() == f"{PREFIX}Company NOBODY does not exist."
    document["ShipToCompany"] = {"CompanyCode": "EXSTORE01"}
    assert submit() == ""


@pytest.mark.parametrize(
    ("switch", "wrapped"), [("never", [False] * 4), ("always", [True] * 4), ("alternate", [False, True, False, True])]
)
def test_a_failure_is_bare_or_wrapped(switch: str, wrapped: list[bool], hub: Hub) -> None:
    hub.control("switches", {"wrap_failures": switch})
    answers = [hub.post("salesorders/v3/1/cancel") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert ["Response" in answer.json() for answer in answers] == wrapped


@pytest.mark.parametrize("query", [{}, {"api_key": "wrong"}, {"token": ""}])
def test_a_wrong_key_is_denied(query: dict[str, str], hub: Hub, order: OrderOf) -> None:
    answer = hub.client.post("/api/salesorders/v4/websubmit", params=query, json=order())
    assert answer.status_code == 401
    assert answer.json() == {"Message": "Authorization has been denied for this request."}
    assert hub.state("orders") == {}


def test_the_key_may_be_called_token(hub: Hub, order: OrderOf) -> None:
    answer = hub.client.post("/api/salesorders/v4/websubmit", params={"token": hub.key["api_key"]}, json=order())
    assert hub.words(answer) == ""


@pytest.mark.parametrize("path", ["salesorders/v9/websubmit", "orders", ""])
def test_an_unknown_service_is_a_page_for_people(path: str, hub: Hub) -> None:
    answer = hub.post(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


def test_an_order_goes_from_status_to_status_as_time_passes(hub: Hub, order: OrderOf) -> None:
    guid = hub.post("salesorders/v4/websubmit", order()).json()["GUID"]
    seen = []
    for _ in range(7):
        answer = hub.get(f"salesorders/v1/{guid}/status.json").json()["Response"]
        assert answer["GUID"] == guid
        seen.append(answer["Status"])
        hub.advance(20)
    assert seen == [
        "Confirmed",
        "To Be Picked",
        "Being Picked",
        "Pick Complete",
        "To Dispatch",
        "Dispatched",
        "Dispatched",
    ]


@pytest.mark.parametrize("minutes", [0, 20])
def test_a_cancelled_order_gives_its_stock_back_and_goes_no_further(minutes: int, hub: Hub, order: OrderOf) -> None:
    before = hub.state("stock")
    hub.submit(order())
    hub.advance(minutes or 1)
    assert hub.cancel("1001") == ""
    assert hub.state("stock") == before
    hub.advance(200)
    assert hub.state("orders")["1001"]["status"] == "Cancelled"
    assert hub.state("dispatches") == {}
    assert "already cancelled" in hub.cancel("1001")


@pytest.mark.parametrize("minutes", [40, 60, 80, 100])
def test_an_order_in_a_pick_wave_cannot_be_cancelled(minutes: int, hub: Hub, order: OrderOf) -> None:
    hub.submit(order())
    hub.advance(minutes)
    words = "Error. Dispatch assigned to a pick wave cannot be cancelled"
    assert hub.cancel("1001") == f"Error Submitting Sales Order Cancellation: 1001 - {words}"


def test_an_unknown_order_cannot_be_cancelled(hub: Hub) -> None:
    words = "Error Submitting Sales Order Cancellation: 7 - Error. Sales Order does not exist."
    assert hub.cancel("7") == words


def test_an_order_on_hold_waits_until_it_is_released(hub: Hub, order: OrderOf) -> None:
    hub.submit(order(WebSalesOrder__OnHold=True))
    hub.advance(500)
    assert hub.state("orders")["1001"]["status"] == "Confirmed"
    released = hub.post("salesorders/v1/1001/releasefromhold.json").json()["Response"]["CallStatus"]
    assert released["Success"] is True
    hub.advance(20)
    assert hub.state("orders")["1001"]["status"] == "To Be Picked"
    again = hub.post("salesorders/v1/1001/releasefromhold.json").json()["Response"]["CallStatus"]
    assert again["Message"] == "Error. Sales Order is not on hold."


def test_an_order_that_is_kept_from_the_centre_never_moves(hub: Hub, order: OrderOf) -> None:
    hub.submit(order(WebSalesOrder__DoNotPushToDC=True))
    hub.advance(5_000)
    assert hub.state("orders")["1001"]["status"] == "Confirmed"


def test_a_time_out_after_the_write_has_really_written(hub: Hub, order: OrderOf) -> None:
    hub.control("faults", {"kind": "timeout", "after_write": True, "next": 1, "seconds": 30, "path": "*/websubmit"})
    with pytest.raises(httpx.ReadTimeout):
        hub.client.post("/api/salesorders/v4/websubmit", params=hub.key, json=order(), timeout=0.2)
    assert hub.state("orders")["1001"]["received"] == 1
    assert hub.submit(order()) == f"{PREFIX}Sales Order Number already exists."


@pytest.mark.parametrize("written", [False, True])
def test_a_reset_happens_before_or_after_the_write(written: bool, hub: Hub, order: OrderOf) -> None:
    hub.control("faults", {"kind": "reset", "after_write": written, "next": 1})
    with pytest.raises(httpx.TransportError):
        hub.submit(order())
    assert ("1001" in hub.state("orders")) is written


def test_a_status_may_hide_a_write(hub: Hub, order: OrderOf) -> None:
    fault = {"kind": "status", "status": 502, "body": {"why": "proxy"}, "after_write": True, "next": 1}
    hub.control("faults", fault)
    answer = hub.post("salesorders/v4/websubmit", order())
    assert (answer.status_code, answer.json()) == (502, {"why": "proxy"})
    assert "1001" in hub.state("orders")


def test_latency_only_delays(hub: Hub, order: OrderOf) -> None:
    hub.control("faults", {"kind": "latency", "seconds": 0.01, "next": 1})
    assert hub.submit(order()) == ""
    assert hub.client.get("/_sandbox/faults").json() == {"faults": []}
