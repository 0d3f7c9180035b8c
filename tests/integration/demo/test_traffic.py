"""Buyers, the warehouse's people and trouble, played at sandboxes with nothing between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import anyio
import httpx
import pytest

from crossdock.demo.baskets import Buyer, Kind
from crossdock.demo.control import control
from crossdock.demo.door import Door
from crossdock.demo.fates import Fate, Fates
from crossdock.demo.sandboxes import open_sandboxes
from crossdock.demo.seed_flow import access_to
from crossdock.demo.shop import Shop
from crossdock.demo.supplies import ASIDE, ENOUGH, LOW, keep_supplied
from crossdock.demo.trouble import Trouble, make_trouble
from crossdock.demo.warehouse import SELLABLE, Warehouse

ASSAM = ("DCCL01", "TEAASSAM250")


@pytest.fixture
def addresses(tmp_path: Path) -> Iterator[Mapping[str, str]]:
    with open_sandboxes({}, tmp_path, {"seko": {"pace": 3600}}) as found:
        yield found


def shop_at(addresses: Mapping[str, str]) -> Shop:
    return Shop(addresses["shopify"], access_to("shopify", addresses["shopify"]).secrets["access_token"])


async def test_a_buyer_has_no_more_than_the_shop_shows(addresses: Mapping[str, str]) -> None:
    async with shop_at(addresses) as shop:
        buyer = Buyer(await shop.shelf(), seed=1)
        sold = [await shop.sell(buyer.fill(Kind.BUNDLE).order) for _ in range(14)]
    assert [order is not None for order in sold] == [True] * 12 + [False] * 2
    assert min(level["available"] for level in control(addresses["shopify"], "state")["stock"]) == 0


async def test_a_cancelled_order_is_cancelled_in_the_shop_once_its_door_is_open(addresses: Mapping[str, str]) -> None:
    door = Door()
    door.close()
    async with shop_at(addresses) as shop, Warehouse(addresses["seko"]) as warehouse:
        order = await shop.sell(Buyer(await shop.shelf(), seed=1).fill(Kind.STANDARD).order)
        assert order is not None
        fates = Fates(shop, warehouse, door, stage_seconds=0.01, chance=Random(1))  # noqa: S311  # not a secret
        async with anyio.create_task_group() as group:
            group.start_soon(fates.befall, Fate.CANCELLED, order)
            await anyio.sleep(0.2)
            (waiting,) = control(addresses["shopify"], "state")["orders"]
            door.open()
    (cancelled,) = control(addresses["shopify"], "state")["orders"]
    assert waiting["cancelled_at"] is None
    assert cancelled["cancelled_at"] is not None


async def test_what_is_low_is_delivered_anew(addresses: Mapping[str, str]) -> None:
    state = control(addresses["seko"], "state")["stock"]
    free = next(place[SELLABLE] for place in state if place["id"] == "/".join(ASSAM))
    moved = {"dc": ASSAM[0], "product": ASSAM[1], "quantity": free - LOW + 1, "target": "QC"}
    control(addresses["seko"], "stock-moves", moved)
    async with Warehouse(addresses["seko"]) as warehouse, anyio.create_task_group() as group:
        group.start_soon(keep_supplied, warehouse, Door(), Random(3))  # noqa: S311  # not a secret
        for _ in range(600):
            if (await warehouse.shelves())[ASSAM] >= ENOUGH - ASIDE:
                break
            await anyio.sleep(0.1)
        else:
            pytest.fail("nothing was delivered")
        group.cancel_scope.cancel()


def test_trouble_comes_and_goes(addresses: Mapping[str, str]) -> None:
    make_trouble(addresses, Trouble.MUCH)
    assert control(addresses["seko"], "switches")["lose_push_every"] > 0
    assert {fault["kind"] for fault in faults(addresses, "shopify")} == {"throttle", "status", "timeout", "reset"}
    make_trouble(addresses, Trouble.NONE)
    assert control(addresses["seko"], "switches")["lose_push_every"] == 0
    assert faults(addresses, "seko") == faults(addresses, "shopify") == []


def faults(addresses: Mapping[str, str], name: str) -> list[dict[str, object]]:
    answer = httpx.get(f"{addresses[name]}/_sandbox/faults").raise_for_status().json()["faults"]
    return [active["fault"] for active in answer]
