"""The connector tells the sandbox what was shipped, over real HTTP: once, whatever goes wrong on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from crossdock.connect import Receipt, Secret
from crossdock.connect.line import Line, LineLimits
from crossdock.connect.outbound import guarded_transport
from crossdock.errors import ErrorKind, PlatformError
from crossdock_shopify.connector import Shopify
from crossdock_shopify.settings import ShopifySettings

from .conftest import MUG, TEA, TIN, Admin

BUNDLE = 44120000000016
CREATE, TRACK = Shopify.operation("create-fulfilment"), Shopify.operation("set-tracking")
TRACKING = {"number": "XX000000001GB", "company": "Royal Mail", "url": "https://track.example.com/XX000000001GB"}
STARTER = {"TEA-ASSAM-250": 1, "MUG-STONE-01": 1, "TIN-ROUND-S": 1}


@pytest.fixture
def shopify(address: str) -> Shopify:
    return Shopify(ShopifySettings(shop="example-tea", access_token=Secret("sandbox-shopify-token"), address=address))


@pytest.fixture
async def line(shopify: Shopify, address: str) -> AsyncIterator[Line]:
    transport = guarded_transport(frozenset({address.removeprefix("http://")}))
    async with Line(shopify, limits=LineLimits(seconds=2), transport=transport) as line:
        yield line


def quantities(lines: dict[str, int]) -> list[dict[str, Any]]:
    return [{"sku": sku, "quantity": quantity} for sku, quantity in lines.items()]


def shipment(order: Any, lines: dict[str, int], tracking: dict[str, str] | None = TRACKING, **more: Any) -> Any:
    told = {"tracking": tracking} if tracking else {}
    name = f"{order['name']}-1"
    sent = {"order_id": str(order["id"]), "shipment": name, "lines": quantities(lines), "notify_customer": True}
    return {**sent, **told, **more}


def followed(order: Any, number: str = TRACKING["number"]) -> Any:
    tracking = {**TRACKING, "number": number}
    return {"order_id": str(order["id"]), "shipment": "1", "tracking": tracking, "notify_customer": True}


async def ship(shopify: Shopify, line: Line, message: Any) -> Receipt:
    return await shopify.write(line, CREATE, message, await shopify.resolve(line, CREATE, message))


async def track(shopify: Shopify, line: Line, message: Any) -> Receipt:
    return await shopify.write(line, TRACK, message, await shopify.resolve(line, TRACK, message))


async def refused(shopify: Shopify, line: Line, message: Any) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await ship(shopify, line, message)
    return raised.value


async def untracked(shopify: Shopify, line: Line, message: Any) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await track(shopify, line, message)
    return raised.value


async def test_a_dispatch_is_one_fulfilment_with_its_tracking(shopify: Shopify, line: Line, shop: Admin) -> None:
    order = shop.buy((MUG, 2), (TEA, 1))
    receipt = await ship(shopify, line, shipment(order, {"MUGSTONE01": 2, "TEAASSAM250": 1}))
    now = shop.order(order)
    (made,) = now["fulfillments"]
    assert receipt == Receipt(id=str(made["id"]), identities=(("fulfilment", str(made["id"])),))
    assert now["fulfillment_status"] == "fulfilled"
    assert (made["tracking_company"], made["tracking_number"], made["tracking_url"]) == (
        TRACKING["company"],
        TRACKING["number"],
        TRACKING["url"],
    )


async def test_a_part_leaves_the_rest_open_and_the_rest_goes_against_new_ids(
    shopify: Shopify, line: Line, shop: Admin
) -> None:
    order = shop.buy((MUG, 3), (TEA, 1))
    await ship(shopify, line, shipment(order, {"MUG-STONE-01": 2}))
    assert shop.order(order)["fulfillment_status"] == "partial"
    await ship(shopify, line, shipment(order, {"MUG-STONE-01": 1, "TEA-ASSAM-250": 1}, None))
    now = shop.order(order)
    assert now["fulfillment_status"] == "fulfilled"
    assert [f["tracking_number"] for f in now["fulfillments"]] == [TRACKING["number"], None]


async def test_an_order_that_changed_after_it_was_read_is_tried_again(
    shopify: Shopify, line: Line, shop: Admin
) -> None:
    order = shop.buy((MUG, 3))
    message = shipment(order, {"MUGSTONE01": 2})
    stale = await shopify.resolve(line, CREATE, message)
    (waiting,) = shop.waiting(order)
    assert shop.ship((waiting, {waiting["line_items"][0]["id"]: 1})).is_success
    with pytest.raises(PlatformError) as raised:
        await shopify.write(line, CREATE, message, stale)
    assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.RETRY, False)
    await ship(shopify, line, message)
    assert shop.order(order)["fulfillment_status"] == "fulfilled"


async def test_bundles_are_told_by_their_components(shopify: Shopify, line: Line, shop: Admin) -> None:
    order = shop.buy((BUNDLE, 2), (TEA, 1))
    bundles = [{"sku": "BUNDLE-STARTER", "components": quantities(STARTER)}]
    left = {"TEAASSAM250": 3, "MUGSTONE01": 2, "TINROUNDS": 2}
    await ship(shopify, line, shipment(order, left, bundles=bundles))
    (made,) = shop.order(order)["fulfillments"]
    assert {one["sku"]: one["quantity"] for one in made["line_items"]} == {"BUNDLE-STARTER": 2, "TEA-ASSAM-250": 1}


async def test_what_is_not_open_is_named_and_nothing_is_shipped(shopify: Shopify, line: Line, shop: Admin) -> None:
    order = shop.buy((MUG, 2))
    error = await refused(shopify, line, shipment(order, {"MUGSTONE01": 3, "TINROUNDS": 1}))
    assert (error.kind, error.uncertain) == (ErrorKind.HOLD, False)
    assert "1 of 3 MUGSTONE01, 1 of 1 TINROUNDS" in error.message
    assert order["name"] in error.message
    assert error.remedy
    assert shop.state("fulfilments") == {}


async def test_a_parcel_of_a_cancelled_order_is_told_as_that(shopify: Shopify, line: Line, shop: Admin) -> None:
    order = shop.buy((MUG, 1))
    assert shop.post(f"orders/{order['id']}/cancel.json", {}).is_success
    error = await refused(shopify, line, shipment(order, {"MUGSTONE01": 1}))
    assert error.kind is ErrorKind.HOLD
    assert "cancelled" in error.message
    assert "return" in error.remedy


async def test_an_unknown_order_is_held(shopify: Shopify, line: Line, shop: Admin) -> None:
    error = await refused(shopify, line, shipment({"id": 7, "name": "#7"}, {"MUGSTONE01": 1}))
    assert (error.kind, error.status) == (ErrorKind.HOLD, 404)


@pytest.mark.parametrize("kind", ["timeout", "reset", "status"])
@pytest.mark.parametrize("tracking", [TRACKING, None], ids=["tracked", "untracked"])
async def test_a_fulfilment_whose_answer_was_lost_is_found(
    kind: str, tracking: dict[str, str] | None, shopify: Shopify, line: Line, shop: Admin
) -> None:
    order = shop.buy((MUG, 2))
    await ship(shopify, line, shipment(order, {"MUGSTONE01": 1}, tracking))
    message = shipment(order, {"MUGSTONE01": 1}, tracking)
    resolved = await shopify.resolve(line, CREATE, message)
    assert await shopify.find(line, CREATE, message, resolved) is None
    shop.control("faults", {"kind": kind, "next": 1, "path": "*/fulfillments.json", "after_write": True})
    with pytest.raises(PlatformError) as raised:
        await shopify.write(line, CREATE, message, resolved)
    assert raised.value.uncertain
    found = await shopify.find(line, CREATE, message, resolved)
    assert found is not None
    assert found.id == str(shop.order(order)["fulfillments"][1]["id"])


async def test_tracking_waits_for_its_dispatch_and_joins_it(shopify: Shopify, line: Line, shop: Admin) -> None:
    order = shop.buy((MUG, 1))
    early = await untracked(shopify, line, followed(order))
    assert (early.kind, early.uncertain) == (ErrorKind.RETRY, False)
    made = await ship(shopify, line, shipment(order, {"MUGSTONE01": 1}, None))
    receipt = await track(shopify, line, followed(order))
    assert receipt == Receipt(id=made.id, identities=(("tracking", TRACKING["number"]),))
    (fulfilment,) = shop.order(order)["fulfillments"]
    assert fulfilment["tracking_numbers"] == [TRACKING["number"]]


async def test_tracking_that_came_with_the_dispatch_changes_nothing(shopify: Shopify, line: Line, shop: Admin) -> None:
    order = shop.buy((MUG, 2))
    await ship(shopify, line, shipment(order, {"MUGSTONE01": 1}))
    await ship(shopify, line, shipment(order, {"MUGSTONE01": 1}, None))
    before = shop.order(order)["fulfillments"]
    resolved = await shopify.resolve(line, TRACK, followed(order))
    assert resolved == {"fulfilment_id": before[0]["id"], "told": True}
    await track(shopify, line, followed(order))
    numbers = [f["tracking_numbers"] for f in shop.order(order)["fulfillments"]]
    assert numbers == [[TRACKING["number"]], []]


async def test_tracking_of_a_second_dispatch_waits_while_lines_are_open(
    shopify: Shopify, line: Line, shop: Admin
) -> None:
    order = shop.buy((MUG, 2))
    await ship(shopify, line, shipment(order, {"MUGSTONE01": 1}))
    assert (await untracked(shopify, line, followed(order, "XX2"))).kind is ErrorKind.RETRY
    await ship(shopify, line, shipment(order, {"MUGSTONE01": 1}, {**TRACKING, "number": "XX3"}))
    error = await untracked(shopify, line, followed(order, "XX2"))
    assert error.kind is ErrorKind.HOLD
    assert "shipped whole" in error.message


async def test_tracking_that_may_belong_to_either_of_two_is_for_a_person(
    shopify: Shopify, line: Line, shop: Admin
) -> None:
    order = shop.buy((MUG, 1), (TIN, 1))
    await ship(shopify, line, shipment(order, {"MUGSTONE01": 1}, None))
    await ship(shopify, line, shipment(order, {"TINROUNDS": 1}, None))
    error = await untracked(shopify, line, followed(order))
    assert error.kind is ErrorKind.HOLD
    assert "2 fulfilments" in error.message
