"""Notes of people on held records: who looks after one, until when it may rest, and what was said about it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec


class HoldComment(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said about a record. It stays with it, held or not, and is never changed."""

    id: UUID
    record: UUID
    at: datetime
    author: str
    text: str


class Rest(StrEnum):
    """Which holds are asked for: somebody may have said that one may rest for a while."""

    ANY = "any"
    AWAKE = "awake"
    """Those that nobody put off, or whose time has come."""
    SNOOZED = "snoozed"


class HoldFilters(msgspec.Struct, frozen=True, kw_only=True):
    """Which held records are asked for; None: any."""

    flow: str | None = None
    code: str | None = None
    owner: str | None = None
    assignee: str | None = None
    """'' asks for those that nobody looks after."""
    held_before: datetime | None = None
    rest: Rest = Rest.ANY
