"""OrderWise says no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossdock.errors import InvalidInput
from crossdock_orderwise.sandbox import inferred


class Refused(InvalidInput):
    """A call is refused with a status and a body."""

    code = "refused"

    def __init__(self, document: Any, status: int = 400) -> None:
        super().__init__(str(document))
        self.document, self.status = document, status


def invalid(fields: Mapping[str, str]) -> Refused:
    """What is wrong with fields of a body, as ASP.NET tells it."""
    return Refused({"Message": inferred.INVALID, "ModelState": {name: [words] for name, words in fields.items()}})


def unknown(field: str, what: str, value: Any) -> Refused:
    """A name or number that nothing has."""
    return invalid({field: inferred.UNKNOWN.format(what=what, value=value)})


def not_found() -> Refused:
    """A path or an id that leads nowhere."""
    return Refused({"Message": inferred.NOT_FOUND}, 404)
