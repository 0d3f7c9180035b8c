"""Projects: one client brand each, with its environments, connections and owners of data."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec


class Ownership(msgspec.Struct, frozen=True, kw_only=True):
    """Who is the master of one kind of data."""

    data: str
    """product, price, stock, customer, tax, posting, ..."""
    system: str
    """The platform that is right when two disagree."""
    person: str
    """The team or role that answers for it."""


class Project(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    name: str
    """The slug that paths use."""
    title: str
    description: str = ""
    four_eyes: bool = True
    """Whether the author of a version and the approver of its promotion must differ."""
    retention_days: int | None = None
    """How long settled records keep what they hold; None: for good."""
    environments: tuple[str, ...]
    """In the order in which a change travels: sandbox, uat, live."""
    ownership: tuple[Ownership, ...] = ()
    revision: int
    created_at: datetime
    updated_at: datetime


PLATFORM = "platform"
"""Who told when a secret expires, where no person did."""


class Expiry(msgspec.Struct, frozen=True, kw_only=True):
    """When a secret expires."""

    on: date
    """From the beginning of this day on, UTC, it may be refused."""
    told_by: str
    """A token's name, or 'platform' where the answer to a token request told it."""


def expires_on(seconds: float | None, now: datetime) -> date | None:
    """The day on which ends what is good for so many seconds; None where nobody knows."""
    return None if seconds is None else (now + timedelta(seconds=seconds)).date()


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """A connector configured for one client and one environment. Secrets are not in it: they never come back out."""

    id: UUID
    project: str
    environment: str
    name: str
    connector: str
    settings: dict[str, Any]
    secrets_set: tuple[str, ...]
    """Names of the secret settings that have a value."""
    expiries: dict[str, Expiry] = {}
    """By a secret's name, of those that somebody told of."""
    revision: int
    created_at: datetime
    updated_at: datetime


class ProjectNew(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked for when a project is created."""

    name: str
    title: str = ""
    description: str = ""
    four_eyes: bool = True
    retention_days: int | None = None
    """How long settled records keep what they hold; None: for good."""
    environments: tuple[str, ...] = ("sandbox", "live")
    ownership: tuple[Ownership, ...] = ()


class ProjectSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A project's settings as they shall be. An environment that has connections or live versions cannot go."""

    title: str
    description: str = ""
    four_eyes: bool = True
    retention_days: int | None = None
    """How long settled records keep what they hold; None: for good."""
    environments: tuple[str, ...]
    ownership: tuple[Ownership, ...] = ()


class ConnectionNew(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked for when a connection is created; settings and secrets by the connector's schema."""

    name: str
    connector: str
    settings: dict[str, Any] = {}
    secrets: dict[str, str] = {}
    expires_on: dict[str, date] = {}
    """The day on which a secret expires, by its name."""

    def __repr__(self) -> str:
        return f"ConnectionNew(name={self.name!r}, connector={self.connector!r})"


class ConnectionSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A connection's settings as they shall be. Secrets that are left out keep their value; null removes one."""

    settings: dict[str, Any] = {}
    secrets: dict[str, str | None] = {}
    expires_on: dict[str, date | None] = {}
    """Left out, the day stays, unless the secret is replaced by another; null: nobody knows."""

    def __repr__(self) -> str:
        return f"ConnectionSettings(settings={self.settings!r})"
