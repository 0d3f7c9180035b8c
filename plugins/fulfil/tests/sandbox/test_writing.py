"""The connector makes, reduces and cancels orders, customers and entries, over real HTTP, once."""

from __future__ import annotations

from typing import Any

import pytest

from crossdock.connect import Receipt
from crossdock.connect.line import Line
from crossdock.errors import ErrorKind, PlatformError
from crossdock_fulfil.connector import Fulfil
from crossdock_fulfil.sandbox.start_data import SHOP

from .conftest import MUG, TEA, Account, new_order
from .test_contract import entry

NAMED = {"channel": SHOP, "channel_identifier": "5551"}
LEAVES = 2 * 3600


async def write(fulfil: Fulfil, line: Line, name: str, message: Any) -> Receipt:
    operation = fulfil.operation(name)
    return await fulfil.write(line, operation, message, await fulfil.resolve(line, operation, message))


async def refused(fulfil: Fulfil, line: Line, name: str, message: Any) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await write(fulfil, line, name, message)
    assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.HOLD, False)
    return raised.value


def reduction(many: int, reason: str = "refund-1") -> Any:
    return {**NAMED, "reason": reason, "lines": [{"channel_identifier": "1-1", "quantity": many}]}


async def test_an_order_that_is_sent_twice_is_one_order(fulfil: Fulfil, line: Line, account: Account) -> None:
    first, second = [await write(fulfil, line, "create-order", new_order((TEA, 2))) for _ in range(2)]
    assert first == second
    (order,) = account.state()["orders"]
    assert (order["received"], order["lines"][0]) == (2, {"sku": TEA, "quantity": 2, "cancelled": 0})
    assert first.identities[1] == ("channel_order", "5551")


@pytest.mark.parametrize("sku", ["NO-SUCH", "tea-assam-250"])
async def test_an_order_with_an_unknown_sku_is_held_before_it_is_sent(
    sku: str, fulfil: Fulfil, line: Line, account: Account
) -> None:
    error = await refused(fulfil, line, "create-order", new_order((TEA, 1), (sku, 1)))
    assert error.stable_code == "sku-unknown"
    assert sku in error.message
    assert account.state()["orders"] == []


async def test_all_skus_of_an_order_are_looked_up_at_once(fulfil: Fulfil, line: Line, account: Account) -> None:
    account.control("faults", {"kind": "latency", "seconds": 0, "share": 1, "path": "*/product.product/*"})
    await write(fulfil, line, "create-order", new_order((TEA, 1), (MUG, 1)))
    (searches,) = account.client.get("/_sandbox/faults").json()["faults"]
    assert searches["calls"] == 1


async def test_a_customer_is_known_by_the_channel_s_id_whatever_the_address(
    fulfil: Fulfil, line: Line, account: Account
) -> None:
    await write(fulfil, line, "create-order", new_order((TEA, 1)))
    moved = {"name": "Alex Example", "channel_identifier": "62001", "contacts": [["email", "other@example.com"]]}
    await write(fulfil, line, "create-order", new_order((TEA, 1), number=2, customer=moved))
    guest = {"name": "Alex Example", "contacts": [["email", "other@example.com"]]}
    await write(fulfil, line, "create-order", new_order((TEA, 1), number=3, customer=guest))
    contacts = [{"type": "email", "value": "alex@example.com"}, {"type": "phone", "value": "+44 7700 900001"}]
    changed = {"code": "62001", "name": "Alex B. Example", "contact_mechanisms": contacts}
    await write(fulfil, line, "set-customer", changed)
    (party,) = account.state()["customers"]
    assert party["name"] == "Alex B. Example"
    assert party["contacts"] == ["alex@example.com", "other@example.com", "+44 7700 900001"]


async def test_an_order_is_cancelled_once(fulfil: Fulfil, line: Line, account: Account) -> None:
    account.order((TEA, 2), (MUG, 3))
    first, second = [await write(fulfil, line, "cancel-order", NAMED) for _ in range(2)]
    assert first == second
    (order,) = account.state()["orders"]
    assert (order["state"], account.levels(TEA), account.levels(MUG)) == ("cancel", (120, 120), (2, 2))
    assert [line["cancelled"] for line in order["lines"]] == [2, 3, 0]  # the charge for delivery is no goods
    assert {state for state, *_ in account.shipments()} == {"cancel"}


