"""How often a platform lets itself be asked: what is documented of it, and what its answers tell.

A `Rate` is kept to before anything is sent, by all workers together. A `Limit` reads off an answer how much is left,
also of what other programs take; then everybody on the connection waits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal, Protocol

import msgspec

from crossdock.connect.answer import Answer
from crossdock.connect.resource import at
from crossdock.errors import Malformed

LONGEST_PAUSE = 300.0
"""Seconds. A platform that tells more, or whose clock is wrong, is asked again then."""
_SECONDS_OF: Mapping[str, float] = {"milliseconds": 0.001, "seconds": 1.0, "epoch-seconds": 1.0}


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """A leaky bucket: `burst` requests at once, and `per_second` more each second. It belongs to a connection."""

    per_second: float
    burst: int


class Limit(Protocol):
    """A way in which answers tell how much more may be asked."""

    def pause(self, answer: Answer) -> float:
        """Seconds until another request should be sent; 0 where the answer asks for none, or tells nothing."""


class LeakyBucket(msgspec.Struct, frozen=True, kw_only=True):
    """A header tells how full the bucket is: '32/40', used of size."""

    header: str
    """In lower case."""
    drains_in_seconds: float
    """A full bucket is empty after this."""
    up_to: float = 0.9
    """How full it may be; the rest is left to others who ask with the same key."""

    def pause(self, answer: Answer) -> float:
        used, _, size = answer.headers.get(self.header, "").partition("/")
        if not (used.isdecimal() and size.isdecimal() and int(size)):
            return 0.0
        return _bounded((int(used) / int(size) - self.up_to) * self.drains_in_seconds)


class SharedQuota(msgspec.Struct, frozen=True, kw_only=True):
    """Headers tell how many requests all programs together may still send, and when the count begins anew."""

    left: str
    """The header with the number that is left, in lower case."""
    resets: str
    """The header that tells when it is full again, in lower case."""
    resets_in: Literal["milliseconds", "seconds", "epoch-seconds"] = "seconds"
    """What that is: a time from now on, or a moment in seconds since 1970."""
    keep: int = 0
    """How many to leave to others."""

    def pause(self, answer: Answer) -> float:
        left, resets = _number(answer.headers.get(self.left)), _number(answer.headers.get(self.resets))
        if left is None or resets is None or left > self.keep:
            return 0.0
        now = _clock_of(answer).timestamp() if self.resets_in == "epoch-seconds" else 0.0
        return _bounded(resets * _SECONDS_OF[self.resets_in] - now)


class GraphqlCost(msgspec.Struct, frozen=True, kw_only=True):
    """An answer in GraphQL tells what its query cost and how many points are left; as many are waited for again."""

    path: str
    """The end of the address that answers so; nothing else is looked into."""
    cost: str = "extensions.cost"
    """Where it stands, with `requestedQueryCost` and `throttleStatus`."""

    def pause(self, answer: Answer) -> float:
        told = self._told(answer)
        wanted = _number(at(told, "requestedQueryCost"))
        left = _number(at(told, "throttleStatus.currentlyAvailable"))
        restored = _number(at(told, "throttleStatus.restoreRate"))
        if wanted is None or left is None or not restored:
            return 0.0
        return _bounded((wanted - left) / restored)

    def _told(self, answer: Answer) -> Any:
        if not answer.url.endswith(self.path):
            return None
        try:
            return at(answer.document, self.cost)
        except Malformed:
            return None  # whoever needs to read the answer says so


def _clock_of(answer: Answer) -> datetime:
    """What time it is by the platform's own clock, where it tells."""
    try:
        told = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return answer.received_at
    return told if told.tzinfo is not None else answer.received_at


def _number(told: Any) -> float | None:
    """A number that is told as such or as text; None for anything else, and for what is less than nothing."""
    if isinstance(told, bool) or not isinstance(told, int | float | str):
        return None
    try:
        number = float(told)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _bounded(seconds: float) -> float:
    return min(max(0.0, seconds), LONGEST_PAUSE)
