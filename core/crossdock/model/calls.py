"""Calls: how often a platform is asked over a connection, by whom, and how much of what it allows that is."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class CallPurpose(StrEnum):
    WRITE = "write"
    """To bring a flow's records to their target, looking up and finding included."""
    POLL = "poll"
    """To read a list."""


class Calls(msgspec.Struct, frozen=True, kw_only=True):
    """Requests that one flow sent."""

    flow: str
    purpose: CallPurpose
    last_hour: int
    last_day: int


class PlannedCalls(msgspec.Struct, frozen=True, kw_only=True):
    """Requests that a flow's schedule is about to cause."""

    flow: str
    polls_per_hour: float
    """On average over the 24 hours to come, peaks included."""
    calls_per_poll: int
    """As the last poll that came to its end needed, pages and all; 1 where there was none yet."""
    calls_per_hour: float
    """Both together."""


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """How often a platform is asked over a connection. Counted in steps of five minutes, told some seconds late."""

    connection: str
    environment: str
    allowed_per_hour: int | None
    """By the connector's declared rate; None where it declares none."""
    last_hour: int
    last_day: int
    by: tuple[Calls, ...]
    """Who sent them, by flow."""
    planned_per_hour: float
    """By schedules, all together."""
    planned: tuple[PlannedCalls, ...]
