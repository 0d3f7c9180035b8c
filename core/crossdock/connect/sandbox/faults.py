"""Trouble on demand: what is to go wrong, for which calls, and how often."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from crossdock.errors import InvalidInput

MOST_FAULTS = 100


class FaultKind(StrEnum):
    """What goes wrong."""

    STATUS = "status"
    """Another status is answered."""
    LATENCY = "latency"
    """The answer comes late."""
    TIMEOUT = "timeout"
    """No answer comes; the connection is closed in the end."""
    THROTTLE = "throttle"
    """The platform says that it is asked too often."""
    RESET = "reset"
    """The connection is reset without an answer."""


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of trouble, for the next calls or for a share of them."""

    kind: FaultKind
    next: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    """How many of the next calls it befalls."""
    share: Annotated[float, Meta(gt=0, le=1)] | None = None
    """The share of calls it befalls, spread evenly: 0.1 is every tenth."""
    method: Annotated[str, Meta(pattern="^[A-Z]{1,10}$")] | None = None
    """Only calls of this method."""
    path: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    """Only calls of this path; `*` stands for anything: '*/websubmit'."""
    after_write: bool = False
    """Whether the call takes effect all the same. Not for latency, which always lets it."""
    status: Annotated[int, Meta(ge=400, le=599)] = 503
    """For `status`: what is answered."""
    body: Any = None
    """For `status`: the JSON value that is answered; null for an empty body."""
    seconds: Annotated[float, Meta(ge=0, le=300)] | None = None
    """For `latency` and `timeout`: how long, in real time (5 and 120 unless given). For `throttle`: the Retry-After;
    none is sent unless given."""

    def __post_init__(self) -> None:
        if (self.next is None) == (self.share is None):
            raise ValueError("Give either `next` (how many calls) or `share` (of all calls, above 0, up to 1)")

    def concerns(self, method: str, path: str) -> bool:
        """Whether a call is one of those it is about."""
        return self.method in (None, method) and (self.path is None or fnmatchcase(path, self.path))


class ActiveFault(msgspec.Struct, kw_only=True):
    """A fault, and how often it was met."""

    id: int
    fault: Fault
    calls: int = 0
    """Calls it is about."""
    hits: int = 0
    """Calls it befell."""

    @property
    def spent(self) -> bool:
        """Whether it will befall no call any more."""
        return self.fault.next is not None and self.hits >= self.fault.next

    def strikes(self) -> bool:
        """Count a call it is about; whether it befalls this one."""
        self.calls += 1
        hit = not self.spent if self.fault.share is None else self._reaches(Fraction(str(self.fault.share)))
        self.hits += hit
        return hit

    def _reaches(self, share: Fraction) -> bool:
        """Whether this call brings the struck ones to another whole number: spread evenly, and the same every time."""
        return math.floor(self.calls * share) > math.floor((self.calls - 1) * share)


class Faults:
    """The faults of one sandbox, in the order they were asked for; a call meets the first that strikes."""

    def __init__(self) -> None:
        self._active: list[ActiveFault] = []
        self._number = 0

    @property
    def active(self) -> Sequence[ActiveFault]:
        """All that were asked for and may still strike."""
        return [fault for fault in self._active if not fault.spent]

    def add(self, fault: Fault) -> ActiveFault:
        """Ask for trouble; raises InvalidInput where there is too much of it already."""
        self._active = list(self.active)
        if len(self._active) >= MOST_FAULTS:
            raise InvalidInput(
                f"There are {MOST_FAULTS} faults already.", remedy="DELETE /_sandbox/faults clears them."
            )
        self._number += 1
        active = ActiveFault(id=self._number, fault=fault)
        self._active.append(active)
        return active

    def strike(self, method: str, path: str) -> Fault | None:
        """What befalls a call; None when it goes as it should."""
        for active in self.active:
            if active.fault.concerns(method, path) and active.strikes():
                return active.fault
        return None

    def clear(self) -> None:
        """No more trouble."""
        self._active.clear()
