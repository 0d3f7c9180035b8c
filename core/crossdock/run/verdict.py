"""What one attempt came to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from crossdock.model.evaluation import HoldReason
from crossdock.model.flow import Guard
from crossdock.model.journal import Event
from crossdock.model.lookup import LookupMiss
from crossdock.model.problem import Problem
from crossdock.model.record import RecordState, RunCode
from crossdock.run.retry import RETRY

WAITING = "waiting"
"""The outcome of an attempt after which the record waits for its guard, or for the target's confirmation."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Where a record goes from here."""

    state: RecordState
    event: Event
    message: str
    code: str = ""
    remedy: str = ""
    problems: tuple[Problem, ...] = ()
    misses: tuple[LookupMiss, ...] = ()
    due_at: datetime | None = None
    """When a waiting record is looked at again."""
    retry_after: float | None = None
    """Seconds the platform asked for."""
    uncertain: bool = False
    """What failed may have been carried out all the same."""
    stops_flow: bool = False
    details: dict[str, Any] = {}

    @property
    def outcome(self) -> str:
        """The attempt's outcome."""
        if self.state is not RecordState.IN_FLIGHT:
            return self.state.value
        return RETRY if self.event is Event.RETRY else WAITING


def delivered(message: str) -> Verdict:
    return Verdict(state=RecordState.DELIVERED, event=Event.DELIVERED, message=message)


def held(
    code: str,
    message: str,
    remedy: str,
    problems: tuple[Problem, ...] = (),
    misses: tuple[LookupMiss, ...] = (),
) -> Verdict:
    return Verdict(
        state=RecordState.HELD,
        event=Event.HELD,
        code=code,
        message=message,
        remedy=remedy,
        problems=problems,
        misses=misses,
    )


def held_for(reason: HoldReason) -> Verdict:
    """Held because it could not be mapped."""
    return held(reason.code.value, reason.message, reason.remedy, reason.problems, reason.misses)


def filtered(code: str, message: str) -> Verdict:
    return Verdict(state=RecordState.FILTERED, event=Event.FILTERED, code=code, message=message)


def retried(message: str, *, remedy: str = "", retry_after: float | None = None, uncertain: bool = False) -> Verdict:
    """To be tried again; when, and whether at all, the flow's policy says."""
    return Verdict(
        state=RecordState.IN_FLIGHT,
        event=Event.RETRY,
        message=message,
        remedy=remedy,
        retry_after=retry_after,
        uncertain=uncertain,
    )


def waiting(message: str, due_at: datetime, *, code: str = "") -> Verdict:
    return Verdict(state=RecordState.IN_FLIGHT, event=Event.WAITING, message=message, due_at=due_at, code=code)


def stopped(message: str, remedy: str, now: datetime) -> Verdict:
    """Nothing will pass until somebody mends the connection: the flow stops, and the record waits with it."""
    return Verdict(
        state=RecordState.IN_FLIGHT, event=Event.STOPPED, message=message, remedy=remedy, due_at=now, stops_flow=True
    )


def waited_too_long(guard: Guard, reason: str) -> Verdict:
    return held(
        RunCode.WAITED_TOO_LONG,
        f"The guard '{guard.name}' still applied at its deadline: {reason}",
        "Look why it still applies; then let the record go on, or skip it.",
    )
