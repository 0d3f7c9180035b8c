"""Sequences: how far platforms have counted their messages, and which numbers never came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, Select, and_, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.model.sequence import SequenceGap
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import connections, sequence_gaps, sequences

FAR_BELOW = 1000
"""A new message whose number is so far below the highest one, and was never missed, was not late: the platform counts
anew."""


class Came(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered message that came in."""

    connection_id: UUID
    stream: str
    number: int
    grace_seconds: int
    """How long a number before it may be missing."""
    is_new: bool
    """It did not come before."""


_Stream = tuple[UUID, str]


class Sequences(Repository):
    async def note(self, came: Sequence[Came], now: datetime) -> None:
        """See which numbers are missing now, and which are no longer.

        One statement where nothing is missing and nothing late. Whoever counts the same stream waits until this unit
        of work ends.
        """
        streams: defaultdict[_Stream, list[Came]] = defaultdict(list)
        for one in came:
            streams[one.connection_id, one.stream].append(one)
        rows = [
            {"connection_id": place[0], "stream": place[1], "highest": max(one.number for one in streams[place])}
            for place in sorted(streams)
        ]
        for row in (await self._connection.execute(_NOTE, rows)).all():
            place = (row.connection_id, row.stream)
            await self._compare(place, row.before, streams[place], now)

    async def gap(self, project: Project, environment: str, gap: UUID) -> SequenceGap:
        """An open gap that nobody else changes until this unit of work ends; raises NotFound."""
        query = _open(project, environment).where(sequence_gaps.c.id == gap)
        row = await self._first(query.with_for_update(of=sequence_gaps))
        if row is None:
            raise absent("open gap", gap)
        return _gap(row)

    async def page(self, project: Project, environment: str, request: PageRequest) -> Page[SequenceGap]:
        """Open gaps, oldest first. Raises InvalidInput for a limit or a cursor that cannot be."""
        return await self._page(_open(project, environment), request, sequence_gaps.c.id, _gap)

    async def settle(self, gap: UUID, by: str, reason: str, now: datetime) -> None:
        """Nobody waits for these numbers any more; raises nothing."""
        settled = update(sequence_gaps).where(sequence_gaps.c.id == gap)
        await self._do(settled.values(settled_at=now, settled_by=by, reason=reason))

    async def _compare(self, place: _Stream, before: int | None, came: list[Came], now: datetime) -> None:
        numbers = sorted({one.number for one in came})
        fresh = [number for number in numbers if before is None or number > before]
        late = [number for number in numbers if before is not None and number <= before]
        start = before if before is not None else fresh[0] - 1
        missing = [(low + 1, high - 1) for low, high in pairwise([start, *fresh]) if high - low > 1]
        if missing:
            grace = timedelta(seconds=max(one.grace_seconds for one in came))
            await self._insert_gaps(place, missing, {"since": now, "overdue_at": now + grace, **_UNSETTLED})
        if late and before is not None:
            unknown = await self._close(place, late)
            again = [one.number for one in came if one.is_new and one.number in unknown]
            await self._count_anew(place, [number for number in again if number < before - FAR_BELOW])

    async def _close(self, place: _Stream, late: list[int]) -> set[int]:
        """Take numbers that came late out of their gaps; gives those that were in none."""
        table = sequence_gaps.c
        within = and_(table.connection_id == place[0], table.stream == place[1], table.first <= late[-1])
        rows = await self._all(select(sequence_gaps).where(within, table.last >= late[0]).with_for_update())
        unknown = set(late)
        for row in rows:
            filled = [number for number in late if row.first <= number <= row.last]
            if filled:
                unknown -= set(filled)
                same = {column: getattr(row, column) for column in ("since", "overdue_at", *_UNSETTLED)}
                await self._do(delete(sequence_gaps).where(table.id == row.id))
                await self._insert_gaps(place, _without(row.first, row.last, filled), same)
        return unknown

    async def _insert_gaps(self, place: _Stream, stretches: Iterable[tuple[int, int]], same: dict[str, Any]) -> None:
        rows = [
            {"id": uuid7(), "connection_id": place[0], "stream": place[1], "first": first, "last": last, **same}
            for first, last in stretches
        ]
        if rows:
            await self._connection.execute(insert(sequence_gaps), rows)

    async def _count_anew(self, place: _Stream, numbers: list[int]) -> None:
        if numbers:
            here = and_(sequences.c.connection_id == place[0], sequences.c.stream == place[1])
            await self._do(update(sequences).where(here).values(highest=max(numbers)))


_UNSETTLED: dict[str, Any] = {"settled_at": None, "settled_by": "", "reason": ""}
_CAME = insert(sequences)
_NOTE = _CAME.on_conflict_do_update(
    index_elements=["connection_id", "stream"],
    set_={"before": sequences.c.highest, "highest": func.greatest(sequences.c.highest, _CAME.excluded.highest)},
).returning(sequences.c.connection_id, sequences.c.stream, sequences.c.before)
_FIELDS = ("id", "stream", "first", "last", "since", "overdue_at")


def _open(project: Project, environment: str) -> Select[Any]:
    return (
        select(
            *(sequence_gaps.c[column] for column in _FIELDS),
            connections.c.environment,
            connections.c.name.label("connection"),
        )
        .join_from(sequence_gaps, connections, connections.c.id == sequence_gaps.c.connection_id)
        .where(
            connections.c.project_id == project.id,
            connections.c.environment == environment,
            sequence_gaps.c.settled_at.is_(None),
        )
    )


def _without(first: int, last: int, filled: list[int]) -> list[tuple[int, int]]:
    """What is left of a stretch; `filled` is sorted."""
    borders = [first - 1, *filled, last + 1]
    return [(low + 1, high - 1) for low, high in pairwise(borders) if high - low > 1]


def _gap(row: Row[Any]) -> SequenceGap:
    return SequenceGap(**{field: getattr(row, field) for field in (*_FIELDS, "environment", "connection")})
