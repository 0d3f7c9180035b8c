"""SEKO's refusals: HTTP 200 is no success, `CallStatus.Success` is.

The status stands at the root, or under `Response`. Only the first thing that is wrong is told, with one code (100)
for everything, so what it means is read off its text. Texts: SEKO's manual, page "Response codes" and the pages of
the services.
"""

from __future__ import annotations

from typing import Any

import msgspec

from crossdock.connect import Answer
from crossdock.connect.errors import quoted
from crossdock.errors import ErrorKind, Malformed, PlatformError
from crossdock_seko import inferred


class Refusal(msgspec.Struct, frozen=True):
    """A documented message, and what it means."""

    words: str
    """A part of the message, in lower case."""
    kind: ErrorKind
    remedy: str


DOCUMENTED = (
    Refusal(
        "no results found",
        ErrorKind.HOLD,
        "It says this when nothing fits and when there really is no stock: check the product codes and the "
        "distribution centre. It is never taken for a stock of zero.",
    ),
    Refusal("has no free stock", ErrorKind.HOLD, "An order is all or nothing: send it again when stock has arrived."),
    Refusal("invalid mapping - dc", ErrorKind.HOLD, "Correct the distribution centre's code; SEKO gives it out."),
    Refusal(
        "does not exist",
        ErrorKind.HOLD,
        "Check the number; SEKO compares it as text. What was never sent there need not be cancelled.",
    ),
    Refusal(
        "cannot be cancelled",
        ErrorKind.HOLD,
        "It is being picked, or has left. Ask the warehouse or the carrier to stop the parcel; otherwise tell the "
        "customer to expect it, and announce its return; is it kept, the order is invoiced anew.",
    ),
    Refusal(
        "cannot process json",
        ErrorKind.HOLD,
        "The body is not what the service takes; double quotes in texts are one cause.",
    ),
)


def call_status(answer: Answer) -> dict[str, Any] | None:
    """The CallStatus of an answer, bare or wrapped; None where there is none."""
    try:
        document = answer.document
    except Malformed:
        return None
    for place in (document, document.get("Response") if isinstance(document, dict) else None):
        if isinstance(place, dict) and isinstance(place.get("CallStatus"), dict):
            status: dict[str, Any] = place["CallStatus"]
            return status
    return None


def message(status: dict[str, Any]) -> str:
    """What a CallStatus says; an empty message may come as `{}`."""
    words = status.get("Message")
    return words if isinstance(words, str) else ""


def refusal(answer: Answer) -> PlatformError | None:
    """The failure a CallStatus tells; None where it tells success, or where there is none."""
    status = call_status(answer)
    if status is None or status.get("Success") is True:
        return None
    words = message(status)
    meaning = _meaning(words.lower())
    return PlatformError(
        f"SEKO refused it{quoted(words) or ' and said nothing.'}",
        kind=meaning.kind,
        remedy=meaning.remedy,
        status=answer.status,
    )


def is_cancelled_already(error: PlatformError) -> bool:
    """Whether a cancellation was refused because it had been carried out before."""
    return any(words in error.message.lower() for words in inferred.CANCELLED_ALREADY_WORDS)


def _meaning(words: str) -> Refusal:
    for known in DOCUMENTED:
        if known.words in words:
            return known
    if any(word in words for word in inferred.CREDENTIAL_WORDS):
        return Refusal("", ErrorKind.STOP, "Check the connection's API key.")
    return Refusal(
        "", inferred.UNKNOWN_FAILURE, "Correct what it names, and send it again; SEKO tells one fault at a time."
    )
