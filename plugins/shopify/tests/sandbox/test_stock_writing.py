"""The connector sets what can be sold, over real HTTP, and never sells twice what the shop sold meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest

from crossdock.connect import Receipt, Secret
from crossdock.connect.batch import Result, look_up, send, send_apart
from crossdock.connect.line import Line, LineLimits
from crossdock.connect.outbound import guarded_transport
from crossdock.errors import BatchRefused, ErrorKind, PlatformError
from crossdock_shopify.connector import Shopify
from crossdock_shopify.settings import ShopifySettings

from .conftest import EAST, MUG, MUG_ITEM, NORTH, Admin

SET = Shopify.operation("set-available")


@pytest.fixture(params=["2025-10", "2026-04"])
def shopify(request: pytest.FixtureRequest, address: str) -> Shopify:
    token = Secret("sandbox-shopify-token")
    return Shopify(ShopifySettings(shop="example-tea", access_token=token, address=address, api_version=request.param))


class Calls:
    """Counts what goes out on a line."""

    made = 0

    async def take(self) -> None:
        self.made += 1

    async def pause(self, seconds: float) -> None:
        """Nobody waits for points: there are enough."""


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture
async def line(shopify: Shopify, address: str, calls: Calls) -> AsyncIterator[Line]:
    transport = guarded_transport(frozenset({address.removeprefix("http://")}))
    async with Line(shopify, limits=LineLimits(seconds=2), transport=transport, allowance=calls) as line:
        yield line


def level(available: int, sku: str = "MUG-STONE-01", location: int = NORTH, **more: Any) -> Any:
    return {"sku": sku, "location_id": f"gid://shopify/Location/{location}", "available": available, **more}


async def tell(shopify: Shopify, line: Line, message: Any) -> Receipt:
    return await shopify.write(line, SET, message, await shopify.resolve(line, SET, message))


async def refused(shopify: Shopify, line: Line, message: Any) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await tell(shopify, line, message)
    return raised.value


async def test_available_is_set_and_what_is_promised_stays_on_hand(shopify: Shopify, line: Line, shop: Admin) -> None:
    shop.buy((MUG, 3))
    receipt = await tell(shopify, line, level(40))
    assert shop.stock() == (40, 3)
    assert shop.state("stock")[f"{NORTH}/{MUG_ITEM}"]["on_hand"] == 43
    assert shop.stock(location=EAST) == (41, 0)
    assert receipt.told is not None
    assert (receipt.id, receipt.told.quantity, receipt.told.missing) == (f"MUG-STONE-01/{NORTH}", 40, 0)


async def test_what_the_shop_sold_and_nobody_told_is_taken_off(shopify: Shopify, line: Line, shop: Admin) -> None:
    shop.buy((MUG, 5))
    receipt = await tell(shopify, line, level(60, expected=58))
    assert shop.stock() == (55, 5)
    assert receipt.told is not None
    assert (receipt.told.quantity, receipt.told.missing) == (55, 5)
    assert receipt.details == {"available": 55, "found": 53, "missing": 5}


async def test_more_than_was_expected_is_no_reason_to_sell_more(shopify: Shopify, line: Line, shop: Admin) -> None:
    receipt = await tell(shopify, line, level(50, expected=40))
    assert (shop.stock(), receipt.details["missing"]) == ((50, 0), 0)


async def test_a_sale_between_reading_and_setting_is_not_overwritten(shopify: Shopify, line: Line, shop: Admin) -> None:
    message = level(58)
    resolved = await shopify.resolve(line, SET, message)
    shop.buy((MUG, 2))
    with pytest.raises(PlatformError) as raised:
        await shopify.write(line, SET, message, resolved)
    assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.RETRY, False)
    assert shop.stock() == (56, 2)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (level(1, sku="NO-SUCH"), "sku-unknown"),
        (level(1, sku="MUG-STONE"), "sku-unknown"),
        (level(1, sku='MUG"-STONE'), "sku-unknown"),
        (level(1, sku="GIFTCARD-25"), "not-stocked"),
    ],
)
async def test_what_cannot_be_set_is_held_with_its_own_code(
    shopify: Shopify, line: Line, shop: Admin, message: Any, code: str
) -> None:
    error = await refused(shopify, line, message)
    assert (error.kind, error.stable_code, error.uncertain) == (ErrorKind.HOLD, code, False)
    assert shop.stock() == (58, 0)


async def test_too_much_is_refused_in_the_shop_s_words(shopify: Shopify, line: Line, shop: Admin) -> None:
    error = await refused(shopify, line, level(2_000_000_000))
    assert error.kind is ErrorKind.HOLD
    assert "can't be higher than 1,000,000,000" in error.message
    assert shop.stock() == (58, 0)


async def test_a_shop_without_points_is_asked_again_later(shopify: Shopify, line: Line, shop: Admin) -> None:
    shop.control("switches", {"points_per_second": 2})
    for _ in range(90):
        await tell(shopify, line, level(58))
    error = await refused(shopify, line, level(58))
    assert error.kind is ErrorKind.RETRY
    assert error.retry_after is not None
    assert error.retry_after > 0


def test_a_mutation_without_a_key_is_refused(shop: Admin) -> None:
    body = {"query": "mutation { inventorySetQuantities(input: $input) { userErrors { message } } }", "variables": {}}
    answer = shop.client.post("/admin/api/2026-04/graphql.json", json=body, headers=shop.headers)
    assert "@idempotent directive is required" in answer.json()["errors"][0]["message"]


def test_an_unknown_field_is_told(shop: Admin) -> None:
    answer = shop.post("graphql.json", {"query": "query { themes { id } }"})
    assert answer.json()["errors"][0]["extensions"]["code"] == "undefinedField"


async def tell_all(shopify: Shopify, line: Line, messages: list[Any]) -> list[Result]:
    resolved: list[Any] = await look_up(shopify, line, SET, messages)
    return await send_apart(partial(send, shopify, line, SET), list(zip(messages, resolved, strict=True)))


async def test_several_levels_are_read_by_one_call_and_set_by_one(
    shopify: Shopify, line: Line, shop: Admin, calls: Calls
) -> None:
    shop.buy((MUG, 3))
    messages = [level(40, expected=58), level(9, location=EAST), level(6, sku="TEA-ASSAM-250")]
    mug, east, tea = await tell_all(shopify, line, messages)
    assert calls.made == 3, "one question for each location, and one mutation"
    assert (shop.stock(), shop.stock(location=EAST)) == ((37, 3), (9, 0))
    assert isinstance(mug, Receipt)
    assert isinstance(east, Receipt)
    assert isinstance(tea, Receipt)
    assert (mug.details, east.id) == ({"available": 37, "found": 55, "missing": 3}, f"MUG-STONE-01/{EAST}")


async def test_of_several_levels_only_the_one_that_is_refused_is_held(
    shopify: Shopify, line: Line, shop: Admin
) -> None:
    done, refused_one, tea = await tell_all(
        shopify, line, [level(40), level(2_000_000_000, location=EAST), level(6, sku="TEA-ASSAM-250")]
    )
    assert isinstance(refused_one, PlatformError)
    assert (refused_one.kind, refused_one.uncertain) == (ErrorKind.HOLD, False)
    assert "can't be higher than 1,000,000,000" in refused_one.message
    assert isinstance(done, Receipt)
    assert isinstance(tea, Receipt)
    assert (shop.stock(), shop.stock(location=EAST)) == ((40, 0), (41, 0))


async def test_of_several_levels_only_the_one_that_sold_meanwhile_is_looked_at_anew(
    shopify: Shopify, line: Line, shop: Admin
) -> None:
    messages = [level(40), level(9, location=EAST)]
    resolved: list[Any] = await look_up(shopify, line, SET, messages)
    shop.buy((MUG, 2))
    sold, east = await send_apart(partial(send, shopify, line, SET), list(zip(messages, resolved, strict=True)))
    assert isinstance(sold, PlatformError)
    assert (sold.kind, sold.retry_after, sold.uncertain) == (ErrorKind.RETRY, 0.0, False)
    assert isinstance(east, Receipt)
    assert (shop.stock(), shop.stock(location=EAST)) == ((56, 2), (9, 0))


async def test_of_several_skus_those_that_cannot_be_set_are_told_by_name(
    shopify: Shopify, line: Line, shop: Admin
) -> None:
    skus = ["MUG-STONE", "MUG-STONE-01", "GIFTCARD-25"]
    unknown, mug, gift = await look_up(shopify, line, SET, [level(1, sku=sku) for sku in skus])
    assert isinstance(unknown, PlatformError)
    assert isinstance(gift, PlatformError)
    assert (unknown.stable_code, gift.stable_code) == ("sku-unknown", "not-stocked")
    assert isinstance(mug, dict)
    assert mug["found"] == 58


async def test_a_level_is_never_set_twice_by_one_call(shopify: Shopify, line: Line, shop: Admin) -> None:
    messages = [level(40), level(41)]
    resolved: list[Any] = await look_up(shopify, line, SET, messages)
    with pytest.raises(BatchRefused, match="must be unique") as raised:
        await shopify.write_batch(line, SET, messages, resolved)
    assert set(raised.value.offenders) == {0, 1}
    assert shop.stock() == (58, 0)


async def test_pages_of_skus_that_begin_alike_are_followed(
    shopify: Shopify, line: Line, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossdock_shopify.inventory.ALIKE", 0)
    chalk, slate, mug = await look_up(shopify, line, SET, [level(1, sku="MUG-STONE-02"), level(1), level(1, sku="MUG")])
    assert isinstance(chalk, dict)
    assert isinstance(slate, dict)
    assert (chalk["found"], slate["found"]) == (0, 58)
    (alone,) = await look_up(shopify, line, SET, [level(1, sku="MUG")])
    assert isinstance(alone, PlatformError)
    assert isinstance(mug, PlatformError)
    assert (alone.stable_code, calls.made) == ("sku-unknown", 3)
