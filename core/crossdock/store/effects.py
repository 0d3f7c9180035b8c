"""Effects: one for each environment, flow and key, which is what makes a write happen once."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert

from crossdock.model.record import Effect, EffectState
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import effects, records


class Unconfirmed(msgspec.Struct, frozen=True, kw_only=True):
    """A write that the target took in and has still to confirm, and where it belongs."""

    effect: Effect
    environment: str
    flow_id: UUID


class Effects(Repository):
    async def lock(self, environment: str, flow_id: UUID, key: str) -> Effect | None:
        """The effect of a key, None where there is none yet; nobody else has it until this unit of work ends.

        Waits for whoever has it, also for whoever is about to make the first one. Raises TransactionLost where two wait
        for each other.
        """
        row = await self._first(_LOCK, environment=environment, flow_id=flow_id, key=key)
        return None if row is None else _effect(row)

    async def find(self, environment: str, flow_id: UUID, key: str) -> Effect | None:
        """The effect of a key as it stands, None where there is none; raises nothing."""
        row = await self._first(_FIND, environment=environment, flow_id=flow_id, key=key)
        return None if row is None else _effect(row)

    async def put(self, environment: str, flow_id: UUID, effect: Effect, body: bytes | None) -> None:
        """Store a locked effect as it shall be; without a body, which comes sealed, the stored one stays.

        An effect that is stored keeps its id. Raises InvalidInput for one that contradicts itself, as one that is
        confirmed without a receipt.
        """
        row = {column: getattr(effect, column) for column in _SAME} | {"record_id": effect.record, "body": body}
        await self._connection.execute(_PUT, row | {"environment": environment, "flow_id": flow_id})

    async def of(self, record_id: UUID) -> list[Effect]:
        """What a record wrote last, oldest intent first; raises nothing."""
        return [_effect(row) for row in await self._all(_OF, record=record_id)]

    async def body(self, effect_id: UUID) -> bytes | None:
        """What was sent, sealed; None where it was not kept. Raises NotFound."""
        row = await self._first(_BODY, effect=effect_id)
        if row is None:
            raise absent("effect", effect_id)
        body: bytes | None = row.body
        return body

    async def accepted(self, now: datetime, limit: int) -> list[Unconfirmed]:
        """Effects that wait for their confirmation and whose record is due, oldest intent first; raises nothing."""
        rows = await self._all(_ACCEPTED, now=now, most=limit)
        return [Unconfirmed(effect=_effect(row), environment=row.environment, flow_id=row.flow_id) for row in rows]


_SAME = (
    "id",
    "key",
    "operation",
    "state",
    "version",
    "digest",
    "resolved",
    "receipt",
    "intended_at",
    "confirmed_at",
)
_EFFECTS = select(*(effects.c[column] for column in (*_SAME, "record_id", "environment", "flow_id")))
_LOCK = select(
    func.lock_effect(bindparam("environment"), bindparam("flow_id"), bindparam("key")).table_valued(
        *(effects.c[column] for column in (*_SAME, "record_id"))
    )
)
_FIND = _EFFECTS.where(
    effects.c.environment == bindparam("environment"),
    effects.c.flow_id == bindparam("flow_id"),
    effects.c.key == bindparam("key"),
)
_INSERT = insert(effects)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=["environment", "flow_id", "key"],
    set_={column: _INSERT.excluded[column] for column in (*_SAME[2:], "record_id")}
    | {"body": func.coalesce(_INSERT.excluded.body, effects.c.body)},
)
_OF = _EFFECTS.where(effects.c.record_id == bindparam("record")).order_by(effects.c.intended_at, effects.c.id)
_BODY = select(effects.c.body).where(effects.c.id == bindparam("effect"))
_ACCEPTED = (
    _EFFECTS.join_from(effects, records, records.c.id == effects.c.record_id)
    .where(effects.c.state == EffectState.ACCEPTED, records.c.due_at <= bindparam("now"))
    .order_by(effects.c.intended_at)
    .limit(bindparam("most"))
)


def _effect(row: Row[Any]) -> Effect:
    values = {column: getattr(row, column) for column in _SAME} | {"state": EffectState(row.state)}
    return Effect(record=row.record_id, **values)
