"""Veeqo says no."""

from __future__ import annotations

from typing import Any

from crossdock.errors import InvalidInput
from crossdock_veeqo.sandbox import inferred


class Refused(InvalidInput):
    """A call is refused with a status and a body."""

    code = "refused"

    def __init__(self, document: Any, status: int) -> None:
        super().__init__(str(document))
        self.document, self.status = document, status


def not_found() -> Refused:
    """A wrong path, or an id that nobody has, also one inside of a body."""
    return Refused(inferred.NOT_FOUND, 404)


def invalid(words: str) -> Refused:
    """A body that is wrong in what it says."""
    return Refused({"error_messages": words}, inferred.INVALID)


def malformed(words: str) -> Refused:
    """A body, or a query, that cannot be read."""
    return Refused({"error_messages": words}, 400)
