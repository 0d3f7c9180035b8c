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

IDEMPOTENT_SINCE = "2026-01"
"""The API version from which on setting stock takes `changeFromQuantity` and must have an idempotency key. 2026-04 was
seen to, 2025-01 to take `compareQuantity`; what the versions between do is assumed."""

COMPARED_IN_VAIN = ("COMPARE_QUANTITY_STALE", "CHANGE_FROM_QUANTITY_STALE")
"""How it is said that the quantity changed since it was read. The first is documented, the second assumed after it."""

REFUND_CURRENCY = "currency"
"""Which of an order's currencies a refund is in. That it has to be told for orders of two currencies is documented; that
the shop's own is meant is assumed."""
