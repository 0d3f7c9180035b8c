"""Deposco's refusals in its own words, and what some of them mean beside their status."""

from __future__ import annotations

from typing import Any

from crossdock.connect import Answer
from crossdock.connect.resource import at
from crossdock.errors import ErrorKind, Malformed, PlatformError

CONCURRENT = "concurrent request"
"""Said with 409 of a record that somebody else is changing: nothing was done, and it passes."""
NO_SUCH_ITEM = "Item with business key number"
"""Said with 404, once for each item that is not there."""


def words(answer: Answer) -> str | None:
    """What a refusal says; None where it says nothing in a known place."""
    try:
        errors = at(answer.document, "errors")
    except Malformed:
        return None
    if isinstance(errors, str):
        return errors
    said = [_sentence(one) for one in errors] if isinstance(errors, list) else []
    return "; ".join(filter(None, said)) or None


def meant(answer: Answer, failure: PlatformError) -> PlatformError:
    """A failure with the kind and the code that its words give it."""
    said = words(answer) or ""
    if answer.status == 409 and CONCURRENT in said:
        return _again(failure, kind=ErrorKind.RETRY, remedy="It is worth trying again later.")
    if answer.status == 404 and NO_SUCH_ITEM in said:
        remedy = "Make the item there, letter by letter as it is written here, then let it go on."
        return _again(failure, code="sku-unknown", remedy=remedy)
    return failure


def _again(failure: PlatformError, *, remedy: str, kind: ErrorKind | None = None, code: str = "") -> PlatformError:
    return PlatformError(
        failure.message,
        kind=kind or failure.kind,
        remedy=remedy,
        status=failure.status,
        retry_after=failure.retry_after,
        code=code,
    )


def _sentence(error: Any) -> str:
    return str(error.get("errorMessage") or "") if isinstance(error, dict) else str(error)
