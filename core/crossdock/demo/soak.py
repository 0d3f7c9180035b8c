"""`crossdock demo --check --for 1h`: a demo that is kept running under traffic and trouble, looked at again and again.

The demo runs as a process of its own; buyers, the warehouse and what goes wrong are played from here, so that they can
be stopped in the end and everything be settled. Each look asks both platforms and Crossdock, and holds them against
the promises.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from itertools import count

import anyio
import httpx
import msgspec
from anyio.to_thread import run_sync
from rich.console import Console
from rich.table import Table

from crossdock.demo.door import Door
from crossdock.demo.evidence import Evidence, gather
from crossdock.demo.footprint import Footprint, growth
from crossdock.demo.promises import PROMISES, SINGLE, Seen, equation_holds
from crossdock.demo.quick import PACE
from crossdock.demo.seed_flow import access_to
from crossdock.demo.session import Failed, Session
from crossdock.demo.shop import Shop
from crossdock.demo.simulator import trade
from crossdock.demo.stock_promise import wrong_levels
from crossdock.demo.trouble import Trouble, make_trouble
from crossdock.demo.warehouse import Warehouse
from crossdock.store.private_file import temporary_data_folder

LOOK_SECONDS = 30.0
SETTLE_MINUTES, SHORTEST_SETTLE_SECONDS = 130.0, 30.0
"""How long what is under way has, once nobody buys any more and nothing goes wrong: minutes of the warehouse's."""
_TRIES = 4
"""So often somebody who does not answer is asked again: platforms and machines are slow now and then."""
_SECOND_LOOK_SECONDS = 5.0
"""Platforms and Crossdock are asked one after the other: what breaks a promise must do so a moment later, too."""
QUIET_EVERY = 4
"""Every so many looks the door is closed and nothing goes wrong, so that stock can be compared."""
QUIET_SECONDS = 30.0
"""Until what was sold before is known, also what was never told."""
EQUAL = "Stock in the shop is the rule's"
STEADY = "Memory and processes are steady"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """How a promise was kept."""

    promise: str
    looks: int
    breaches: Sequence[str]


class Soaked(msgspec.Struct, frozen=True, kw_only=True):
    """What a long run came to."""

    seconds: float
    orders: int
    counts: Mapping[str, Mapping[str, object]]
    """By flow, at the end."""
    promises: Sequence[Kept]
    footprints: Sequence[Footprint]

    @property
    def passed(self) -> bool:
        return not any(kept.breaches for kept in self.promises)


def check_for(seconds: float, trouble: Trouble, pace: float = PACE, *, as_json: bool) -> int:
    """Keep a demo running so long; print what it came to, and return the exit code: 0 where every promise was kept."""
    progress = Console(stderr=True)
    with temporary_data_folder() as place:
        session = Session(place)
        try:
            session.open_sandboxes(pace=pace)
            session.start()
            soaked = anyio.run(Soak(session, trouble, pace, progress).run, seconds)
        finally:
            session.close()
    if as_json:
        print(msgspec.json.encode(soaked).decode())  # noqa: T201  # the answer itself
    else:
        Console().print(_table(soaked))
    return 0 if soaked.passed else 1


