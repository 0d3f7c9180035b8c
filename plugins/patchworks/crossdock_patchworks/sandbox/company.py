"""One company at Patchworks: what it holds, and what calls and the passing of time do to it."""

from __future__ import annotations

import base64
from collections import Counter
from copy import deepcopy
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from crossdock.connect.sandbox import Agenda, Outbox, Push, SandboxClock
from crossdock_patchworks.sandbox import start_data
from crossdock_patchworks.sandbox.flows import Flow
from crossdock_patchworks.sandbox.refusal import not_found
from crossdock_patchworks.sandbox.runs import Run
from crossdock_patchworks.sandbox.steps import Item, handle
from crossdock_patchworks.sandbox.switches import PatchworksSwitches
from crossdock_patchworks.sandbox.tables import Tables
from crossdock_patchworks.states import STARTED, STOPPED

TOKEN_LIVES = timedelta(seconds=86_400)
DELAYS = (timedelta(minutes=1), timedelta(minutes=5))
"""A step that sends is tried twice more, and then its run has failed."""


class Company:
    """Everything Patchworks keeps for one company."""

    def __init__(self, clock: SandboxClock, agenda: Agenda, outbox: Outbox, switches: PatchworksSwitches) -> None:
        self._clock, self._agenda, self._outbox, self.switches = clock, agenda, outbox, switches
        self.flows = {flow.id: flow for flow in start_data.FLOWS}
        self.runs: dict[int, Run] = {}
        self.tables = Tables(start_data.tables())
        self.pools = deepcopy(start_data.REMEMBERED)
        self.handled: dict[tuple[int, str], Item] = {}
        """The last of each item that flows have done, by flow and key."""
        self.counted: Counter[tuple[int, str]] = Counter()
        """How often each was done."""
        self.refused: set[str] = set()
        """Keys of items that the shop does not take."""
        self._tokens: dict[str, datetime] = {}
        self._ids = count(50_001)
        self._turn = clock.now()

    @property
    def now(self) -> str:
        """As Patchworks writes it."""
        return self._clock.now().strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

    def log_in(self, username: object, password: object) -> str | None:
        """Another token for whoever knows the password; None for anybody else."""
        if (username, password) != (start_data.USERNAME, start_data.PASSWORD):
            return None
        token = f"sandbox-patchworks-token-{len(self._tokens) + 1}"
        self._tokens[token] = self._clock.now() + TOKEN_LIVES
        return token

    def knows(self, token: str) -> bool:
        """Whether a token was given, and is good still."""
        return token in self._tokens and self._clock.now() < self._tokens[token]

    def flow(self, number: int) -> Flow:
        """One that can be started; raises Refused where there is none, or it is not deployed."""
        if number not in self.flows or not self.flows[number].is_deployed:
            raise not_found()
        return self.flows[number]

    def triggered(self, name: str, *, by_callback: bool = False) -> Flow:
        """The flow with a trigger, deployed or not; raises Refused where there is none."""
        for flow in self.flows.values():
            if name and name == (flow.callback if by_callback else flow.trigger):
                return flow
        raise not_found()

    def start(self, flow: Flow, payload: bytes, trigger: str, retry_of: int | None = None) -> Run:
        """Take a run in: it begins when it is its turn, and ends in time."""
        run = Run(
            id=next(self._ids),
            flow=flow,
            trigger=trigger,
            payload=payload,
            started_at=self.now,
            retry_of=retry_of,
            tracked=[],
            logs=[],
        )
        run.say("INFO", f"Started by {trigger}.", self.now, run.payload_id)
        self.runs[run.id] = run
        self._agenda.at(self._next_turn() + self.switches.lasts(), partial(self.end, run))
        return run

    def run(self, number: int) -> Run:
        """One run; raises Refused where there is none."""
        if number not in self.runs:
            raise not_found()
        return self.runs[number]

    def end(self, run: Run) -> None:
        """A run does what its flow is for, unless it was stopped or is done already."""
        if run.status != STARTED or run.push is not None:
            return
        if run.flow.sends:
            self._send(run)
            return
        for item in handle(run, self.pools.get(run.flow.pool), self.refused, self.now):
            place = (run.flow.id, str(item["key"]))
            self.handled[place] = item
            self.counted[place] += 1

    def stop(self, run: Run) -> None:
        """Somebody stops a run on the dashboard."""
        run.ended_as, run.ended_at = STOPPED, self.now
        run.say("WARNING", "Stopped by hand.", self.now)

    def retry(self, run: Run) -> Run:
        """Somebody retries a run: it starts over from the beginning, with what it was started with."""
        return self.start(run.flow, run.payload, "Retry", retry_of=run.id)

    def _next_turn(self) -> datetime:
        """When the next run may begin; so many begin in a minute."""
        begins = max(self._turn, self._clock.now())
        self._turn = begins + timedelta(minutes=1) / self.switches.runs_per_minute
        return begins

    def _send(self, run: Run) -> None:
        """Send what a flow hands or passes on; the run ends as that does."""
        flow = run.flow
        body = flow.body(run.payload)
        own = {"authorization": _basic()} if flow.hook else dict(flow.headers)
        address = f"{self.switches.hooks_url}/{flow.hook}" if flow.hook else flow.address
        run.push = Push(
            id=str(run.id),
            kind=flow.name,
            url=address,
            body=body,
            headers={
                "content-type": "application/json",
                **own,
                **(flow.signs.headers(body, self._clock.now()) if flow.signs else {}),
            },
            delays=DELAYS,
            given_up=lambda: run.say("ERROR", "Crossdock could not be reached.", self.now),
        )
        run.ended_at = self.now
        self._outbox.post(run.push)


def _basic() -> str:
    return "Basic " + base64.b64encode(f"patchworks:{start_data.HOOK_SECRET}".encode()).decode()
