"""BigCommerce says no, each generation of its API in its own shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossdock.errors import InvalidInput

MISSING = "The requested resource was not found."
_TYPE = "https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes"


class Refused(InvalidInput):
    """A call is refused with a status and a body."""

    code = "refused"

    def __init__(self, document: Any, status: int) -> None:
        super().__init__(str(document))
        self.document, self.status = document, status


def v2(message: str, status: int = 400) -> Refused:
    """As v2 says it: in a list."""
    return Refused([{"status": status, "message": message}], status)


def v3(title: str, status: int = 422, errors: Mapping[str, str] | None = None) -> Refused:
    """As v3 says it, with the fields that are wrong."""
    return Refused({"status": status, "title": title, "type": _TYPE, "errors": errors or {}}, status)


def invalid(**errors: str) -> Refused:
    """A body of v3's whose fields are wrong."""
    return v3("JSON data is missing or invalid", errors=errors)


def payment(title: str) -> Refused:
    """As refunds say it: inside of `data`."""
    return Refused({"data": [{"status": 422, "title": title}], "meta": {}}, 422)


def not_found(path: str) -> Refused:
    """No such thing, as the generation of a path says it."""
    return v2(MISSING, 404) if "/v2/" in path else v3(MISSING, 404)
