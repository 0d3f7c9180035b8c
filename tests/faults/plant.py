"""Everything a fault run plays with: the demo's processes, the warehouse behind them, and what both tell."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from crossdock.demo.note import DemoNote
from crossdock.demo.process import DemoProcess
from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.demo.seed_flow import FLOW

from .processes import kill, postmaster_of, worker_of
from .sender import Sender

SETTLE_SECONDS = 240.0
_PAUSE = 0.2
_PLACE = f"/api/v1/projects/{PROJECT}/environments/{ENVIRONMENT}"


class Plant:
    """A running demo, by its note."""

    def __init__(self, demo: DemoProcess, note: DemoNote) -> None:
        self.demo, self.note = demo, note
        self.sender = Sender(note.webhooks[FLOW])
        self._headers = {"Authorization": f"Bearer {note.tokens['operator']}"}

    @property
    def environ(self) -> Mapping[str, str]:
        """What a further worker has to be told."""
        hosts = [urlsplit(address).netloc for address in self.note.sandboxes.values()]
        return {"CROSSDOCK_ALLOWED_HOSTS": ",".join(hosts)}

    @property
    def worker(self) -> int:
        return worker_of(self.demo.pid)

    def kill_server(self) -> None:
        """End the server as a power cut would, and start it again at the same address."""
        self.demo.kill()
        self.demo.start()

    def kill_worker(self) -> None:
        kill(self.worker)

    def kill_database(self) -> None:
        kill(postmaster_of(self.demo.data))

    def fault(self, **fault: Any) -> None:
        """Ask the warehouse for trouble."""
        httpx.post(f"{self.note.sandboxes['seko']}/_sandbox/faults", json=fault, timeout=30).raise_for_status()

    def warehouse(self) -> dict[str, Any]:
        """The orders it has, by number."""
        state = httpx.get(f"{self.note.sandboxes['seko']}/_sandbox/state", timeout=30).raise_for_status().json()
        return {order["id"]: order for order in state["orders"]}

    def get(self, path: str, **query: Any) -> Any:
        """What the API tells of the environment."""
        return (
            httpx.get(f"{self.note.url}{_PLACE}/{path}", params=query, headers=self._headers, timeout=30)
            .raise_for_status()
            .json()
        )

    def counts(self) -> dict[str, Any]:
        """The flow's equation; empty while nobody answers."""
        try:
            counts: dict[str, Any] = self.get(f"flows/{FLOW}/counts")
        except httpx.HTTPError:
            return {}
        return counts

    def settle(self, received: int, **others: int) -> dict[str, Any]:
        """The counts, once nothing is in flight any more and they are as they must be.

        `others` are those that are not delivered: held=1. Raises AssertionError telling what is missing.
        """
        wanted = {"held": 0, "filtered": 0, "failed": 0, **others}
        wanted |= {"received": received, "delivered": received - sum(wanted.values()), "in_flight": 0}
        self.wait_until(lambda: _fits(self.counts(), wanted), lambda: self._missing(wanted))
        counts = self.counts()
        assert counts["journal_agrees"], f"the journal tells other numbers than {counts}"
        assert counts["deliveries"] == counts["received"] + counts["duplicates"] + counts["rejected"], counts
        return counts

    def require_each_once(self, numbers: Collection[str]) -> None:
        """The warehouse has these orders and no others, and none was sent without an intent of its own."""
        there = self.warehouse()
        assert set(there) == set(numbers), f"not the same: {sorted(set(there) ^ set(numbers))}"
        for number, order in there.items():
            if order["received"] > 1:
                intents = self._intents(number)
                assert order["received"] <= intents, (
                    f"{number} was sent {order['received']} times with {intents} intents"
                )

    def wait_until(self, holds: Callable[[], bool], otherwise: Callable[[], str]) -> None:
        until = time.monotonic() + SETTLE_SECONDS
        while not holds():
            assert time.monotonic() < until, otherwise()
            time.sleep(_PAUSE)

    def _intents(self, number: str) -> int:
        entries = self.get(f"timeline/{number}")["entries"]
        return sum(entry["event"] == "intent" for entry in entries)

    def _missing(self, wanted: Mapping[str, int]) -> str:
        counts = self.counts()
        apart = {name: counts.get(name) for name, count in wanted.items() if counts.get(name) != count}
        holds = [f"{hold['key']} {hold['code']}: {hold['message']}" for hold in self.get("holds", flow=FLOW)["items"]]
        waiting = [
            f"{record['key']} due {record['due_at']}: {record['reason']}"
            for record in self.get("records", flow=FLOW, state="in-flight")["items"]
        ]
        return f"{apart} instead of {wanted}; held: {holds}; in flight: {waiting}; log: {self.demo.log_tail()}"


def _fits(counts: Mapping[str, Any], wanted: Mapping[str, int]) -> bool:
    return all(counts.get(name) == count for name, count in wanted.items())
