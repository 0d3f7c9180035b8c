"""Effects: one for each environment, flow and key, which is what makes a write happen once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Row, and_, bindparam, cast, func, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert

from crossdock.model.record import Effect, EffectState, RecordState
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import effects, records


class Unconfirmed(msgspec.Struct, frozen=True, kw_only=True):
    """A write that the target took in and has still to confirm, and where it belongs."""

    effect: Effect
    environment: str
    flow_id: UUID


class OfferedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record whose write the target has fetched and acknowledged."""

    id: UUID
    state: RecordState
    attempts: int
    partition: int
    name: str
    """By which the target acknowledged it."""


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

    async def offered(self, environment: str, flow_id: UUID, most: int) -> list[bytes]:
        """What lies ready to be fetched, sealed, in the order it came; raises nothing."""
        ready = select(effects.c.body).where(_ready(environment, flow_id), effects.c.body.is_not(None))
        rows = await self._all(ready.order_by(records.c.position).limit(most))
        return [row.body for row in rows]

    async def acknowledge(
        self, environment: str, flow_id: UUID, names: Sequence[str], now: datetime
    ) -> list[OfferedRecord]:
        """Confirm what lies ready under some names; gives the records of those that did. Raises nothing."""
        done = {
            "state": EffectState.CONFIRMED,
            "confirmed_at": now,
            "receipt": _RECEIPT.concat(cast({"accepted": False}, JSONB)),
        }
        shown = (records.c.id, records.c.state, records.c.attempts, records.c.partition, _NAME.label("name"))
        taken = update(effects).where(_ready(environment, flow_id), _NAME.in_(names))
        rows = await self._all(taken.values(done).returning(*shown))
        return [
            OfferedRecord(
                id=row.id,
                state=RecordState(row.state),
                attempts=row.attempts,
                partition=row.partition,
                name=row.name,
            )
            for row in rows
        ]


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


_RECEIPT = cast(effects.c.receipt, JSONB)
_NAME = _RECEIPT["id"].astext


def _ready(environment: str, flow_id: UUID) -> ColumnElement[bool]:
    """What lies ready for the target of a flow; what a person has settled does not."""
    return and_(
        records.c.id == effects.c.record_id,
        records.c.state.in_((RecordState.IN_FLIGHT, RecordState.HELD)),
        effects.c.environment == environment,
        effects.c.flow_id == flow_id,
        effects.c.state == EffectState.ACCEPTED,
    )


def _effect(row: Row[Any]) -> Effect:
    values = {column: getattr(row, column) for column in _SAME} | {"state": EffectState(row.state)}
    return Effect(record=row.record_id, **values)
