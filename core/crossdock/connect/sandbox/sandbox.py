"""The base of every sandbox: what a platform's author fills in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import datetime, timedelta
from typing import Any, ClassVar, Generic, TypeVar

import anyio
import httpx
import msgspec
from anyio.abc import TaskGroup
from litestar import Request, Response
from litestar.types import ControllerRouterHandler

from crossdock.connect.sandbox.agenda import Agenda
from crossdock.connect.sandbox.clock import SandboxClock
from crossdock.connect.sandbox.faults import Faults
from crossdock.connect.sandbox.outbox import Outbox
from crossdock.connect.sandbox.reply import Reply
from crossdock.engine import json_text
from crossdock.engine.ports import Clock
from crossdock.errors import InvalidInput
from crossdock.nearest import suggest

S = TypeVar("S", bound=msgspec.Struct)

TICK_SECONDS = 0.02

Holding = dict[str, Any]
"""Something a sandbox holds: its `id`, how often it was `received`, and what else is worth seeing."""


class ControlRoute(msgspec.Struct, frozen=True):
    """A route by which a sandbox is played with, for people."""

    method: str
    path: str
    """Below `/_sandbox/`."""
    summary: str


class Sandbox(ABC, Generic[S]):
    """A platform that behaves as its documents say, for one account, in memory."""

    title: ClassVar[str]
    """The platform's own spelling."""
    own_controls: ClassVar[Sequence[ControlRoute]] = ()
    """What `controls` adds, for people."""

    def __init__(self, switches: S, clock: Clock) -> None:
        self._first_switches = copy(switches)
        self.switches = switches
        """How it behaves. One object for good: whoever is handed it sees every change."""
        self.clock = SandboxClock(clock)
        self.agenda = Agenda(self.clock)
        self.outbox = Outbox(self.clock)
        self.faults = Faults()
        self._one_advance = anyio.Lock()
        self.reset()

    @classmethod
    @abstractmethod
    def default_switches(cls) -> S:
        """How it behaves unless told otherwise: a Struct that is not frozen, every field with a default."""

    @abstractmethod
    def begin(self) -> None:
        """Take up the state every account starts with."""

    @abstractmethod
    def connection(self, address: str) -> Mapping[str, str]:
        """Settings and secrets of a connection that reaches the sandbox at an address."""

    @abstractmethod
    def routes(self) -> Sequence[ControllerRouterHandler]:
        """The platform's own API."""

    def controls(self) -> Sequence[ControllerRouterHandler]:
        """What happens at the platform without a call of its API; below `/_sandbox`."""
        return ()

    @abstractmethod
    def holdings(self) -> Mapping[str, list[Holding]]:
        """What it holds, by kind of resource."""

    @abstractmethod
    def refuse(self, request: Request[Any, Any, Any], error: Exception) -> Response[bytes] | None:
        """The platform's answer to a call that failed; None for an error that is no refusal of the platform's."""

    def throttled(self, seconds: float | None) -> Reply:
        """The platform's answer to a call too many; `seconds` is its Retry-After, None leaves it out."""
        return Reply.too_many(json_text.encode({"message": "Too many requests"}), seconds)

    def answer_headers(self) -> Mapping[str, str]:
        """What the platform adds to every answer; names in lower case."""
        return {}

    def reset(self) -> None:
        """Back to the beginning: state, time, faults and switches."""
        self.clock.reset()
        self.agenda.clear()
        self.outbox.clear()
        self.faults.clear()
        _take_over(self.switches, self._first_switches)
        self.begin()

    def tick(self, group: TaskGroup, client: httpx.AsyncClient) -> None:
        """Do, and start to send, what is due."""
        self.agenda.run_due()
        self.outbox.start_due(group, client)

    async def advance(self, step: timedelta, group: TaskGroup, client: httpx.AsyncClient) -> datetime:
        """Let time pass: everything that falls due happens in its order, pushes and their repetitions included."""
        async with self._one_advance:
            target = self.clock.now() + step
            await self._settle(group, client)
            while (due := self._next_due()) is not None and due <= target:
                self.clock.reach(due)
                await self._settle(group, client)
            self.clock.reach(target)
            return self.clock.now()

    async def _settle(self, group: TaskGroup, client: httpx.AsyncClient) -> None:
        self.agenda.run_due()
        await self.outbox.settle(group, client)

    def _next_due(self) -> datetime | None:
        return min((due for due in (self.agenda.next_due, self.outbox.next_due) if due is not None), default=None)

    def switch(self, changes: Mapping[str, Any]) -> None:
        """Behave differently from now on; raises InvalidInput naming what cannot be set so."""
        _take_over(self.switches, changed(self.switches, changes))


def changed(switches: S, changes: Mapping[str, Any]) -> S:
    """Switches with some of them set anew; raises InvalidInput naming the one that cannot be."""
    known = switches.__struct_fields__
    remedy = f"The switches are {', '.join(known)}."
    if unknown := sorted(set(changes) - set(known)):
        raise InvalidInput(f"There is no switch '{unknown[0]}'.", remedy=suggest(unknown[0], known) or remedy)
    try:
        return msgspec.convert({**msgspec.structs.asdict(switches), **changes}, type(switches))
    except msgspec.ValidationError as error:
        raise InvalidInput(f"The switches cannot be set so: {error}.", remedy=remedy) from error


def _take_over(switches: S, others: S) -> None:
    for name in switches.__struct_fields__:
        setattr(switches, name, getattr(others, name))
