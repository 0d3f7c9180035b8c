"""BigCommerce's refusals in its own words: v2, v3 and its payments each tell them in another shape.

423 is locked, 499 a call that was given up half-way, 507 a limit of the store's plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crossdock.connect import Answer
from crossdock.errors import ErrorKind, Malformed

STATUS_KINDS: Mapping[int, ErrorKind] = {
    423: ErrorKind.RETRY,
    499: ErrorKind.RETRY,
    507: ErrorKind.HOLD,
}
"""Where they mean something else than their hundred."""
_WORDS = ("message", "title", "error")


def words(answer: Answer) -> str | None:
    """What a refusal says; None where it says nothing in a known place."""
    try:
        document = answer.document
    except Malformed:
        return None
    return "; ".join(dict.fromkeys(_sentences(document))) or None


def _sentences(document: Any) -> Iterator[str]:
    """v2 gives a list of refusals, v3 one, and payments some under `data`."""
    if isinstance(document, list):
        for each in document:
            yield from _sentences(each)
    elif isinstance(document, dict):
        yield from (document[name] for name in _WORDS if isinstance(document.get(name), str))
        yield from _of_fields(document.get("errors"))
        yield from _sentences(document.get("data"))


def _of_fields(errors: Any) -> Iterator[str]:
    if isinstance(errors, dict):
        yield from (f"{name} {what}" for name, what in errors.items())
    elif isinstance(errors, str):
        yield errors
