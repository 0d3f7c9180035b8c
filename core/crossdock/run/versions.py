"""Which of two states of one object is the older, as far as their source tells."""

from __future__ import annotations

from datetime import datetime


def is_older(version: str, than: str) -> bool:
    """Whether a version or time of the source comes before another. Texts that cannot be compared are never older.

    Times are compared as times: sources send them with changing offsets.
    """
    if version.isdecimal() and than.isdecimal():
        return int(version) < int(than)
    ours, theirs = _time(version), _time(than)
    return ours is not None and theirs is not None and ours < theirs


def _time(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
