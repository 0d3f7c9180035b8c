"""Catching up: what orders take from stock is worked out for every record that came in, before stock is counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import structlog

from crossdock.engine.json_text import decode
from crossdock.errors import Malformed
from crossdock.model.evaluation import Evaluated, Evaluation, Lane
from crossdock.run.route import Route
from crossdock.run.station import Station
from crossdock.store.commitments import CountedRecord, Taken, Uncounted
from crossdock.store.unit_of_work import Work, retried

BATCH = 200

_log = structlog.get_logger(__name__)


class CatchingUp:
    """Works out what records of flows with `commits` take."""

    def __init__(self, station: Station) -> None:
        self._at = station

    async def catch_up(self, project_id: UUID, environment: str) -> int:
        """Work out everything that is still to be worked out in an environment; gives how many records that were.

        One that cannot be worked out stays uncounted, with the reason; it is tried again later.
        """
        done = 0
        while (count := await self._batch(project_id, environment)) == BATCH:
            done += count
        return done + count

    @retried
    async def _batch(self, project_id: UUID, environment: str) -> int:
        async with self._at.store.read() as work:
            flows = await work.commitments.flows(project_id, environment, work.now)
        if not flows:
            return 0
        routes = {flow: await self._route(flow, environment, revision) for flow, revision in flows.items()}
        async with self._at.store.begin() as work:
            uncounted = await work.commitments.uncounted(project_id, environment, flows, work.now, BATCH)
            counted = [await self._count(work, record, routes[record.flow_id]) for record in uncounted]
            await work.commitments.settle([one for one in counted if one is not None])
        return len(uncounted)

    async def _route(self, flow: UUID, environment: str, revision: int) -> Route:
        """With the text of today: what an old one gives would stand for good."""
        route = await self._at.routes.of(flow, environment)
        if route.flow.revision != revision:
            self._at.routes.forget(route)
        return await self._at.routes.of(flow, environment)

    async def _count(self, work: Work, record: Uncounted, route: Route) -> CountedRecord | None:
        """What a record takes; None where that cannot be worked out."""
        text, taken = route.flow.definition.commits, []
        if record.payload is not None and text:
            try:
                taken = _taken(await self._evaluate(route, text, record), record)
            except CannotCount as error:
                _log.warning("it cannot be worked out what an order takes", flow=route.flow.name, reason=str(error))
                await work.commitments.fail(record, work.now, str(error))
                return None
        return CountedRecord(
            record_id=record.record_id,
            project_id=record.project_id,
            environment=record.environment,
            connection=route.flow.definition.source.connection,
            taken=taken,
        )

    async def _evaluate(self, route: Route, text: str, record: Uncounted) -> Evaluated:
        given = self._at.keyring.open(record.payload or b"")
        evaluation = Evaluation(text=text, input=given, lookups=route.lookups, received_at=record.received_at)
        evaluated = await self._at.pipeline.evaluator.evaluate(evaluation, Lane.LIVE)
        self._at.lookup_hits.note(route.project.id, evaluated.hits)
        return evaluated


class CannotCount(Exception):  # no error of ours: the text or the message is wrong
    """What a message takes from stock cannot be told."""


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    """One item of what the text gives."""

    sku: str
    quantity: int
    location: str | None = None
    placed_at: datetime | None = None
    order: str | None = None
    deducted: bool = True


def _taken(evaluated: Evaluated, record: Uncounted) -> list[Taken]:
    """What an evaluation says; raises CannotCount."""
    if evaluated.problems:
        raise CannotCount(evaluated.problems[0].message)
    if evaluated.misses and evaluated.output is None:
        missed = evaluated.misses[0]
        raise CannotCount(f"The lookup '{missed.table}' has no row for '{' / '.join(missed.key)}'.")
    return [_line(item, record) for item in _items(evaluated.output)]


def _items(output: bytes | None) -> list[Any]:
    try:
        found = [] if output is None else decode(output)
    except Malformed as error:
        raise CannotCount(error.message) from error
    return found if isinstance(found, list) else [found]


def _line(item: Any, record: Uncounted) -> Taken:
    try:
        line = msgspec.convert(item, _Line)
    except msgspec.ValidationError as error:
        raise CannotCount(f"What it takes is not told as it must be: {error}.") from error
    if line.quantity < 1 or not line.sku:
        raise CannotCount("It takes less than one of something, or of nothing.")
    placed_at = line.placed_at if line.placed_at and line.placed_at.tzinfo else None
    return Taken(
        sku=line.sku,
        quantity=line.quantity,
        location=line.location or "",
        placed_at=placed_at,
        order=line.order or record.key,
        deducted=line.deducted,
    )
