"""What BigCommerce's documentation, as far as it was read for this sandbox, does not settle. Correct it here.

Each field can be switched while the sandbox runs (`POST /_sandbox/switches`). The README lists the same.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta


class Inferred(msgspec.Struct, kw_only=True):
    """How a store is assumed to behave."""

    seconds_to_adjust: Annotated[int, Meta(ge=0, le=24 * 3600)] = 20
    """From an adjustment of stock until the level shows it."""
    returns_stock: bool = True
    """Whether a cancelled order's goods can be sold again."""
    largest_page: Annotated[int, Meta(ge=1, le=10_000)] = 250
    """Records that a page holds at most, whatever is asked for."""
    repeat_every: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    """Every so many webhooks, one is sent twice: duplicates happen. 0 repeats none."""


# Wording of refusals that are described without being quoted.
THROTTLED = "Too many requests; wait until the window begins anew."
UNAUTHORISED = (
    "Unauthorized - the v3 Auth client ID or token in the request are not a valid combination for this store."
)
UNKNOWN_SKU = "Item with sku {sku} was not found"
UNKNOWN_LOCATION = "Location {location} was not found"
TOO_MANY_SHIPPED = "The quantity of order product {line} is greater than what is left to be shipped."
FOREIGN_ADDRESS = "The order address {address} is not one of this order."
TOO_MUCH_REFUNDED = "Quantity requested is greater than the quantity left for item {item}"
AMOUNTS_DIFFER = "The payments do not come to the amount of the refund."
BAD_SCOPE = "Invalid scope."
BAD_DESTINATION = "Destination must be https, or http on this machine."
SAME_HOOK = "A webhook with this scope and destination exists already."
