"""Gates: nothing is begun over a connection that is paused, and every request is counted."""

from __future__ import annotations

import time
from uuid import UUID

from crossdock.connect.line import Allowance
from crossdock.errors import Conflict
from crossdock.model.calls import CallPurpose
from crossdock.model.pause import ConnectionState, ConnectionStatus
from crossdock.run.call_counts import CallCounts
from crossdock.run.errand import Errand, current_errand
from crossdock.store.unit_of_work import Store

LOOK_SECONDS = 1.0
"""How often it is looked whether a connection is paused."""


class ConnectionPaused(Conflict):
    """A connection is paused: nothing is sent over it."""

    code = "connection-paused"
    default_remedy = "Resume the connection once its platform may be asked again."


class Gate:
    """Stands before one connection, in one worker; an allowance that asks who wants to pass."""

    def __init__(self, store: Store, connection_id: UUID, counts: CallCounts, allowance: Allowance) -> None:
        self._store, self._connection = store, connection_id
        self._counts, self._allowance = counts, allowance
        self._looked_at = -LOOK_SECONDS
        self._state: ConnectionState | None = None

    async def take(self) -> None:
        """Wait until one more request may go out. Raises ConnectionPaused."""
        await self.enter()
        await self._allowance.take()
        if (errand := current_errand()) is not None:
            errand.calls += 1
            self._counts.add(self._connection, errand)

    async def enter(self) -> None:
        """Begin something over the connection: what is begun comes to its end. Raises ConnectionPaused."""
        errand = current_errand()
        await self._admit(errand)
        if errand is not None:
            errand.begun.add(self._connection)

    async def pause(self, seconds: float) -> None:
        """The platform asked everyone to wait."""
        await self._allowance.pause(seconds)

    async def _admit(self, errand: Errand | None) -> None:
        state = await self._look()
        if state is None or _may_pass(errand, self._connection, state):
            return
        self._looked_at = -LOOK_SECONDS  # whoever asks again finds out at once that it was resumed
        why = f": {state.reason}" if state.reason else "."
        raise ConnectionPaused(f"The connection '{state.connection}' is paused{why}")

    async def _look(self) -> ConnectionState | None:
        """How it stands; None: it runs. At most a second old."""
        if time.monotonic() - self._looked_at >= LOOK_SECONDS:
            async with self._store.read() as work:
                self._state = await work.pauses.find(self._connection)
            self._looked_at = time.monotonic()
        return self._state


def _may_pass(errand: Errand | None, connection_id: UUID, state: ConnectionState) -> bool:
    """A write that was begun is never torn, whatever people decide meanwhile; a list can be read anew."""
    if errand is None:
        return True  # a person asks, and sees what comes of it
    if state.status is ConnectionStatus.DRAINING and errand.again:
        return True  # only what was begun is taken up again while it drains
    begun = connection_id in errand.begun
    return begun and (errand.purpose is CallPurpose.WRITE or state.status is ConnectionStatus.DRAINING)
