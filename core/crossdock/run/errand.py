"""Errands: on whose behalf requests are sent to platforms.

An errand is one passage of a record, or one run of a poll. It is known to whatever is called from there, so that no
connector has to hand it on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from crossdock.model.calls import CallPurpose


class Errand:
    """What is to be done, and what it took so far."""

    def __init__(self, flow_id: UUID, purpose: CallPurpose, *, again: bool) -> None:
        self.flow_id, self.purpose = flow_id, purpose
        self.again = again
        """Whether something may have been sent on an earlier one."""
        self.calls = 0
        """Requests that were sent, over all connections."""
        self.begun: set[UUID] = set()
        """Connections over which something was sent already: what was begun there comes to its end."""


_UNDER_WAY: ContextVar[Errand | None] = ContextVar("errand", default=None)


@contextmanager
def errand_of(flow_id: UUID, purpose: CallPurpose, *, again: bool = False) -> Iterator[Errand]:
    """Whatever is sent within is sent on behalf of this flow."""
    token = _UNDER_WAY.set(errand := Errand(flow_id, purpose, again=again))
    try:
        yield errand
    finally:
        _UNDER_WAY.reset(token)


@contextmanager
def errand_taken_up(errand: Errand | None) -> Iterator[None]:
    """Whatever is sent within is sent on behalf of an errand that began elsewhere."""
    token = _UNDER_WAY.set(errand)
    try:
        yield
    finally:
        _UNDER_WAY.reset(token)


def current_errand() -> Errand | None:
    """The errand on which we are; None where a person asked a platform for something."""
    return _UNDER_WAY.get()
