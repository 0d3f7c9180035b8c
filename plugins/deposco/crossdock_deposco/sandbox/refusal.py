"""Deposco says no: `{"errors": [{"errorMessage": ...}]}`."""

from __future__ import annotations

from crossdock.errors import InvalidInput
from crossdock_deposco.sandbox import inferred


class Refused(InvalidInput):
    """A call is refused with a status and some messages."""

    code = "refused"

    def __init__(self, *messages: str, status: int = 400) -> None:
        super().__init__("; ".join(messages))
        self.messages, self.status = messages, status


def not_found() -> Refused:
    """A wrong path, or an id or key that nobody has."""
    return Refused(inferred.NOT_FOUND, status=404)


def envelope(*messages: str) -> dict[str, object]:
    """A refusal's body."""
    return {"errors": [{"errorMessage": message} for message in messages]}
