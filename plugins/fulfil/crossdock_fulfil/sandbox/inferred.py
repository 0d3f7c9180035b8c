"""What Fulfil's documentation, as far as it was read for this sandbox, does not settle. Correct it here.

Each field can be switched while the sandbox runs (`POST /_sandbox/switches`). The README lists the same.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import msgspec
from msgspec import Meta


class Inferred(msgspec.Struct, kw_only=True):
    """How Fulfil is assumed to behave."""

    largest_answer: Annotated[int, Meta(ge=1, le=10_000)] = 500
    """Records that an answer holds at most, whatever is asked for."""
    cancelling_by_status: bool = True
    """Whether an order that is sent again as cancelled is cancelled; otherwise its lines are, and the order stays."""
    seconds_to_process: Annotated[int, Meta(ge=0, le=3600)] = 30
    """From an order's making until its shipments are made; its goods are reserved from then on."""


SIGNATURE_HEADER = "X-Fulfil-Hmac-SHA256"
DELAYS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
"""Before each further try of a webhook; nothing is said of it."""
THROTTLED = {"message": "This user has exceeded an allotted request count. Try again later."}
UNAUTHORISED = {"message": "Unauthorized"}
