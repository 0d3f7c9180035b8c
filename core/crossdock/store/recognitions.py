"""Recognitions: by what a message that came before is recognised."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from crossdock.store.repository import Repository
from crossdock.store.tables import last_states, recognitions


class Arriving(msgspec.Struct, frozen=True, kw_only=True):
    """A message that came in, and what it would be known again by."""

    flow_id: UUID
    environment: str
    tokens: tuple[str, ...]
    record_id: UUID
    """Of the record that is to be stored for it, if it is new."""


_Place = tuple[UUID, str, bytes]


class Recognitions(Repository):
    async def recognise(self, flow_id: UUID, environment: str, tokens: Sequence[str], record_id: UUID) -> UUID | None:
        """Remember a record by each of its tokens; gives the record that had one of them already, else None.

        As `recognise_all`, for one.
        """
        arriving = Arriving(flow_id=flow_id, environment=environment, tokens=tuple(tokens), record_id=record_id)
        return (await self.recognise_all([arriving]))[0]

    async def recognise_all(self, arriving: Sequence[Arriving]) -> list[UUID | None]:
        """For each message the record that had one of its tokens already, else None; the first of equal ones is new.

        Waits for a concurrent unit of work that has one of them. The tokens that were new are then the earlier
        record's as well. Raises TransactionLost where two wait for each other.
        """
        owners: dict[_Place, UUID] = {}
        for one in arriving:
            for place in _places(one):
                owners.setdefault(place, one.record_id)
        if owners:
            await self._remember(owners)
        return await self._judge(arriving, owners)

    async def known(self, flow_id: UUID, environment: str, token: str) -> bool:
        """Whether a record is remembered by a token; raises nothing."""
        digest = sha256(token.encode()).digest()
        return await self._first(_KNOWN, flow_id=flow_id, environment=environment, token=digest) is not None

    async def same_state(self, flow_id: UUID, environment: str, key: str, digest: bytes) -> bool:
        """Whether this is the last state of a key, by its SHA-256; remembers it where it is not.

        Waits for a concurrent unit of work that asks for the same key. Raises InvalidInput for a key that is too long
        or a digest that is none.
        """
        place = {"flow_id": flow_id, "environment": environment, "key": key}
        return await self._first(_LAST_STATE, **place, digest=digest) is None

    async def _remember(self, owners: dict[_Place, UUID]) -> None:
        """Store who owns which token; of those that are taken the owner is put right."""
        rows = [{**_columns(place), "record_id": owners[place]} for place in sorted(owners)]
        stored = (await self._connection.execute(_REMEMBER, rows)).all()
        taken = owners.keys() - {(row.flow_id, row.environment, bytes(row.token)) for row in stored}
        if taken:
            for row in await self._all(_EARLIER.where(_PLACE.in_(list(taken)))):
                owners[row.flow_id, row.environment, bytes(row.token)] = row.record_id

    async def _judge(self, arriving: Sequence[Arriving], owners: dict[_Place, UUID]) -> list[UUID | None]:
        judged: list[UUID | None] = []
        for one in arriving:
            places = _places(one)
            earlier = min((owners[place] for place in places if owners[place] != one.record_id), default=None)
            if earlier is not None:
                await self._hand_over([place for place in places if owners[place] == one.record_id], owners, earlier)
            judged.append(earlier)
        return judged

    async def _hand_over(self, places: list[_Place], owners: dict[_Place, UUID], earlier: UUID) -> None:
        if places:
            owners.update(dict.fromkeys(places, earlier))
            await self._do(update(recognitions).where(_PLACE.in_(places)).values(record_id=earlier))


def _places(arriving: Arriving) -> list[_Place]:
    digests = {sha256(token.encode()).digest() for token in arriving.tokens}
    return [(arriving.flow_id, arriving.environment, digest) for digest in sorted(digests)]


def _columns(place: _Place) -> dict[str, object]:
    return dict(zip(("flow_id", "environment", "token"), place, strict=True))


_PLACE = tuple_(recognitions.c.flow_id, recognitions.c.environment, recognitions.c.token)
_EARLIER = select(recognitions.c.flow_id, recognitions.c.environment, recognitions.c.token, recognitions.c.record_id)
_REMEMBER = (
    insert(recognitions)
    .on_conflict_do_nothing(index_elements=["flow_id", "environment", "token"])
    .returning(recognitions.c.flow_id, recognitions.c.environment, recognitions.c.token)
)
_KNOWN = select(recognitions.c.record_id).where(
    recognitions.c.flow_id == bindparam("flow_id"),
    recognitions.c.environment == bindparam("environment"),
    recognitions.c.token == bindparam("token"),
)
_LAST = insert(last_states).values(
    {column: bindparam(column) for column in ("flow_id", "environment", "key", "digest")}
)
_LAST_STATE = _LAST.on_conflict_do_update(
    index_elements=["flow_id", "environment", "key"],
    set_={"digest": _LAST.excluded.digest},
    where=last_states.c.digest != _LAST.excluded.digest,
).returning(last_states.c.key)
