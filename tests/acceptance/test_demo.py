"""The demo, as a newcomer meets it."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from crossdock.demo.baskets import FIRST
from crossdock.demo.note import DemoNote
from crossdock.demo.process import DemoProcess, crossdock
from crossdock.store.private_file import temporary_data_folder

PLACE = "/api/v1/projects/demo/environments/sandbox"
LIVE = f"{PLACE}/mappings/shopify-order-to-seko"
COUNTS = "{place}/flows/{flow}/counts"
QUICK = ("--trouble", "none", "--pace", "600")
"""Nothing goes wrong, and an order leaves the warehouse after ten seconds."""
COME_SECONDS = 120.0


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoProcess]:
    """One that is not killed."""
    yield from _process()


@pytest.fixture
def killed() -> Iterator[DemoProcess]:
    yield from _process()


@pytest.fixture(scope="module")
def note(demo: DemoProcess) -> DemoNote:
    return demo.start()


def _process() -> Iterator[DemoProcess]:
    with temporary_data_folder() as folder:
        process = DemoProcess(folder / "data", options=QUICK)
        yield process
        process.stop()


def test_the_whole_job_is_done_headless() -> None:
    done = subprocess.run(crossdock("demo", "--check"), check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_told_to_stop_it_leaves_nothing_running() -> None:
    command = crossdock("demo", "--check")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True) as check:
        assert check.stdout is not None
        next(line for line in check.stdout if b"Map through" in line)
        check.terminate()
        check.communicate()
    with pytest.raises(ProcessLookupError):
        os.killpg(check.pid, 0)


def test_started_again_it_goes_on_where_it_was_and_its_shop_sells_new_orders(killed: DemoProcess) -> None:
    first = killed.start()
    headers = {"Authorization": f"Bearer {first.tokens['approver']}"}
    promotion = httpx.get(f"{first.url}{LIVE}", headers=headers).json()
    before = wait_for(first, lambda counts: counts["received"] >= len(FIRST))
    old = sold(first)
    left = wait_for(first, lambda counts: counts["delivered"] > 0, "dispatches")
    gone = dispatched(first)
    killed.kill()
    again = killed.start()
    assert again.tokens == first.tokens
    assert again.sandboxes != first.sandboxes
    assert httpx.get(f"{again.url}{LIVE}", headers=headers).json() == promotion
    wait_for(again, lambda counts: counts["received"] >= before["received"] + len(FIRST))
    wait_until_known(again, "orders", sold(again))
    assert not set(old) & set(sold(again)), "a new order could be taken for an old one"
    wait_for(again, lambda counts: counts["received"] > left["received"], "dispatches")
    wait_until_known(again, "dispatches", dispatched(again))
    assert not set(gone) & set(dispatched(again)), "a new dispatch could be taken for an old one"


def test_buyers_come_at_once_and_their_orders_arrive(note: DemoNote) -> None:
    counts = wait_for(note, lambda counts: counts["received"] >= len(FIRST) and not counts["in_flight"])
    warehouse = state(note, "seko")["orders"]
    assert 0 < counts["delivered"] <= len(warehouse)
    assert counts["journal_agrees"]


def test_what_the_warehouse_does_comes_back_to_the_shop(note: DemoNote) -> None:
    assert set(note.webhooks) == {"orders", "cancellations", "refunds", "dispatches", "tracking", "returns", "stock"}
    wait_for(note, lambda counts: counts["delivered"] > 0, "dispatches")
    wait_for(note, lambda counts: counts["delivered"] > 0, "stock")
    shop = state(note, "shopify")
    assert shop["fulfilments"]
    assert all(len(fulfilment["tracking_numbers"]) == 1 for fulfilment in shop["fulfilments"])
    assert any(level["received"] for level in shop["stock"])


def state(note: DemoNote, sandbox: str) -> dict[str, Any]:
    """What a platform's sandbox holds."""
    found: dict[str, Any] = httpx.get(f"{note.sandboxes[sandbox]}/_sandbox/state").json()
    return found


def sold(note: DemoNote) -> list[str]:
    return [order["id"] for order in state(note, "shopify")["orders"]]


def dispatched(note: DemoNote) -> list[str]:
    return [dispatch["id"] for dispatch in state(note, "seko")["dispatches"]]


def wait_until_known(note: DemoNote, flow: str, keys: Sequence[str]) -> None:
    """Until each of them has a record."""
    headers = {"Authorization": f"Bearer {note.tokens['operator']}"}
    until = time.monotonic() + COME_SECONDS
    while True:
        page = httpx.get(f"{note.url}{PLACE}/records?flow={flow}&limit=200", headers=headers).raise_for_status().json()
        unknown = set(keys) - {record["key"] for record in page["items"]}
        if not unknown:
            return
        assert time.monotonic() < until, unknown
        time.sleep(0.1)


def wait_for(note: DemoNote, holds: Callable[[dict[str, Any]], bool], flow: str = "orders") -> dict[str, Any]:
    """A flow's counts once they are so."""
    headers = {"Authorization": f"Bearer {note.tokens['operator']}"}
    until = time.monotonic() + COME_SECONDS
    while True:
        counts: dict[str, Any] = (
            httpx.get(note.url + COUNTS.format(place=PLACE, flow=flow), headers=headers).raise_for_status().json()
        )
        if holds(counts):
            return counts
        assert time.monotonic() < until, counts
        time.sleep(0.1)


def test_a_sandbox_that_does_not_run_is_said_so(tmp_path: Path) -> None:
    arguments = ("demo", "--data", str(tmp_path / "data"), "--sandbox", "seko=http://127.0.0.1:1")
    refused = subprocess.run(crossdock(*arguments), check=False, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 2
    assert "No sandbox answers at http://127.0.0.1:1" in refused.stderr


def test_a_port_that_is_taken_is_said_so(demo: DemoProcess, note: DemoNote, tmp_path: Path) -> None:
    arguments = ("demo", "--data", str(tmp_path / "other"), "--port", str(demo.port))
    refused = subprocess.run(crossdock(*arguments), check=False, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 2
    assert f"port {demo.port}" in refused.stderr
    assert "--port" in refused.stderr
