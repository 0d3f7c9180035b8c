"""Attempts: the passes of a record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import LargeBinary, Row, bindparam, func, insert, select, update

from crossdock.errors import Conflict
from crossdock.model.lookup import LookupRead
from crossdock.model.record import Attempt, AttemptKind
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import attempts


class Attempts(Repository):
    async def begin(self, record_id: UUID, attempt: Attempt, output: bytes | None = None) -> None:
        """Store a pass, with what the mapping made of the record, sealed, where that is known already.

        Raises Conflict where the record has a pass of that number.
        """
        row = _values(attempt) | {"record_id": record_id, "number": attempt.number, "output": output}
        await self._connection.execute(_BEGIN, row)

    async def end(self, record_id: UUID, attempt: Attempt, output: bytes | None = None) -> None:
        """Store how a pass that is under way ended. Raises Conflict 'ended-already' where none of that number is."""
        changed = {f"new_{column}": value for column, value in _values(attempt).items()}
        row = await self._first(_END, record=record_id, count=attempt.number, new_output=output, **changed)
        if row is None:
            raise Conflict(f"Pass {attempt.number} of record '{record_id}' is not under way.", code="ended-already")

    async def of(self, record_id: UUID) -> list[Attempt]:
        """Every pass of a record, from the first on; raises nothing."""
        return [_attempt(row) for row in await self._all(_OF, record=record_id)]

    async def output(self, record_id: UUID, number: int) -> bytes | None:
        """What the mapping made in a pass, sealed; None where it made nothing. Raises NotFound."""
        row = await self._first(_OUTPUT, record=record_id, count=number)
        if row is None:
            raise absent(f"pass of record '{record_id}' with number", number)
        output: bytes | None = row.output
        return output


_SAME = ("kind", "version", "started_at", "ended_at", "outcome", "code", "message")
_HERE = (attempts.c.record_id == bindparam("record"), attempts.c.number == bindparam("count"))
_BEGIN = insert(attempts)
_END = (
    update(attempts)
    .where(*_HERE, attempts.c.ended_at.is_(None))
    .values({attempts.c[column]: bindparam(f"new_{column}") for column in (*_SAME, "lookups")})
    .values(output=func.coalesce(bindparam("new_output", type_=LargeBinary), attempts.c.output))
    .returning(attempts.c.number)
)
_OF = (
    select(*(column for column in attempts.c if column.name not in {"record_id", "output"}))
    .where(attempts.c.record_id == bindparam("record"))
    .order_by(attempts.c.number)
)
_OUTPUT = select(attempts.c.output).where(*_HERE)


def _values(attempt: Attempt) -> dict[str, Any]:
    return {column: getattr(attempt, column) for column in _SAME} | {"lookups": msgspec.to_builtins(attempt.lookups)}


def _attempt(row: Row[Any]) -> Attempt:
    values = {column: getattr(row, column) for column in _SAME} | {"kind": AttemptKind(row.kind)}
    lookups = msgspec.convert(row.lookups, tuple[LookupRead, ...])
    return Attempt(number=row.number, lookups=lookups, **values)
