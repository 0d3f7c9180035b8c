"""Fulfil says no."""

from __future__ import annotations

from typing import Any

from crossdock.errors import InvalidInput


class Refused(InvalidInput):
    """A call is refused with a status and a body."""

    code = "refused"

    def __init__(self, document: Any, status: int) -> None:
        super().__init__(str(document))
        self.document, self.status = document, status


def user_error(words: str) -> Refused:
    """What a person did wrong, in words for people."""
    return Refused({"type": "UserError", "code": "E1000", "message": words, "description": ""}, 400)


def malformed(words: str) -> Refused:
    """A body, or a question, that cannot be read."""
    return Refused({"message": words}, 422)


def not_found(what: str) -> Refused:
    """A record or a model that is not there, or not for this user."""
    return Refused({"message": f"{what} does not exist"}, 404)
