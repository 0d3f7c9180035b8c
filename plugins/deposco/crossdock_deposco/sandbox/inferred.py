"""What nobody says of Deposco, as far as it was read for this sandbox. Correct it here.

Each field can be switched while the sandbox runs (`POST /_sandbox/switches`). The README lists the same.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta


class Inferred(msgspec.Struct, kw_only=True):
    """How Deposco is assumed to behave."""

    bucket_size: Annotated[int, Meta(ge=1, le=100_000)] = 20
    """Calls that are taken at once. About four a second were measured, how many at once was not."""
    seconds_to_show: Annotated[int, Meta(ge=0, le=3600)] = 8
    """How long a customer order does not show after it was taken in: 'seconds', says who waited."""
    seconds_to_import: Annotated[int, Meta(ge=0, le=3600)] = 5
    """How long a bulk import takes; the next one begins when it is done."""
    units_per_parcel: Annotated[int, Meta(ge=1, le=100_000)] = 10
    """What goes into one parcel; more of an order leaves in a shipment of its own."""


# Wording of refusals that were not seen.
NULL = "{path} must not be null"
SIZE = "{path} size must be between 0 and {most}"
"""Seen."""
NO_ITEM = "Item with business key number = [{number}] could not be found"
"""The beginning was seen."""
NOT_FOUND = "The resource could not be found"
UNAUTHORISED = "Unauthorized"
NO_CHANGE = "{what} with number = {number} cannot be updated while in the status of {status}"
"""Seen in part."""
NO_LESS = "orderPackQuantity of line {line} cannot be reduced; use cancellations"
OF_CUSTOMER_ORDER = "SalesOrder with number = {number} belongs to a customer order and cannot be updated"
UPC_TAKEN = "UPC {value} is already used by item {number}"
