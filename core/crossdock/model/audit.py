"""The audit log: every change, by whom, in a chain of sealed batches."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    project: str | None
    at: datetime
    actor: str
    action: str
    """Noun and verb: 'version.publish', 'token.revoke'."""
    subject: str
    """What it was done to: 'mapping shopify-order-to-seko v3'."""
    details: dict[str, Any] = {}
    seal: int | None = None
    """Number of the seal that covers it; None until the next batch is sealed."""


class AuditFilters(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries are asked for; None: any."""

    actor: str | None = None
    action: str | None = None
    """Noun and verb, or the noun alone: 'hold' is everything that was done to holds."""
    first_day: date | None = None
    """In UTC, both included."""
    last_day: date | None = None


class ChainReport(msgspec.Struct, frozen=True, kw_only=True):
    """What verifying one project's chain found."""

    project: str | None
    entries: int
    seals: int
    unsealed: int
    broken: tuple[str, ...] = ()
    """One sentence per fault; empty when the chain holds."""
