"""What SEKO's public manuals, as far as they were read for this connector, do not settle. Correct it here.

What is assumed of a message's shape stands in the schemas, marked `x-inferred`. The README lists all of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from crossdock.errors import ErrorKind

CREDENTIAL_WORDS = ("authorization", "api key", "api_key", "token")
"""A failed CallStatus that speaks of these is about the connection, not about the record. Wording ours."""

UNKNOWN_FAILURE = ErrorKind.HOLD
"""The manuals name no failure that passes by itself, and one code (100) for all: a person has to look."""

ONE_LINE_AS_OBJECT = True
"""The old generation answers a list of one line as a bare object; the current one is taken to do so too."""

REPEATED_ORDER_WORDS = ("order number already exists", "order number already used", "duplicate sales order")
"""How an order is refused whose number was sent before. That it is refused is documented, the words are not."""

CANCELLED_ALREADY_WORDS = ("already cancelled", "already canceled")
"""How a second cancellation of an order is refused. That an order has the status Cancelled is documented, what is
answered then is not."""

ENVELOPES: Mapping[str, str] = {"dispatch": "Dispatch", "tracking": "TrackingDetails", "goods-received": "GRN"}
"""Under which name a pushed message stands in its `Response`, by webhook. Shown for tracking only."""
