"""What Patchworks' documentation, as far as it was read for this sandbox, does not settle. Correct it here.

Each field can be switched while the sandbox runs (`POST /_sandbox/switches`). The README lists the same.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta


class Inferred(msgspec.Struct, kw_only=True):
    """How Patchworks is assumed to behave."""

    largest_page: Annotated[int, Meta(ge=1, le=10_000)] = 200
    """Records that a page holds at most, whatever is asked for."""
    runs_per_minute: Annotated[int, Meta(ge=1, le=100_000)] = 600
    """Runs that start in a minute; more of them wait for their turn. There is such a limit; no figure was seen."""
    fields_in_attributes: bool = False
    """Whether lists tell a record's fields in `attributes`, as the vendor's own client reads them."""


# Wording and status of refusals: no body is documented.
UNAUTHORISED = {"message": "Unauthenticated."}
WRONG_PASSWORD = {"message": "These credentials do not match our records."}
NOT_FOUND = {"message": "Not found."}
THROTTLED = {"message": "Too Many Attempts."}
TOO_LARGE = {"message": "Payload too large."}
INVALID = "The given data was invalid."
"""Of 422, beside the fields' own `errors`."""
