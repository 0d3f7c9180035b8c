"""Asking a live record's guards, and what becomes of the record."""

from __future__ import annotations

from datetime import datetime, timedelta

from crossdock import guards
from crossdock.model.evaluation import Evaluated, Evaluation, GuardCheck, Lane
from crossdock.model.flow import Guard
from crossdock.run.guards import Applied
from crossdock.run.route import Route
from crossdock.run.station import Station
from crossdock.run.verdict import Verdict, filtered, held, waited_too_long, waiting


class LiveAsker:
    """Fulfils `crossdock.run.guards.Asker`: evaluates as live mappings are evaluated, about one record."""

    def __init__(self, station: Station, route: Route, received_at: datetime) -> None:
        self._at, self._route = station, route
        self._received_at = received_at

    async def evaluate(self, text: str, given: bytes) -> Evaluated:
        lookups, received_at = self._route.lookups, self._received_at
        evaluation = Evaluation(text=text, input=given, lookups=lookups, received_at=received_at)
        return self._noted(await self._at.pipeline.evaluator.evaluate(evaluation, Lane.LIVE))

    async def check(self, guard: Guard, given: bytes, *, is_mapped: bool) -> Evaluated:
        check = GuardCheck(
            guard=guard.plugin,
            options=guard.options,
            input=given,
            is_mapped=is_mapped,
            lookups=self._route.lookups,
            received_at=self._received_at,
        )
        return self._noted(await self._at.pipeline.evaluator.check(check, Lane.LIVE))

    def _noted(self, evaluated: Evaluated) -> Evaluated:
        self._at.lookup_hits.note(self._route.project.id, evaluated.hits)
        return evaluated


def guarded(applied: Applied, now: datetime, received_at: datetime) -> Verdict:
    """Where a guard that applies sends a record."""
    guard, said = applied.guard, applied.verdict
    match said:
        case guards.Filter():
            return filtered(said.code or guard.name, said.reason)
        case guards.Hold():
            return held(said.code or guard.name, said.message, said.remedy)
        case guards.Wait():
            return _wait(guard, said, now, received_at)


def _wait(guard: Guard, said: guards.Wait, now: datetime, received_at: datetime) -> Verdict:
    """Looked at again when the guard says, or else when the flow does; never at once, never after the deadline."""
    deadline = said.deadline or received_at + timedelta(seconds=guard.deadline_seconds)
    if now >= deadline:
        return waited_too_long(guard, said.reason)
    usual = now + timedelta(seconds=guard.every_seconds)
    due = said.until if said.until is not None and said.until > now else usual
    return waiting(said.reason, min(due, deadline), code=guard.name)
