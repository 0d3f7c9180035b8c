"""Intake, deliveries and latency of the live flow: signed webhooks in, orders at the warehouse's sandbox out.

.venv/bin/python benchmarks/deliveries.py                  # a demo of its own, on a temporary folder
.venv/bin/python benchmarks/deliveries.py .data/demo       # one that runs, started with `crossdock demo --no-traffic`

Intake is measured with the flow paused: signature, recognition, commit, answer. Deliveries count from the first webhook
until the last order is delivered and journalled. Latency is that of one order at a time, from sending until it is
delivered. The sandboxes run on the same machine and take their share of its cores.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from crossdock.demo.folder import demo_folder
from crossdock.demo.note import DemoNote, read_note
from crossdock.demo.process import DemoProcess
from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.demo.seed_flow import FLOW
from crossdock.store.private_file import temporary_data_folder

PLACE = f"/api/v1/projects/{PROJECT}/environments/{ENVIRONMENT}"
SAMPLE = "mappings/shopify-order-to-seko/fixtures/gift-next-day/input.json"
ORDERS = {1: 300, 16: 1500}
"""How many are sent, by number of connections."""
IDLE = 60
WAIT_SECONDS = 300.0
_numbers = count(int(time.time()) % 10_000_000 * 100)


class Flow:
    """The flow of a demo, seen from outside."""

    def __init__(self, note: DemoNote, client: httpx.AsyncClient) -> None:
        self._hook, self._client = note.webhooks[FLOW], client
        self._sample = json.loads((demo_folder() / SAMPLE).read_bytes())

    async def send(self) -> str:
        """Send one more order; its key."""
        number = next(_numbers)
        order = {**self._sample, "id": number, "name": f"#B{number}", "order_number": number}
        body = json.dumps(order, separators=(",", ":")).encode()
        signature = base64.b64encode(hmac.digest(self._hook.secret.encode(), body, sha256)).decode()
        headers = {
            "content-type": "application/json",
            "X-Shopify-Topic": "orders/create",
            "X-Shopify-Hmac-Sha256": signature,
            "X-Shopify-Event-Id": str(uuid4()),
        }
        answer = await self._client.post(self._hook.url, content=body, headers=headers)
        answer.raise_for_status()
        return str(number)

    async def send_many(self, orders: int, connections: int) -> float:
        """Seconds until so many orders are acknowledged."""
        left = iter(range(orders))

        async def one() -> None:
            for _ in left:
                await self.send()

        begun = time.perf_counter()
        await asyncio.gather(*(one() for _ in range(connections)))
        return time.perf_counter() - begun

    async def counts(self) -> Mapping[str, Any]:
        answer = await self._client.get(f"{PLACE}/flows/{FLOW}/counts")
        counts: Mapping[str, Any] = answer.raise_for_status().json()
        return counts

    async def settle(self, delivered: int) -> None:
        """Wait until so many are delivered."""
        until = time.perf_counter() + WAIT_SECONDS
        while (counts := await self.counts())["delivered"] < delivered:
            if time.perf_counter() > until:
                sys.exit(f"{delivered} should be delivered, and it stands so: {counts}")
            await asyncio.sleep(0.1)

    async def delivered_at(self, key: str) -> float:
        """When an order was delivered, in seconds since 1970."""
        answer = await self._client.get(f"{PLACE}/records", params={"key": key})
        (record,) = answer.raise_for_status().json()["items"]
        return datetime.fromisoformat(record["settled_at"]).timestamp()

    async def set(self, action: str) -> None:
        reason = {"reason": "A benchmark."}
        (await self._client.post(f"{PLACE}/flows/{FLOW}/{action}", json=reason)).raise_for_status()


async def measure_intake(flow: Flow, connections: int) -> float:
    """Orders acknowledged per second while nothing is worked off."""
    before = (await flow.counts())["delivered"]
    orders = ORDERS[connections]
    await flow.set("pause")
    try:
        seconds = await flow.send_many(orders, connections)
    finally:
        await flow.set("resume")
    await flow.settle(before + orders)
    return orders / seconds


async def measure_deliveries(flow: Flow, connections: int) -> float:
    """Orders delivered per second, the sending included."""
    before = (await flow.counts())["delivered"]
    orders = ORDERS[connections]
    begun = time.perf_counter()
    await flow.send_many(orders, connections)
    await flow.settle(before + orders)
    return orders / (time.perf_counter() - begun)


async def measure_latency(flow: Flow) -> list[float]:
    """Milliseconds from sending one order until it is delivered, one after the other."""
    delivered = (await flow.counts())["delivered"]
    taken = []
    for number in range(1, IDLE + 1):
        sent = time.time()
        key = await flow.send()
        await flow.settle(delivered + number)
        taken.append((await flow.delivered_at(key) - sent) * 1000)
    return taken


def memory(server: int) -> dict[str, float]:
    """Proportional set size in MB of the server, its children and its database, without the sandboxes."""
    found = subprocess.run(["/bin/ps", "-eo", "pid=,ppid=,args="], check=True, capture_output=True, text=True).stdout
    rows = [(int(pid), int(ppid), args) for pid, ppid, args in (line.split(None, 2) for line in found.splitlines())]
    postmaster = next((pid for pid, _, args in rows if "postgres" in args and f"{_data_of(server, rows)}" in args), 0)
    sizes: dict[str, float] = {}
    for root in (server, postmaster):
        for pid, args in _family(root, rows):
            if "sandbox" not in args:
                kind = "postgres" if root == postmaster else "server" if pid == server else _kind(args)
                sizes[kind] = sizes.get(kind, 0.0) + _pss(pid)
    return sizes


def _data_of(server: int, rows: list[tuple[int, int, str]]) -> str:
    words = next(args for pid, _, args in rows if pid == server).split()
    return words[words.index("--data") + 1]


def _family(root: int, rows: list[tuple[int, int, str]]) -> Iterator[tuple[int, str]]:
    for pid, ppid, args in rows:
        if pid == root:
            yield pid, args
        elif ppid == root:
            yield from _family(pid, rows)


def _kind(args: str) -> str:
    return "worker" if " worker" in args else "evaluation"


def _pss(pid: int) -> float:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1]) / 1024


async def measure(note: DemoNote, server: int | None) -> None:
    headers = {"authorization": f"Bearer {note.tokens['operator']}"}
    async with httpx.AsyncClient(base_url=note.url, headers=headers, timeout=60) as client:
        flow = Flow(note, client)
        await measure_latency(flow)  # warm
        taken = await measure_latency(flow)
        median, slow = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
        print(f"latency, idle                 p50 {median:6.1f} ms   p95 {slow:6.1f} ms")
        for connections in ORDERS:
            print(f"intake, {connections:2} connections       {await measure_intake(flow, connections):8.0f}/s")
        for connections in ORDERS:
            print(f"deliveries, {connections:2} connections   {await measure_deliveries(flow, connections):8.0f}/s")
        if server is not None:
            sizes = memory(server)
            told = ", ".join(f"{kind} {size:.0f}" for kind, size in sorted(sizes.items()))
            print(f"memory (PSS)                  {sum(sizes.values()):8.0f} MB ({told})")


@contextmanager
def running_demo(data: Path | None) -> Iterator[tuple[DemoNote, int | None]]:
    """A demo without traffic and its process; of one that runs already, the process is not known."""
    if data is not None:
        note = read_note(data)
        if note is None:
            sys.exit(f"No demo runs on {data}.")
        yield note, None
        return
    with temporary_data_folder() as place:
        demo = DemoProcess(place / "data", traffic=False)
        try:
            yield demo.start(), demo.pid
        finally:
            demo.stop()


if __name__ == "__main__":
    with running_demo(Path(sys.argv[1]) if len(sys.argv) > 1 else None) as (note, server):
        asyncio.run(measure(note, server))
