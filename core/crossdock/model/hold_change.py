"""One change to several held records: what it would make of each."""

from __future__ import annotations

from uuid import UUID

import msgspec


class ValueChange(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a message, and where it shall stand."""

    pointer: str
    """RFC 6901: /shipping_address/zip."""
    value: bytes
    """As JSON; its digits stay as they are written."""


class HoldChange(msgspec.Struct, frozen=True, kw_only=True):
    """What setting one value would make of a held record's message."""

    record: UUID
    key: str
    """The message's business key; '' where it could not be understood."""
    was: bytes | None
    """The value that stands there, as JSON; None where there is none."""
    now: bytes | None
    """The value that would; None where it cannot stand there, and `message` says why."""
    message: str = ""
