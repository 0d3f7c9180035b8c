"""What Shopify's documentation, as far as it was read for this sandbox, does not settle. Correct it here.

Each field can be switched while the sandbox runs (`POST /_sandbox/switches`). The README lists the same.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import msgspec
from msgspec import Meta


class Inferred(msgspec.Struct, kw_only=True):
    """How a shop is assumed to behave."""

    repeat_every: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    """Every so many webhooks, one is sent twice: delivery is at least once. 0 repeats none."""
    remove_dead_subscriptions: bool = True
    """Whether a subscription is removed when a webhook was given up; the documentation says that it may be."""
    orders_a_minute: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    """How many orders the API may create in a minute; trial shops are said to have 5. 0 is no limit."""


DAYS_TO_BANK = 1
"""Days from a payout's date until it is `paid`; the bank's own are not documented."""

RETRY_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 40, 60, 102))
"""Eight further tries over four hours are documented, the waits between them are not."""

# Wording of refusals that are described without being quoted.
THROTTLED = "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service."
NOT_ACCEPTABLE = "Not Acceptable"
"""A path that does not end in .json."""
WRONG_KEY = "[API] Invalid API key or access token (unrecognized login or wrong password)"
BAD_PAGE = "Invalid value."
FILTER_WITH_PAGE = "cannot be passed when page_info is passed"
UNKNOWN_VARIANT = "variant does not exist"
SOLD_OUT = "Unable to reserve inventory"
BAD_AMOUNT = "is not a valid amount"
BAD_TOPIC = "Invalid topic specified."
BAD_ADDRESS = "protocol is not supported; use https, or http on this machine"
ONE_ORDER = "All fulfillment orders must belong to the same order."
NOT_NOW = "Fulfillment order is not in a state that allows it, status= {status}."
NOT_ASKED = "Fulfillment order has no cancellation request."
CANCELLED_FULFILMENT = "This fulfillment has been cancelled."
NO_PRODUCT = "Product does not exist"
NO_VARIANT = "Product variant does not exist"
COMPARED_IN_VAIN = "The compare quantity does not match the current quantity."

IDEMPOTENT_SINCE = "2026-01"
"""See the connector's own."""
QUERY_POINTS, MUTATION_POINTS = 12, 10
"""What a query that finds variants costs of the points, and what a mutation is said to cost."""
POINTS_AT_MOST = 2000
"""As recorded in a development store."""
