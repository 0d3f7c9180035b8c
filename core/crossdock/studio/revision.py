"""Edits are made from what the editor has seen."""

from __future__ import annotations

from crossdock.errors import Stale


def require_revision(what: str, stored: int, expected: int | None) -> None:
    """Raises Stale where an edit was made from another revision than the stored one; 0: where there was to be none; None: from whichever it is."""
    if expected == 0:
        raise Stale(f"There already is such a {what}; it has revision {stored}.")
    if expected is not None and expected != stored:
        raise Stale(f"The {what} has revision {stored}; the change was made from revision {expected}.")


def require_present(what: str, expected: int | None) -> None:
    """Raises Stale where an edit was made from a revision of something that is not there (any more)."""
    if expected:
        raise Stale(
            f"There is no {what}; the change was made from its revision {expected}.",
            remedy="Somebody removed it; create it anew if it is still wanted.",
        )
