"""Products and receipts at the iHub."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from crossdock.engine.schema import SchemaCheck
from crossdock.model.problem import Side
from crossdock.testing.receiver import Receiver
from crossdock_seko.connector import Seko

from .conftest import SAMPLES, Hub, OrderOf, change

NEW = SAMPLES["product"]["tea-with-lots"]


def product(**changes: Any) -> dict[str, Any]:
    document = copy.deepcopy(NEW)
    document["ProductMaster"]["ProductCode"] = "NEWTEA"
    for name, value in changes.items():
        change(document, f"ProductMaster.{name}", value)
    return document


def receipt(**changes: Any) -> dict[str, Any]:
    document = copy.deepcopy(SAMPLES["receipt"]["return"])
    for path, value in changes.items():
        change(document, path.replace("__", "."), value)
    return document


def test_a_product_is_created_once(hub: Hub) -> None:
    assert hub.words(hub.post("products/v4/submit", product())) == ""
    assert hub.words(hub.post("products/v4/submit", product(ProductCode="newtea"))) == "Product newtea already exists."
    assert hub.state("products")["NEWTEA"]["received"] == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ProductCode": ""}, "ProductCode is required."),
        ({"ProductDescription": None}, "ProductDescription is required."),
        ({"ProductDescription": "N" * 201}, "ProductDescription is longer than 200 characters."),
        ({"GrossWeight": None}, "GrossWeight is required."),
        ({"GrossWeight": "heavy"}, "GrossWeight is not a valid number."),
        ({"GrossWeightUOM": "KGS"}, "GrossWeightUOM is longer than 2 characters."),
        ({"HTSCode": "0902.30"}, "HTSCode must be at least 10 digits."),
        ({"HTSCode": "090230"}, "HTSCode must be at least 10 digits."),
    ],
)
def test_a_product_that_cannot_be_is_refused(changes: dict[str, Any], words: str, hub: Hub) -> None:
    for service in ("submit", "update"):
        assert hub.words(hub.post(f"products/v4/{service}", product(**changes))) == words
    assert "NEWTEA" not in hub.state("products")


def test_a_barcode_belongs_to_one_product(hub: Hub) -> None:
    hub.post("products/v4/submit", product(EAN="5060000000130"))
    again = hub.post("products/v4/submit", product(ProductCode="OTHERTEA", EAN="5060000000130"))
    assert hub.words(again) == "EAN 5060000000130 is already used."
    assert hub.words(hub.post("products/v4/update", product(EAN="5060000000130"))) == ""


def test_an_update_overwrites_and_erases_what_is_left_out(hub: Hub) -> None:
    hub.post("products/v4/submit", product(EAN="5060000000130"))
    assert hub.words(hub.post("products/v4/update", product(ProductDescription="New words", HTSCode=None))) == ""
    kept = hub.state("products")["NEWTEA"]["document"]["ProductMaster"]
    assert kept["ProductDescription"] == "New words"
    assert "EAN" not in kept
    assert "HTSCode" not in kept


def test_flags_stay_as_the_product_was_created(hub: Hub) -> None:
    hub.post("products/v4/submit", product())
    assert hub.words(hub.post("products/v4/update", product(LotControlled=False))) == "LotControlled cannot be changed."
    assert hub.words(hub.post("products/v4/update", product(LotControlled=None))) == ""
    assert hub.state("products")["NEWTEA"]["document"]["ProductMaster"]["LotControlled"] is True


def test_an_unknown_product_cannot_be_updated(hub: Hub) -> None:
    assert hub.words(hub.post("products/v4/update", product())) == "Product NEWTEA does not exist."


def test_announced_goods_arrive_and_are_pushed(hub: Hub, pushed: Receiver) -> None:
    hub.control("switches", {"goods_received_url": pushed.url})
    announced = copy.deepcopy(SAMPLES["receipt"]["supplier-delivery"])
    announced["Receipt"]["WarehouseETA"] = "2026-03-02T20:00:00Z"
    assert hub.words(hub.post("receipts/v3/submit", announced)) == ""
    hub.advance(10 * 60)
    assert hub.stock()["DCCL01", "MUGSTONE01", "Available Stock"] == 58
    hub.advance(90)
    assert hub.stock()["DCCL01", "MUGSTONE01", "Available Stock"] == 298
    (delivery,) = pushed.wait_for(1)
    (entry,) = delivery.document["Responses"]
    message = entry["Response"]["GRN"]
    assert (message["HBRef"], message["RMA"], message["DCCode"]) == ("ASN-2201", None, "DCCL01")
    assert [(line["ProductCode"], line["Quantity"], line["LotNo"]) for line in message["GRNLineItem"]] == [
        ("MUGSTONE01", 240, None),
        ("TEAASSAM250", 600, "L2602"),
    ]


def test_returned_goods_are_not_for_sale(hub: Hub) -> None:
    hub.post("receipts/v3/submit", receipt())
    hub.advance(61)
    stock = hub.stock(productCodes="MUGSTONE01", dc="DCCL01")
    assert stock == {("DCCL01", "MUGSTONE01", "Available Stock"): 58, ("DCCL01", "MUGSTONE01", "Quarantine"): 1}


def test_a_parcel_that_nobody_announced_is_told_under_its_order(hub: Hub, order: OrderOf, pushed: Receiver) -> None:
    hub.control("switches", {"goods_received_url": pushed.url})
    hub.submit(order())
    back = {"order": "1001", "product": "TEAASSAM250", "quantity": 2}
    too_soon = hub.client.post("/_sandbox/returns", json=back)
    assert (too_soon.status_code, "Only 0 of" in too_soon.text) == (422, True)
    hub.advance(200)
    for _ in range(2):
        hub.control("returns", {**back, "quantity": 1, "reason": "Not wanted"})
    assert not hub.client.post("/_sandbox/returns", json=back).is_success
    hub.advance(15)
    (delivery,) = pushed.wait_for(1)
    told = [entry["Response"]["GRN"] for entry in delivery.document["Responses"]]
    assert [(each["RMA"], each["HBRef"], each["GRNLineItem"][0]["Quantity"]) for each in told] == [
        ("1001.1", "1001", 1),
        ("1001.2", "1001", 1),
    ]
    check = SchemaCheck(Seko.resource("goods_received").schema(Seko.package))
    assert [problem for each in told for problem in check.problems(each, Side.SOURCE)] == []
    assert hub.stock()["DCCL01", "TEAASSAM250", "Quarantine"] == 2


def test_an_announcement_is_made_once_unless_it_is_an_update(hub: Hub) -> None:
    assert hub.words(hub.post("receipts/v3/submit", receipt())) == ""
    assert hub.words(hub.post("receipts/v3/submit", receipt())) == "ASN Number already exists."
    update = receipt(Receipt__UpdateReceipt=True, List__ReceiptLineItem__0__Quantity=5)
    assert hub.words(hub.post("receipts/v3/submit", update)) == ""
    hub.advance(61)
    assert hub.stock()["DCCL01", "MUGSTONE01", "Quarantine"] == 5
    assert hub.words(hub.post("receipts/v3/submit", update)) == "Receipt has already been received."
    assert hub.state("receipts")["RMA-1005"]["received"] == 4


def test_an_update_may_put_the_arrival_off(hub: Hub) -> None:
    hub.post("receipts/v3/submit", receipt())
    later = receipt(Receipt__UpdateReceipt=True, Receipt__WarehouseETA="2026-03-04T09:00:00")
    assert hub.words(hub.post("receipts/v3/submit", later)) == ""
    hub.advance(24 * 60)
    assert hub.state("receipts")["RMA-1005"]["arrived"] is False
    hub.advance(24 * 60)
    assert hub.state("receipts")["RMA-1005"]["arrived"] is True


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("Receipt__ASNNumber", None, "ASNNumber is required."),
        ("Receipt__HBReference", "N" * 51, "HBReference is longer than 50 characters."),
        ("Receipt__WarehouseETA", "soon", "WarehouseETA is not a valid number."),
        ("ReceiptHeader__DCCode", "DCXX99", "Error. Invalid Mapping - DC"),
        ("List__ReceiptLineItem", [], "ReceiptLineItem is required."),
        ("List__ReceiptLineItem__0__ProductCode", "NOSUCHTHING", "Product NOSUCHTHING does not exist."),
        ("List__ReceiptLineItem__0__Quantity", -1, "Quantity is not a valid number."),
        ("List__ReceiptLineItem__0__LineNumber", 0, "LineNumber is not a valid number."),
    ],
)
def test_an_announcement_that_cannot_be_is_refused(path: str, value: Any, words: str, hub: Hub) -> None:
    assert hub.words(hub.post("receipts/v3/submit", receipt(**{path: value}))) == words
    assert hub.state("receipts") == {}


def test_a_reference_is_used_once(hub: Hub) -> None:
    hub.post("receipts/v3/submit", receipt())
    assert (
        hub.words(hub.post("receipts/v3/submit", receipt(Receipt__ASNNumber="OTHER"))) == "HBReference already exists."
    )
