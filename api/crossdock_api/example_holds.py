"""Examples of changing held records."""

from __future__ import annotations

import msgspec

from crossdock_api.example_flows import HOLD
from crossdock_api.hold_shapes import HoldChangeAsked, HoldChangePut, HoldChangeSeen

_POINTER, _VALUE = "/shipping_address/zip", msgspec.Raw(b'"AB1 2CD"')

CHANGE_PUT = HoldChangePut(pointer=_POINTER, value=_VALUE, reason="The shop cut the postcode short")
CHANGE_ASKED = HoldChangeAsked(records=(HOLD.record,), pointer=_POINTER, value=_VALUE)
CHANGE_SEEN = HoldChangeSeen(record=HOLD.record, key=HOLD.key, was=msgspec.Raw(b'"AB1"'), now=_VALUE)
