"""What SEKO's public manuals, as far as they were read for this sandbox, do not settle. Correct it here.

Each field can be switched while the sandbox runs (`POST /_sandbox/switches`). The README lists the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Minutes = Annotated[int, Meta(ge=1, le=7 * 24 * 60)]


class Inferred(msgspec.Struct, kw_only=True):
    """How the iHub is assumed to behave."""

    refuse_odd_skus: bool = False
    """Product codes with anything but letters and digits. The manual's tables say alphanumeric, its examples do not."""
    refuse_double_quotes: bool = True
    """A double quote inside any text. The manual says that it breaks a message, not whether escaping helps."""
    wrap_failures: Literal["never", "always", "alternate"] = "never"
    """Whether a failed CallStatus of the current generation stands under `Response`; the manual shows both."""
    one_line_as_object: bool = False
    """A list of one as a bare object, as in the first generation, also in the current one."""
    minutes_per_stage: Minutes = 20
    """Between one status of an order and the next."""
    minutes_to_receive: Minutes = 60
    """From the announcement of goods to their receipt, unless they are expected later."""
    tracking_first: bool = False
    """Whether the tracking of an order is pushed before its dispatch."""
    tracking_in_dispatch: bool = True
    """Whether a dispatch tells its tracking number itself."""
    push_attempts: Annotated[int, Meta(ge=1, le=10)] = 3
    """Tries of a push, the first included: it is 'given up after the third attempt'."""


ENVELOPES: Mapping[str, str] = {
    "dispatch": "Dispatch",
    "tracking": "TrackingDetails",
    "goods_received": "GRN",
    "stock_moved": "StockStatusMovement",
}
"""Under which name a message stands in its `Response`. Shown for tracking only."""

RETURNED_TO = "Quarantine"
"""Where returned goods lie until somebody has looked at them; the receipt does not say."""

SHORT_TO = "Query"
"""Where goods go that could not be found when they were picked."""

LONGEST_BODY_LIST = 10_000
"""Lines of one message; the manual advises not to send more."""

# Wording of refusals that the manuals describe without quoting them.
NUMBER_USED = "Sales Order Number already exists."
REPEATED_PRODUCT = "Product {code} is on more than one line."
UNKNOWN_PRODUCT = "Product {code} does not exist."
ODD_SKU = "Product {code} contains invalid characters."
BAD_CURRENCY = "Currency {code} is invalid."
UNKNOWN_SERVICE = "Courier service {name} / {service} is not mapped."
UNKNOWN_COMPANY = "Company {code} does not exist."
REQUIRED = "{field} is required."
TOO_LONG = "{field} is longer than {most} characters."
BAD_NUMBER = "{field} is not a valid number."
INVOICE_USED = "Sales Invoice Number already exists."
ALREADY_CANCELLED = "Sales Order is already cancelled."
NO_KIT = "Product {code} is no kit."
KIT_IN_USE = "Kit {code} is in open dispatches."
REASONS = ("001", "002", "003", "004", "005", "006")
"""Of the first generation."""
BAD_REASON = "Invalid reason code."
PRODUCT_EXISTS = "Product {code} already exists."
EAN_USED = "EAN {ean} is already used."
BAD_HTS_CODE = "HTSCode must be at least 10 digits."
FROZEN_FLAG = "{field} cannot be changed."
ASN_USED = "ASN Number already exists."
REFERENCE_USED = "HBReference already exists."
RECEIVED_ALREADY = "Receipt has already been received."
NOT_ON_HOLD = "Sales Order is not on hold."
