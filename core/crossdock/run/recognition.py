"""Recognition: which of the messages that came in are new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from uuid import UUID

from crossdock.engine.json_text import canonical
from crossdock.run.parcel import Parcel
from crossdock.store.recognitions import Arriving
from crossdock.store.unit_of_work import Work


class Recognition:
    """Recognises what came before, in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._recognitions = work.recognitions
        self.repeats: list[tuple[Parcel, UUID]] = []
        """Messages that came once more, and the records of their first coming."""
        self.told_before: set[UUID] = set()
        """Records of the same marks as messages that are new: a list may have told of these by them."""

    async def new(self, parcels: list[Parcel]) -> list[Parcel]:
        """Those that did not come before."""
        listed = await self._listed_before(parcels)
        known = await self._recognitions.recognise_all([_remembered(one, *_tokens(one, listed)) for one in parcels])
        new = []
        for parcel, earlier in zip(parcels, known, strict=True):
            if earlier is None and not await self._is_last_state(parcel):
                new.append(parcel)
            elif earlier is not None and not parcel.arrival.listed:
                self.repeats.append((parcel, earlier))
        await self._mark([parcel for parcel in new if parcel.comes_once or parcel.message.outlined_as])
        return new

    async def _listed_before(self, parcels: list[Parcel]) -> set[UUID]:
        """Records-to-be whose object a list brought already; asked only of flows that are both told and swept."""
        asked = [parcel for parcel in parcels if parcel.comes_once and not parcel.arrival.listed]
        found = set()
        for parcel in asked:
            hook, environment = parcel.arrival.hook, parcel.arrival.environment
            if await self._recognitions.known(hook.flow.id, environment, f"listed:{parcel.mark}"):
                found.add(parcel.record_id)
        return found

    async def _is_last_state(self, parcel: Parcel) -> bool:
        """Where a platform tells neither ids nor versions, only what equals the last state known is a duplicate."""
        message = parcel.message
        if message.event_id or message.version or parcel.comes_once or parcel.is_outline:
            return False
        digest = hashlib.sha256(canonical(message.payload)).digest()
        flow_id = parcel.arrival.hook.flow.id
        return await self._recognitions.same_state(flow_id, parcel.arrival.environment, message.key, digest)

    async def _mark(self, parcels: list[Parcel]) -> None:
        """Remember of new messages that they came, or that a list brought them."""
        marked = await self._recognitions.recognise_all([_marked(parcel) for parcel in parcels])
        for parcel, earlier in zip(parcels, marked, strict=True):
            if earlier is not None and parcel.message.outlined_as and not parcel.is_outline:
                self.told_before.add(earlier)


def _marked(parcel: Parcel) -> Arriving:
    """How the object of a new message is known from now on: that it came, or that a list brought it."""
    return _remembered(parcel, f"{'listed' if parcel.arrival.listed else 'came'}:{parcel.mark}")


def _remembered(parcel: Parcel, *tokens: str) -> Arriving:
    return Arriving(
        flow_id=parcel.arrival.hook.flow.id,
        environment=parcel.arrival.environment,
        tokens=tokens,
        record_id=parcel.record_id,
    )


def _tokens(parcel: Parcel, listed: set[UUID]) -> Iterator[str]:
    """What a message is known again by: its event, and its object's version with its content."""
    message = parcel.message
    if message.event_id:
        yield f"event:{message.event_id}"
    if message.version:
        # Sources tell times in whole seconds: two changes in one second are two messages, so the content counts too.
        # Lists and webhooks write the same in other bytes, so what counts is what they say.
        yield f"state:{message.key}@{message.version}#{hashlib.sha256(canonical(message.payload)).hexdigest()}"
    if parcel.is_outline or (parcel.comes_once and parcel.arrival.listed):
        yield f"came:{parcel.mark}"
    if parcel.record_id in listed:
        yield f"listed:{parcel.mark}"
