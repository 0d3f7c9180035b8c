"""What is handed to a flow is followed until its run has ended, item by item, through retries that start over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from msgspec import structs

from crossdock.connect import Receipt
from crossdock.connect.line import Line
from crossdock.errors import ErrorKind, PlatformError
from crossdock_patchworks.connector import Patchworks
from crossdock_patchworks.sandbox import start_data

from .conftest import Account, handoff


@pytest.fixture
async def line(patchworks: Patchworks) -> AsyncIterator[Line]:
    async with Line(patchworks) as line:
        yield line


async def handed(patchworks: Patchworks, line: Line, *keys: str, by: str = "start-flow-raw") -> Receipt:
    operation = patchworks.operation(by)
    message = {"flow": start_data.DISPATCHES, "trigger": "dispatches", **handoff(*keys)}
    return await patchworks.write(line, operation, message, await patchworks.resolve(line, operation, message))


async def become(patchworks: Patchworks, line: Line, receipt: Receipt) -> Receipt | None:
    return await patchworks.confirm(line, patchworks.operation("start-flow-raw"), receipt)


async def refusal(patchworks: Patchworks, line: Line, receipt: Receipt) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await become(patchworks, line, receipt)
    assert raised.value.kind is ErrorKind.HOLD
    return raised.value


def run_of(receipt: Receipt) -> dict[str, Any]:
    return {"run": int(receipt.details["run"])}


@pytest.mark.parametrize("by", ["start-flow-raw", "trigger-flow"])
async def test_it_is_done_when_its_run_has_ended_well(
    by: str, account: Account, patchworks: Patchworks, line: Line
) -> None:
    account.start(handoff("D-0"))
    receipt = await handed(patchworks, line, "D-1", by=by)
    assert await become(patchworks, line, receipt) is None
    account.later()
    confirmed = await become(patchworks, line, receipt)
    assert confirmed is not None
    assert (confirmed.accepted, confirmed.id) == (False, str(account.runs()[0]["id"]))
    assert account.done() == {"D-0": 1, "D-1": 1}


async def test_a_partly_successful_run_is_looked_at_item_by_item_and_its_retry_doubles_nothing(
    account: Account, patchworks: Patchworks, line: Line
) -> None:
    account.control("refusals", {"key": "D-2"})
    receipt = await handed(patchworks, line, "D-1", "D-2", "D-3")
    account.later()
    error = await refusal(patchworks, line, receipt)
    assert error.stable_code == "run-partial"
    assert "of 3 items 1 did not go through, D-2" in error.message
    assert "the shop answered 422" in error.message
    account.control("refusals", {"key": "D-2", "refused": False})
    account.control("retries", run_of(receipt))
    assert await become(patchworks, line, receipt) is None
    account.later()
    assert await become(patchworks, line, receipt) == structs.replace(receipt, accepted=False)
    assert account.done() == {"D-1": 1, "D-2": 1, "D-3": 1}


async def test_all_that_is_asked_for_may_have_gone_through_in_a_partly_successful_run(
    account: Account, patchworks: Patchworks, line: Line
) -> None:
    account.control("refusals", {"key": "D-2"})
    receipt = await handed(patchworks, line, "D-1", "D-2")
    account.later()
    of_one = structs.replace(receipt, details={**receipt.details, "items": ["D-1"]})
    assert await become(patchworks, line, of_one) is not None


async def test_a_failed_and_a_stopped_run_are_for_a_person(
    account: Account, patchworks: Patchworks, line: Line
) -> None:
    account.control("refusals", {"key": "D-1"})
    failed = await handed(patchworks, line, "D-1")
    account.later()
    assert (await refusal(patchworks, line, failed)).stable_code == "run-unsuccessful"
    stopped = await handed(patchworks, line, "D-2")
    account.control("stops", run_of(stopped))
    account.later()
    assert "stopped" in (await refusal(patchworks, line, stopped)).message
    assert account.done() == {}


async def test_a_run_of_somebody_else_is_not_taken_for_ours(
    account: Account, patchworks: Patchworks, line: Line
) -> None:
    operation = patchworks.operation("trigger-flow")
    message = {"flow": start_data.DISPATCHES, "trigger": "dispatches", **handoff("D-1")}
    resolved = await patchworks.resolve(line, operation, message)
    account.start(handoff("D-9"))
    account.trigger("dispatches", "just a text")
    assert await patchworks.find(line, operation, message, resolved) is None
    await patchworks.write(line, operation, message, resolved)
    found = await patchworks.find(line, operation, message, resolved)
    assert found is not None
    assert (found.id, found.accepted) == (str(account.runs()[0]["id"]), True)
