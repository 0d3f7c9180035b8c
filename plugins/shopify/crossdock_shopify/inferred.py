"""What Shopify's documentation, as far as it was read for this connector, does not settle. Correct it here.

The README lists the same.
"""

from __future__ import annotations

from collections.abc import Mapping

from crossdock.errors import ErrorKind

BUCKET_DRAINS_IN_SECONDS = 20.0
"""A full REST bucket is empty after this. Rates (2, 4, 20 a second) are documented, bucket sizes of the larger plans
(80, 400) are not: they are assumed to grow with the rate."""

STATUS_KINDS: Mapping[int, ErrorKind] = {
    402: ErrorKind.STOP,
    423: ErrorKind.STOP,
    430: ErrorKind.STOP,
}
"""402: the shop is frozen. 423: it is locked. 430: the request was refused for the shop's security. Each is taken to
last until somebody acts."""

UPDATED_SINCE = "updated_at_min"
"""Confirmed for orders; assumed for products, customers, stock levels and fulfilments."""
