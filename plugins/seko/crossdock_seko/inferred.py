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

ENVELOPES: Mapping[str, str] = {
    "dispatch": "Dispatch",
    "tracking": "TrackingDetails",
    "goods-received": "GRN",
    "stock-moved": "StockStatusMovement",
}
"""Under which name a pushed message stands in its `Response`, by webhook. Shown for tracking only."""

OTHER_ENVELOPES: Mapping[str, tuple[str, ...]] = {"stock-moved": ("StockAdjustment",)}
"""Other services whose messages may be pushed to the same address: they say as much as is needed here."""

GAP_GRACE_SECONDS = 3600
"""How long a sequence number may be missing. The scheduler runs about every 15 minutes, and a push is tried three times
15 minutes apart; how these add up is not documented."""

LISTED_BY = "InterfaceRecordId"
"""What of a dispatch push is the GUID under which the first generation lists the dispatch, and by which an accepted
order is answered. That it is 'the GUID' is documented, of what is not."""

NO_RESULTS_WORDS = "no results found"
"""How the list of dispatches says that there are none. Documented for stock; the list's own answer is not."""
