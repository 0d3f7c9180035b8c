"""What a platform sends by itself: each push at least once, tried again as the platform does, and given up as it does."""

from __future__ import annotations

import heapq
import logging
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import count

import anyio
import httpx
from anyio.abc import TaskGroup

from crossdock.connect.sandbox.clock import SandboxClock

ANSWER_SECONDS = 5.0
"""How long a receiver may take, in real time."""
REMEMBERED = 10_000
"""Pushes that are kept after their end, to be looked at."""
AT_ONCE = 16

log = logging.getLogger("crossdock.sandbox")


class Push:
    """One message to one address, or one question there, and what became of it."""

    def __init__(  # noqa: PLR0913  # all of one push, by name
        self,
        *,
        id: str,  # noqa: A002  # what it is called everywhere else
        kind: str,
        url: str,
        body: bytes,
        headers: Mapping[str, str],
        delays: tuple[timedelta, ...],
        method: str = "POST",
        answered: Callable[[bytes], None] | None = None,
        given_up: Callable[[], None] | None = None,
    ) -> None:
        """`delays` are the waits before each further try; `given_up` is called when the last one failed.

        `answered` is called with the body of the answer, for a platform that reads it.
        """
        self.id, self.kind, self.url, self.body, self.headers = id, kind, url, body, headers
        self.delays, self.method, self.answered, self.given_up = delays, method, answered, given_up
        self.attempts = 0
        self.outcome = "waiting"
        """waiting, delivered or given-up."""
        self.answer = ""
        """The last answer's status, or why there was none."""


class Outbox:
    """Pushes that wait for their time, are under way, or have ended."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._waiting: list[tuple[datetime, int, Push]] = []
        self._numbers = count()
        self._under_way = 0
        self._ended = anyio.Event()
        self._changed = anyio.Event()
        self._generation = 0
        self.pushes: deque[Push] = deque(maxlen=REMEMBERED)
        """The latest ones, oldest first."""

    @property
    def next_due(self) -> datetime | None:
        """When something is to be sent next; None when nothing waits."""
        return self._waiting[0][0] if self._waiting else None

    def post(self, push: Push) -> None:
        """Send a push as soon as possible."""
        self.pushes.append(push)
        self._wait(push, self._clock.now())
        self._changed.set()

    async def changes(self, seconds: float) -> None:
        """Wait until something is posted, or there is room again; so many seconds at most."""
        with anyio.move_on_after(seconds):
            await self._changed.wait()
        self._changed = anyio.Event()

    def clear(self) -> None:
        """Forget everything; what is under way is not tried again."""
        self._waiting.clear()
        self.pushes.clear()
        self._generation += 1

    def start_due(self, group: TaskGroup, client: httpx.AsyncClient) -> None:
        """Start sending everything whose time has come, as far as there is room."""
        while self._under_way < AT_ONCE and self._waiting and self._waiting[0][0] <= self._clock.now():
            _, _, push = heapq.heappop(self._waiting)
            self._under_way += 1
            group.start_soon(self._try, push, client, self._generation)

    async def settle(self, group: TaskGroup, client: httpx.AsyncClient) -> None:
        """Send everything that is due now, and wait until nothing is under way."""
        self.start_due(group, client)
        while self._under_way:
            await self._ended.wait()
            self.start_due(group, client)

    async def _try(self, push: Push, client: httpx.AsyncClient, generation: int) -> None:
        try:
            delivered = await _send(push, client)
            if generation == self._generation:
                self._note(push, delivered=delivered)
        finally:
            self._under_way -= 1
            ended, self._ended = self._ended, anyio.Event()
            ended.set()
            self._changed.set()

    def _note(self, push: Push, *, delivered: bool) -> None:
        if delivered:
            push.outcome = "delivered"
        elif push.attempts <= len(push.delays):
            self._wait(push, self._clock.now() + push.delays[push.attempts - 1])
        else:
            push.outcome = "given-up"
            log.warning("Gave up on %s %s after %d tries: %s.", push.kind, push.id, push.attempts, push.answer)
            if push.given_up is not None:
                push.given_up()

    def _wait(self, push: Push, until: datetime) -> None:
        heapq.heappush(self._waiting, (until, next(self._numbers), push))


async def _send(push: Push, client: httpx.AsyncClient) -> bool:
    """Whether the receiver took it: a 2xx in time."""
    push.attempts += 1
    try:
        with anyio.fail_after(ANSWER_SECONDS):
            answer = await client.request(push.method, push.url, content=push.body, headers=dict(push.headers))
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
        push.answer = type(error).__name__
        return False
    push.answer = str(answer.status_code)
    if answer.is_success and push.answered is not None:
        push.answered(answer.content)
    return answer.is_success
