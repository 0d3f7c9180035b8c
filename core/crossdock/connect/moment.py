"""Times as platforms write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime


def moment_of(text: str) -> datetime | None:
    """A time with its zone, written by ISO 8601 or, as in mail, by RFC 2822; None for anything else."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError, OverflowError):
            moment = read(text)
            return moment if moment.tzinfo else None
    return None
