"""Shopify says no."""

from __future__ import annotations

from typing import Any

from crossdock.errors import InvalidInput


class Refused(InvalidInput):
    """A call failed; `errors` is what the answer's `errors` say: a text, a list, or an object of either by field."""

    code = "refused"

    def __init__(self, errors: Any, status: int = 422) -> None:
        super().__init__(str(errors))
        self.errors = errors
        self.status = status


def not_found() -> Refused:
    """There is no such thing."""
    return Refused("Not Found", 404)


def missing(parameter: str) -> Refused:
    """The body has no object of the name that it must have."""
    return Refused({parameter: "Required parameter missing or invalid"}, 400)
