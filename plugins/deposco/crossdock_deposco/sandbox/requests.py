"""What is taken in now and done later, one after the other where it is an import."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

import msgspec

from crossdock.connect.sandbox import Agenda, SandboxClock


class Request(msgspec.Struct, kw_only=True):
    """One of them."""

    id: str
    status: str = "Pending"
    total: int = 1
    failures: list[str] = []

    def document(self) -> dict[str, Any]:
        """As it is told."""
        return {
            "requestId": self.id,
            "status": self.status,
            "totalEntities": self.total,
            "successes": 0 if self.status == "Pending" else self.total - len(self.failures),
            "failures": len(self.failures),
            "errorMessage": None,
            "results": [{"errorMessage": message} for message in self.failures],
        }


class Requests:
    """All that were taken in."""

    def __init__(self, clock: SandboxClock, agenda: Agenda) -> None:
        self._clock, self._agenda = clock, agenda
        self._numbers = count(900_001)
        self._free_at = clock.now()
        self.all: dict[str, Request] = {}

    def take(self, seconds: int, acts: Sequence[Callable[[], str]]) -> Request:
        """Do something later; each act tells what was wrong with it, or ''."""
        return self._take(self._clock.now() + timedelta(seconds=seconds), acts)

    def queue(self, seconds: int, acts: Sequence[Callable[[], str]]) -> Request:
        """Do something once everything that was queued before is done."""
        self._free_at = max(self._free_at, self._clock.now()) + timedelta(seconds=seconds)
        return self._take(self._free_at, acts)

    def _take(self, due: datetime, acts: Sequence[Callable[[], str]]) -> Request:
        request = Request(id=f"rq-{next(self._numbers)}", total=len(acts))
        self.all[request.id] = request
        if due <= self._clock.now():
            _carry_out(request, acts)
        else:
            self._agenda.at(due, partial(_carry_out, request, acts))
        return request


def _carry_out(request: Request, acts: Sequence[Callable[[], str]]) -> None:
    request.failures = [message for message in (act() for act in acts) if message]
    failed = "Failed" if len(request.failures) == request.total else "Partially Failed"
    request.status = failed if request.failures else "Success"