async def test_from_the_first_packed_shipment_on_nothing_is_called_back(
    fulfil: Fulfil, line: Line, account: Account
) -> None:
    account.order((TEA, 1))
    account.control("advance", {"seconds": 100 * 60})
    assert "CS1001 is packed" in (await refused(fulfil, line, "cancel-order", NAMED)).message
    account.control("advance", {"seconds": LEAVES})
    assert "CS1001 is done" in (await refused(fulfil, line, "cancel-order", NAMED)).message


async def test_an_order_that_is_packed_while_it_is_cancelled_is_refused_there(
    fulfil: Fulfil, line: Line, account: Account
) -> None:
    account.order((TEA, 1))
    operation = fulfil.operation("cancel-order")
    resolved = await fulfil.resolve(line, operation, NAMED)
    account.control("advance", {"seconds": 100 * 60})
    with pytest.raises(PlatformError, match="is packed or done") as raised:
        await fulfil.write(line, operation, NAMED, resolved)
    assert raised.value.kind is ErrorKind.HOLD


async def test_an_order_that_does_not_show_as_cancelled_is_for_a_person(
    fulfil: Fulfil, line: Line, account: Account
) -> None:
    account.order((TEA, 1))
    account.control("switches", {"cancelling_by_status": False})
    assert "by hand" in (await refused(fulfil, line, "cancel-order", NAMED)).remedy


async def test_an_order_that_is_not_there_is_not_cancelled(fulfil: Fulfil, line: Line, account: Account) -> None:
    account.order((TEA, 1), number=2)
    assert "no order '5551'" in (await refused(fulfil, line, "cancel-order", NAMED)).message


async def test_two_refunds_of_a_line_add_up_and_its_shipment_is_smaller(
    fulfil: Fulfil, line: Line, account: Account
) -> None:
    account.order((TEA, 5))
    await write(fulfil, line, "reduce-order", reduction(1))
    await write(fulfil, line, "reduce-order", reduction(2, "refund-2"))
    (order,) = account.state()["orders"]
    assert order["lines"][0] == {"sku": TEA, "quantity": 5, "cancelled": 3}
    assert account.shipments() == [("assigned", 4001, {TEA: 2})]


async def test_a_reduction_whose_answer_was_lost_is_found_by_what_it_aimed_at(
    fulfil: Fulfil, line: Line, account: Account
) -> None:
    account.order((TEA, 5))
    operation = fulfil.operation("reduce-order")
    resolved = await fulfil.resolve(line, operation, reduction(2))
    assert await fulfil.find(line, operation, reduction(2), resolved) is None
    made = await fulfil.write(line, operation, reduction(2), resolved)
    assert await fulfil.find(line, operation, reduction(2), resolved) == made


async def test_what_has_left_is_not_taken_off(fulfil: Fulfil, line: Line, account: Account) -> None:
    account.order((TEA, 2))
    account.control("advance", {"seconds": LEAVES})
    error = await refused(fulfil, line, "reduce-order", reduction(1))
    assert "0 are still to be shipped" in error.message


async def test_of_a_cancelled_order_nothing_is_left_to_take_off(fulfil: Fulfil, line: Line, account: Account) -> None:
    account.order((TEA, 2))
    await write(fulfil, line, "cancel-order", NAMED)
    assert (await write(fulfil, line, "reduce-order", reduction(1))).identities[0] == ("reduction", "5551/refund-1")


async def test_an_entry_is_made_once_and_balances(fulfil: Fulfil, line: Line, account: Account) -> None:
    await write(fulfil, line, "create-journal-entry", entry())
    (made,) = account.state()["entries"]
    assert (made["description"], made["debit"], made["credit"]) == ("Shopify payout 1", "65.00", "65.00")
    assert (await refused(fulfil, line, "create-journal-entry", entry())).stable_code == "entry-exists"
    uneven = {**entry(), "description": "Shopify payout 2", "lines": entry()["lines"][:1]}
    assert "debits are 63.10" in (await refused(fulfil, line, "create-journal-entry", uneven)).message
