"""What an HTTP answer that is no success means: a PlatformError with its kind.

A connector overrides `Connector.failure` where its platform speaks otherwise, and falls back on `failure` here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from crossdock.connect.answer import Answer
from crossdock.errors import ErrorKind, PlatformError

LONGEST_WORDS = 500

STATUS_KINDS: Mapping[int, ErrorKind] = {
    401: ErrorKind.STOP,
    403: ErrorKind.STOP,
    407: ErrorKind.STOP,
    408: ErrorKind.RETRY,
    425: ErrorKind.RETRY,
    429: ErrorKind.RETRY,
}
"""Statuses that mean something else than their hundred: 3xx stop, 4xx hold, 5xx retry."""

_REMEDIES: Mapping[ErrorKind, str] = {
    ErrorKind.RETRY: "It is worth trying again later.",
    ErrorKind.HOLD: "Look at what was sent, correct it, and send it again.",
    ErrorKind.STOP: "Check the connection's settings and credentials, and what they allow.",
}


def kind_of(status: int) -> ErrorKind:
    """What a status that is no success means for the record."""
    if status in STATUS_KINDS:
        return STATUS_KINDS[status]
    if 400 <= status < 500:
        return ErrorKind.HOLD
    return ErrorKind.RETRY if status >= 500 else ErrorKind.STOP


def failure(answer: Answer, *, platform: str, words: str = "", kind: ErrorKind | None = None) -> PlatformError | None:
    """The error of an answer that is no success; None when it is one.

    `words` are the platform's own, `kind` a platform's own meaning of the status.
    """
    if 200 <= answer.status < 300:
        return None
    kind = kind or kind_of(answer.status)
    return PlatformError(
        f"{platform} answered {answer.status} at {urlsplit(answer.url).path}{quoted(words) or '.'}",
        kind=kind,
        remedy=_remedy(answer, kind),
        status=answer.status,
        retry_after=retry_after(answer.headers.get("retry-after"), answer.received_at),
    )


def unclear(answer: Answer, *, platform: str, what: str) -> PlatformError:
    """The error of a write that was answered with success, but not with what tells that it was done."""
    return PlatformError(
        f"{platform} answered {answer.status} at {urlsplit(answer.url).path} {what}, so what it did is not known.",
        kind=ErrorKind.RETRY,
        remedy="Look there whether it was done; if it goes on, tell the connector's author.",
        status=answer.status,
        uncertain=True,
    )


def quoted(words: str) -> str:
    """A platform's words as the end of a sentence: ': "Not Found".'; '' where it said nothing."""
    words = " ".join(words.split())
    if len(words) > LONGEST_WORDS:
        words = words[:LONGEST_WORDS] + " ..."
    return f': "{words}".' if words else ""


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds a Retry-After header asks to wait, given as seconds or as HTTP date; None where it says nothing usable."""
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        return _seconds_until(value, now)
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _seconds_until(value: str, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(value)
        return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
    except (ValueError, OverflowError):
        return None


def _remedy(answer: Answer, kind: ErrorKind) -> str:
    if 300 <= answer.status < 400:
        return f"It points to {_host(answer)}, which is not followed: correct the connection's address."
    return _REMEDIES[kind]


def _host(answer: Answer) -> str:
    try:
        host = urlsplit(answer.headers.get("location", "")).hostname
    except ValueError:
        host = None
    return host or "another address"
