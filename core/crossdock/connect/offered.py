"""Offered messages: a platform that cannot be written to fetches what is for it from us, and says what it took."""

from __future__ import annotations

import msgspec

from crossdock.connect.signature import Signature


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """How a platform fetches the messages of an operation, and acknowledges them. Both happen at one address of ours."""

    signature: Signature
    """How it proves itself: one that needs no body, since nothing is sent when something is fetched."""
    most: int = 100
    """Messages in one answer; the others are there the next time."""
    wait_seconds: int = 24 * 60 * 60
    """How long a message may be left unacknowledged before a person looks; it is offered all the same."""
