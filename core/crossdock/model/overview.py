"""The overview: how things stand in every environment of the projects that somebody may see."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from crossdock.model.flow import FlowState
from crossdock.model.money import Money


class OwnerHolds(msgspec.Struct, frozen=True, kw_only=True):
    """The records that wait for one owner."""

    owner: str
    records: int
    since: datetime
    """When the oldest of them was held."""
    worth: tuple[Money, ...] = ()
    """The money that waits, one sum for each currency; an object counts once."""


class PollAge(msgspec.Struct, frozen=True, kw_only=True):
    """How old what a flow reads from a list may be."""

    flow: str
    resource: str
    """What is read: 'stock_level'."""
    read_until: datetime
    """Everything that the source had then has been read."""
    failures: int
    """Runs in a row that failed."""


class ExpiringToken(msgspec.Struct, frozen=True, kw_only=True):
    """A token that soon nobody is known by."""

    project: str | None
    """None: it is for the whole deployment."""
    name: str
    expires_at: datetime


class ExpiringCredential(msgspec.Struct, frozen=True, kw_only=True):
    """A connection's secret that soon is refused, or is by now."""

    project: str
    environment: str
    connection: str
    secret: str
    """The setting's name: 'access_token'."""
    expires_on: date


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How one environment of a project stands; the counts are over all its flows, by days of receipt."""

    project: str
    environment: str
    received: int = 0
    delivered: int = 0
    held: int = 0
    filtered: int = 0
    failed: int = 0
    in_flight: int = 0
    journal_agrees: bool = True
    """False while an alert is open that counts and journal differ; `crossdock worker` compares them."""
    last_received_at: datetime | None = None
    """None: nothing within the days that are counted."""
    holds: tuple[OwnerHolds, ...] = ()
    """Whatever their age, the owner with most of them first."""
    polls: tuple[PollAge, ...] = ()
    halted: tuple[FlowState, ...] = ()
    """Flows that are paused, or were stopped since their target refuses our credentials."""
    alerts: int = 0
    """Open ones, with those that concern every environment."""


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """Every environment of every project that the caller may see, and what soon ends."""

    first_day: date
    """From which day of receipt on records are counted, in UTC."""
    standings: tuple[Standing, ...]
    """By project's name; environments in the order in which a change travels."""
    expiring: tuple[ExpiringToken, ...] = ()
    """Tokens that end within 30 days, soonest first; told to those who may issue new ones."""
    credentials: tuple[ExpiringCredential, ...] = ()
    """Secrets of connections that expire within 30 days or did already, soonest first."""
