"""Recognitions: by what a message that came before is recognised."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from crossdock.store.repository import Repository
from crossdock.store.tables import last_states, recognitions


class Recognitions(Repository):
    async def recognise(self, flow_id: UUID, environment: str, tokens: Sequence[str], record_id: UUID) -> UUID | None:
        """Remember a record by each of its tokens; gives the record that had one of them already, else None.

        Waits for a concurrent unit of work that has one of them. The tokens that were new are then the earlier
        record's as well. Raises TransactionLost where two wait for each other.
        """
        digests = sorted({sha256(token.encode()).digest() for token in tokens})
        place = {"flow_id": flow_id, "environment": environment}
        new = [place | {"token": digest, "record_id": record_id} for digest in digests]
        if not new or await self._insert(_REMEMBER, new) == len(new):
            return None
        return await self._repeated(flow_id, environment, digests, record_id)

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

    async def _repeated(self, flow_id: UUID, environment: str, digests: list[bytes], record_id: UUID) -> UUID:
        here = (
            recognitions.c.flow_id == flow_id,
            recognitions.c.environment == environment,
            recognitions.c.token.in_(digests),
        )
        earlier = select(recognitions.c.record_id).where(*here, recognitions.c.record_id != record_id)
        row = (await self._connection.execute(earlier.order_by(recognitions.c.record_id).limit(1))).one()
        ours = update(recognitions).where(*here, recognitions.c.record_id == record_id)
        await self._do(ours.values(record_id=row.record_id))
        return UUID(str(row.record_id))


_REMEMBER = (
    insert(recognitions)
    .on_conflict_do_nothing(index_elements=["flow_id", "environment", "token"])
    .returning(recognitions.c.token)
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
