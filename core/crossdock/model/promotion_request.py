"""Requests that a version be put live: what somebody asks of whoever may approve it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec


class RequestState(StrEnum):
    """What became of a request."""

    WAITING = "waiting"
    APPROVED = "approved"
    """Its version was put live, whether by its approval or by a promotion beside it."""
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """Whoever asked took it back."""


class PromotionRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody asks that a version be put live. Once answered it is never changed."""

    id: UUID
    project: str
    environment: str
    mapping: str
    version: int
    requested_by: str
    reason: str
    """Why, in the words of whoever asks."""
    created_at: datetime
    state: RequestState = RequestState.WAITING
    answered_by: str = ""
    answer: str = ""
    """In the words of whoever answered."""
    answered_at: datetime | None = None
    promotion: UUID | None = None
    """The one that put the version live; None unless it is approved."""


class RequestNew(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked for: which version is to go live, where, and why."""

    environment: str
    mapping: str
    version: int
    reason: str


class Inbox(msgspec.Struct, frozen=True, kw_only=True):
    """The requests that concern a caller, over all projects that the caller may see."""

    waiting: tuple[PromotionRequest, ...] = ()
    """Those that the caller may answer, the oldest first."""
    answered: tuple[PromotionRequest, ...] = ()
    """The caller's own that others answered within 14 days, the newest answer first."""
