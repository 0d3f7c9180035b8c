"""Promotions: a published version put live in an environment, and taken back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from crossdock.model.field_change import FieldDiff
from crossdock.model.promotion_request import PromotionRequest


class PromotionKind(StrEnum):
    PROMOTE = "promote"
    """A version was put live because its fixtures pass."""
    ROLL_BACK = "roll-back"
    """The version that was live before was put live again."""


class Promotion(msgspec.Struct, frozen=True, kw_only=True):
    """One change of what is live; the newest one of a mapping and environment says what is."""

    id: UUID
    project: str
    environment: str
    mapping: str
    version: int
    previous_version: int | None
    """What was live before; None where nothing was."""
    kind: PromotionKind
    approver: str
    reason: str
    fixtures_passed: int
    created_at: datetime


class PromotionNew(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked for when a version is put live."""

    environment: str
    mapping: str
    version: int
    reason: str


class LiveVersion(msgspec.Struct, frozen=True, kw_only=True):
    """What is live for a mapping in an environment, since when and by whom."""

    environment: str
    mapping: str
    version: int
    content_hash: str
    promotion: UUID
    approver: str
    since: datetime


class Approval(msgspec.Struct, frozen=True, kw_only=True):
    """Who must approve that a version goes live."""

    four_eyes: bool
    """Whether its author and its approver must differ."""
    may: bool
    """Whether the caller may."""
    words: str
    """Who may, in one sentence."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What would happen if a version were put live: for whoever approves it."""

    environment: str
    mapping: str
    version: int
    author: str
    reason: str
    """For which the version was published."""
    live: int | None
    """What is live now; None: nothing."""
    flows: tuple[str, ...]
    """Those that use the mapping."""
    diff: FieldDiff
    note: tuple[str, ...]
    """What will change, and what stays, in sentences."""
    approval: Approval
    request: PromotionRequest | None = None
    """The last one that was made for this version here, waiting or answered; None: nobody asked."""
