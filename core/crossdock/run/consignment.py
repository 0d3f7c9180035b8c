"""Consignments: what records of one flow send, sent together where the target takes several messages at once.

Each record goes its own way up to the call, and from its result on; they meet where something is to be asked or sent. Who
comes there waits until nobody of them is on the way any more, so that as few calls as possible are made.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable, Mapping, Sequence
from contextlib import asynccontextmanager
from operator import attrgetter
from typing import Any

import anyio
import msgspec

from crossdock.connect.batch import Lot, Result, look_up, send, send_apart
from crossdock.connect.operation import Operation, Receipt
from crossdock.connect.resource import at
from crossdock.engine.json_text import encode
from crossdock.run.errand import Errand, current_errand, errand_taken_up
from crossdock.run.fence import Fence, Moment
from crossdock.run.lines import OpenLine
from crossdock.run.sending import Sender
from crossdock.store.unit_of_work import Store


class Piece(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What one record asks or sends, and its answer."""

    sender: Sender
    message: Any
    resolved: dict[str, Any]
    moment: Moment | None
    """When the epoch was last seen to be ours, for what is sent; None for what is only asked."""
    errand: Errand | None
    answer: asyncio.Future[Any]

    @property
    def destination(self) -> Hashable:
        """What goes by one call has the same."""
        return (id(self.sender.line), self.sender.operation.name, self.moment is None)

    @property
    def about(self) -> bytes:
        """What it is about at the target: two of the same never go by one call."""
        resource = self.sender.connector.resource(self.sender.operation.resource)
        return encode([at(self.message, path) for path in resource.key])


class Consignment:
    """The records of one flow that are worked off together."""

    def __init__(self, store: Store, fence: Fence, members: int, limiter: anyio.Semaphore) -> None:
        """`limiter` is what each member holds while it is on its way; who waits gives its place to another."""
        self._store, self._fence, self._limiter = store, fence, limiter
        self._on_the_way = members
        self._waiting: list[Piece] = []

    def sender(self, opened: OpenLine, operation: Operation) -> Sender:
        """What a member sends by."""
        return Sender(opened, operation) if operation.batch == 1 else _Together(opened, operation, self)

    @asynccontextmanager
    async def member(self) -> AsyncIterator[None]:
        """While a member does what it does; the others do not wait for it any longer than that."""
        yield  # a member that is cut off ends the work of all of them
        self._on_the_way -= 1
        await self._go_if_all_are_here()

    async def hand_in(self, piece: Piece) -> Any:
        """What became of a piece, once all that go with it are there. Raises its error."""
        self._waiting.append(piece)
        self._on_the_way -= 1
        self._limiter.release()
        try:
            await self._go_if_all_are_here()
            return await piece.answer
        finally:
            await self._limiter.acquire()

    async def _go_if_all_are_here(self) -> None:
        if self._on_the_way:
            return
        pieces, self._waiting = self._waiting, []
        self._on_the_way = len(pieces)
        try:
            for load in _loads(pieces):
                _tell(load, await self._go(load))
        except BaseException:
            for piece in pieces:
                piece.answer.cancel()
            raise

    async def _go(self, load: Sequence[Piece]) -> Sequence[Any]:
        """One call, or as many as it takes where something is refused; on behalf of the first of them."""
        sender = load[0].sender
        with errand_taken_up(load[0].errand):
            if load[0].moment is None:
                asked = [piece.message for piece in load]
                return await look_up(sender.connector, sender.line, sender.operation, asked)
            return await send_apart(self._send, load)

    async def _send(self, load: Sequence[Piece]) -> Sequence[Result]:
        sender = load[0].sender
        moments = [piece.moment for piece in load if piece.moment is not None]
        await min(moments, key=attrgetter("at")).require_fresh(self._store, self._fence)
        lots: list[Lot] = [(piece.message, piece.resolved) for piece in load]
        return await send(sender.connector, sender.line, sender.operation, lots)


class _Together(Sender):
    """Sends with whoever else of the flow is worked off."""

    def __init__(self, opened: OpenLine, operation: Operation, consignment: Consignment) -> None:
        super().__init__(opened, operation)
        self._consignment = consignment

    async def resolve(self, message: Any) -> dict[str, Any]:
        resolved: dict[str, Any] = await self._consignment.hand_in(self._piece(message, {}, None))
        return resolved

    async def write(self, message: Any, resolved: Mapping[str, Any], moment: Moment) -> Receipt:
        receipt: Receipt = await self._consignment.hand_in(self._piece(message, dict(resolved), moment))
        return receipt

    def _piece(self, message: Any, resolved: dict[str, Any], moment: Moment | None) -> Piece:
        answer = asyncio.get_running_loop().create_future()
        return Piece(
            sender=self, message=message, resolved=resolved, moment=moment, errand=current_errand(), answer=answer
        )


def _loads(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """What goes by one call each: no more than the target takes, and nothing about the same thing twice."""
    loads: list[tuple[Hashable, dict[bytes, Piece]]] = []
    for piece in pieces:
        about, most = piece.about, piece.sender.operation.batch
        for destination, load in loads:
            if destination == piece.destination and len(load) < most and about not in load:
                load[about] = piece
                break
        else:
            loads.append((piece.destination, {about: piece}))
    return [list(load.values()) for _, load in loads]


def _tell(load: Sequence[Piece], results: Sequence[Any]) -> None:
    for piece, result in zip(load, results, strict=True):
        if piece.answer.done():
            continue  # whoever asked has gone
        if isinstance(result, Exception):
            piece.answer.set_exception(result)
        else:
            piece.answer.set_result(result)
