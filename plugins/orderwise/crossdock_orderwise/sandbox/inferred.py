"""What nothing public settles of OrderWise. Correct it here.

Each field can be switched while the sandbox runs (`POST /_sandbox/switches`). The README lists the same.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta


class Inferred(msgspec.Struct, kw_only=True):
    """How an installation is assumed to behave."""

    minutes_of_token: Annotated[int, Meta(ge=1, le=7 * 24 * 60)] = 60
    """How long a token is good. One client keeps it for 55 minutes."""
    refuses_used_numbers: bool = False
    """Whether a number that is there already is refused. Nothing says that it is."""
    cancelling_by_api: bool = True
    """Whether `POST /sales/orders/{id}/cancel` is there. No public code uses it."""
    tells_made_orders: bool = True
    """Whether an order that was made is answered with its id; no public code shows the answer."""
    rows_within: Literal["", "data", "rows", "results"] = ""
    """Under what name rows stand in an answer; '' is a bare list."""
    locations_as: Literal["text", "list", "rows"] = "text"
    """How stock tells its locations: as JSON inside of a text, as a list, or in rows of their own."""
    largest_page: Annotated[int, Meta(ge=1, le=10_000)] = 1000
    """Rows of a fixed resource in one answer, whatever is asked for."""


# Wording and shape of refusals: ASP.NET's usual.
INVALID = "The request is invalid."
UNAUTHORISED = {"Message": "Authorization has been denied for this request."}
NOT_FOUND = "No HTTP resource was found that matches the request."
UNKNOWN = "{what} '{value}' not found"
DESPATCHED = "The order has been despatched in part or in full"
USED = "eCommerceOrderNumber '{value}' already exists"