class Soak:
    """One long run."""

    def __init__(self, session: Session, trouble: Trouble, pace: float, progress: Console) -> None:
        self._session, self._trouble, self._progress = session, trouble, progress
        self._settle_seconds = max(SHORTEST_SETTLE_SECONDS, SETTLE_MINUTES * 60 / pace)
        self._seen, self._door = Seen(), Door()
        self._looks = self._compared = 0
        self._breaches: dict[str, list[str]] = {promise: [] for promise in (*PROMISES, EQUAL)}
        self._footprints: list[Footprint] = []

    async def run(self, seconds: float) -> Soaked:
        """Trade and look for so long, then let everything settle and look once more."""
        begun = time.monotonic()
        make_trouble(self._session.sandboxes, self._trouble)
        async with anyio.create_task_group() as group:
            group.start_soon(self._trade)
            for number in count(1):
                left = begun + seconds - time.monotonic()
                await anyio.sleep(min(LOOK_SECONDS, max(left, 0)))
                if left <= LOOK_SECONDS:
                    break
                await self._look(f"look {number}")
                if number % QUIET_EVERY == 0:
                    await self._compare_stock()
                    make_trouble(self._session.sandboxes, self._trouble)
                    self._door.open()
            group.cancel_scope.cancel()
        evidence = await self._settle()
        return self._sum_up(evidence, time.monotonic() - begun)

    async def _trade(self) -> None:
        addresses = self._session.sandboxes
        token = access_to("shopify", addresses["shopify"]).secrets["access_token"]
        async with Shop(addresses["shopify"], token) as shop, Warehouse(addresses["seko"]) as warehouse:
            await trade(shop, warehouse, self._door)

    async def _settle(self) -> Evidence:
        make_trouble(self._session.sandboxes, Trouble.NONE)
        await anyio.sleep(self._settle_seconds)
        await self._compare_stock()
        self._seen.expect_all("order", "cancellation")
        return await self._look("the end")

    async def _compare_stock(self) -> None:
        """With the door closed, and nothing going wrong."""
        self._door.close()
        make_trouble(self._session.sandboxes, Trouble.NONE)
        await anyio.sleep(QUIET_SECONDS)
        wrong = await run_sync(self._wrong_levels)
        self._compared += 1
        self._breaches[EQUAL] += wrong
        said = f"BROKEN: {'; '.join(wrong)}" if wrong else "as the rule says"
        self._progress.print(f"stock in the shop: {said}", markup=False)

    def _wrong_levels(self) -> list[str]:
        try:
            return list(wrong_levels(self._session))
        except (Failed, httpx.HTTPError) as error:
            return [f"it could not be compared: {error}"]

    async def _look(self, name: str) -> Evidence:
        evidence = await self._gather()
        found = self._broken(evidence)
        if found:
            await anyio.sleep(_SECOND_LOOK_SECONDS)
            evidence = await self._gather()
            found = _confirmed(found, self._broken(evidence))
        self._note(evidence, found)
        self._tell(name, evidence, found)
        return evidence

    async def _gather(self) -> Evidence:
        """Raises Failed or httpx.HTTPError where one of them does not answer, however often it is asked."""
        for _ in range(_TRIES):
            try:
                return await run_sync(gather, self._session, SINGLE)
            except (Failed, httpx.HTTPError) as error:
                self._progress.print(f"asked again: {error}", markup=False)
                await anyio.sleep(_SECOND_LOOK_SECONDS)
        return await run_sync(gather, self._session, SINGLE)

    def _broken(self, evidence: Evidence) -> dict[str, list[str]]:
        found = {name: list(promise(evidence, self._seen)) for name, promise in PROMISES.items()}
        return {name: breaches for name, breaches in found.items() if breaches}

    def _note(self, evidence: Evidence, found: Mapping[str, list[str]]) -> None:
        self._looks += 1
        for promise, breaches in found.items():
            known = self._breaches[promise]
            known += [breach for breach in breaches if breach not in known]
        if evidence.footprint is not None:
            self._footprints.append(evidence.footprint)

    def _tell(self, name: str, evidence: Evidence, found: Mapping[str, list[str]]) -> None:
        footprint = evidence.footprint
        taken = f", {footprint.mib:.0f} MiB in {footprint.processes} processes" if footprint else ""
        flows = ", ".join(f"{flow} {_shown(counts)}" for flow, counts in evidence.counts.items())
        self._progress.print(f"{name}: {len(evidence.shop['orders'])} sold; {flows}{taken}", markup=False)
        for promise, breaches in found.items():
            self._progress.print(f"  BROKEN: {promise}: {'; '.join(breaches[:5])}", markup=False)

    def _sum_up(self, evidence: Evidence, seconds: float) -> Soaked:
        kept = [
            Kept(promise=promise, looks=self._compared if promise == EQUAL else self._looks, breaches=breaches)
            for promise, breaches in self._breaches.items()
        ]
        grown = growth(self._footprints)
        kept.append(Kept(promise=STEADY, looks=len(self._footprints), breaches=[grown] if grown else []))
        return Soaked(
            seconds=seconds,
            orders=len(evidence.shop["orders"]),
            counts=evidence.counts,
            promises=kept,
            footprints=self._footprints,
        )


def _confirmed(first: Mapping[str, list[str]], second: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What broke a promise at both looks; the equation must hold at each."""
    return {
        promise: breaches if PROMISES[promise] is equation_holds else second[promise]
        for promise, breaches in first.items()
        if promise in second or PROMISES[promise] is equation_holds
    }


def _shown(counts: Mapping[str, object]) -> str:
    return "/".join(str(counts[name]) for name in ("received", "delivered", "held", "filtered", "failed", "in_flight"))


def _table(soaked: Soaked) -> Table:
    table = Table(
        "promise", "", "looks", "what was found", title=f"{soaked.orders} orders in {soaked.seconds:.0f} seconds"
    )
    for kept in soaked.promises:
        said = "; ".join(kept.breaches[:10])
        table.add_row(kept.promise, "BROKEN" if kept.breaches else "kept", str(kept.looks), said)
    return table
