"""What the demo's buyers order."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from itertools import islice

import pytest

from crossdock.demo.baskets import BUNDLE, EBOOK, FIRST, GREY, KETTLE, MUG, TEA, TIN, VOUCHER, Buyer, Kind, baskets
from crossdock.demo.shop import Variant

SKUS = (TEA, GREY, MUG, TIN, KETTLE, BUNDLE, EBOOK, VOUCHER)
SHELF = {sku: Variant(id=number, price=Decimal("12.00")) for number, sku in enumerate(SKUS, 1)}
_EMAIL = re.compile(r"[\w.+-]+@[\w.-]+")


def test_the_same_seed_gives_the_same_orders_and_another_seed_others() -> None:
    first, again, others = (list(islice(baskets(SHELF, seed), 50)) for seed in (1, 1, 2))
    assert first == again
    assert first != others


def test_the_first_dozen_is_of_the_kinds_worth_showing() -> None:
    assert [basket.kind for basket in islice(baskets(SHELF, 1), len(FIRST))] == list(FIRST)


def test_every_kind_comes_in_time() -> None:
    assert {basket.kind for basket in islice(baskets(SHELF, 1), 1000)} == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_nobody_in_an_order_exists(kind: Kind) -> None:
    text = json.dumps(Buyer(SHELF, 1).fill(kind).order)
    assert {address.rpartition("@")[2] for address in _EMAIL.findall(text)} <= {"example.com"}
    assert set(re.findall(r"\+[\d ]+", text)) <= {*re.findall(r"\+44 7700 900\d{3}", text), "+1 212 555 0142"}


def test_taxes_are_part_of_a_price_or_on_top_of_it() -> None:
    buyer = Buyer(SHELF, 1)
    (within,), (above,) = buyer.line(TEA)["tax_lines"], buyer.line(TEA, on_top=True)["tax_lines"]
    assert (within["price"], above["price"]) == ("2.00", "2.40")
