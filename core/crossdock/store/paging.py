"""Long lists, a page at a time: each page starts behind the key that the page before ended with."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, TypeVar

import msgspec

from crossdock.errors import InvalidInput
from crossdock.model.page import LARGEST_PAGE, PageRequest

K = TypeVar("K")


def limit_of(request: PageRequest) -> int:
    """How many items are asked for; raises InvalidInput where that is none or too many."""
    if not 1 <= request.limit <= LARGEST_PAGE:
        raise InvalidInput(
            f"A page of {request.limit} items cannot be had.",
            code="invalid-limit",
            remedy=f"Ask for 1 to {LARGEST_PAGE} items.",
        )
    return request.limit


def write_cursor(key: Any) -> str:
    """A key, or several, as a text that is safe in a URL."""
    return urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def read_cursor(request: PageRequest, kind: type[K]) -> K | None:
    """The key in a request's cursor; None on the first page. Raises InvalidInput for a cursor that is none of ours."""
    if request.cursor is None:
        return None
    try:
        return msgspec.json.decode(urlsafe_b64decode(request.cursor + "=" * (-len(request.cursor) % 4)), type=kind)
    except (ValueError, msgspec.DecodeError) as error:
        raise InvalidInput(
            "The cursor is not one of this list.",
            code="invalid-cursor",
            remedy="Send `next` of the page before as it is, or none to start from the beginning.",
        ) from error
