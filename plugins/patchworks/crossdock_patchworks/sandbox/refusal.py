"""Patchworks says no."""

from __future__ import annotations

from typing import Any

from crossdock.errors import InvalidInput
from crossdock_patchworks.sandbox import inferred


class Refused(InvalidInput):
    """A call is refused with a status and a body."""

    code = "refused"

    def __init__(self, document: Any, status: int) -> None:
        super().__init__(str(document))
        self.document, self.status = document, status


def not_found() -> Refused:
    """A wrong path, or a number that nothing has."""
    return Refused(inferred.NOT_FOUND, 404)


def invalid(field: str, words: str) -> Refused:
    """A body that is wrong in what it says."""
    return Refused({"message": inferred.INVALID, "errors": {field: [words]}}, 422)
