"""Sequences: messages that a platform numbers, and the numbers that are missing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec


class SequenceGap(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of a stream that never came; those that come late are taken out of it by themselves."""

    id: UUID
    environment: str
    connection: str
    stream: str
    """What the platform counts together: 'EXTEA/dispatch'."""
    first: int
    last: int
    """Both are missing, and all between them."""
    since: datetime
    """When a later number came."""
    overdue_at: datetime
    """Until then messages may still be on their way; from then on it is an alert."""
