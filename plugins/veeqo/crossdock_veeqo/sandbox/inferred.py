"""What Veeqo's documentation, as far as it was read for this sandbox, does not settle. Correct it here.

Each field can be switched while the sandbox runs (`POST /_sandbox/switches`). The README lists the same.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta


class Inferred(msgspec.Struct, kw_only=True):
    """How Veeqo is assumed to behave."""

    largest_page: Annotated[int, Meta(ge=1, le=10_000)] = 100
    """Records that a page holds at most, whatever is asked for."""
    cancelling_by_api: bool = True
    """Whether `PUT /orders/{id}/cancel` is there. One client uses it, another says that there is none."""
    cancelling_is_a_note: bool = False
    """Whether that call answers and cancels nothing, as one client has it."""
    stages_change_orders: bool = True
    """Whether an order counts as changed when one of its parcels is collected or delivered."""
    one_return_as_object: bool = False
    """Whether an order tells a single return without a list around it, as the documentation's sample does."""


# Wording and status of refusals: no body is documented.
NOT_FOUND = {"error": "Not found"}
UNAUTHORISED = {"error_messages": "API key is not valid"}
THROTTLED = {"error_messages": "Rate limit exceeded"}
INVALID = 422
"""For a body that is well formed, and wrong. Clients treat it so; it is not in Veeqo's list."""
NO_LINES = "Line items can't be blank"
BAD_QUANTITY = "Line items quantity must be greater than 0"
NO_PRICE = "Line items price per unit can't be blank"
NO_CUSTOMER = "Customer can't be blank"
NO_DELIVERY = "Deliver to can't be blank"
SHIPPED_ALREADY = "Allocation has already been shipped"
NOT_CANCELLABLE = "Order has already been shipped"
RETURNED = "returned"
"""The status of a return that has arrived; only 'returning' is shown anywhere. Its goods are on sale again then."""
