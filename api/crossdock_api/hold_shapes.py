"""What goes over the wire about changing held records."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import msgspec

from crossdock.model.hold_change import HoldChange, ValueChange


class HoldChangePut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One value of a held record's message as it shall be, and why."""

    pointer: str
    """RFC 6901: /shipping_address/zip."""
    value: msgspec.Raw
    reason: str

    def change(self) -> ValueChange:
        """The change by itself."""
        return ValueChange(pointer=self.pointer, value=bytes(self.value))


class HoldChangeAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One change, and the held records of which it is asked what it would make of them."""

    records: Annotated[tuple[UUID, ...], msgspec.Meta(min_length=1, max_length=200)]
    pointer: str
    """RFC 6901: /shipping_address/zip."""
    value: msgspec.Raw

    def change(self) -> ValueChange:
        """The change by itself."""
        return ValueChange(pointer=self.pointer, value=bytes(self.value))


class HoldChangeSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What a change would make of one held record."""

    record: UUID
    key: str
    was: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    """What stands there; not there where nothing does."""
    now: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    """What would; not there where it cannot, and `message` says why."""
    message: str = ""

    @classmethod
    def of(cls, seen: HoldChange) -> HoldChangeSeen:
        """The same, with values as JSON."""
        was, now = (msgspec.UNSET if value is None else msgspec.Raw(value) for value in (seen.was, seen.now))
        return cls(record=seen.record, key=seen.key, was=was, now=now, message=seen.message)
