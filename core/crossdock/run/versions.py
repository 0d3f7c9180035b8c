"""Which of two states of one object is the older, as far as their source tells."""

from __future__ import annotations

from crossdock.connect.moment import moment_of


def is_older(version: str, than: str) -> bool:
    """Whether a version or time of the source comes before another. Texts that cannot be compared are never older.

    Times are compared as times: sources send them with changing offsets.
    """
    if version.isdecimal() and than.isdecimal():
        return int(version) < int(than)
    ours, theirs = moment_of(version), moment_of(than)
    return ours is not None and theirs is not None and ours < theirs
