"""Replays: what another text, or the same one today, makes of a record."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

import msgspec

from crossdock.model.evaluation import HoldReason
from crossdock.model.fixture import Difference


class ReplayWith(StrEnum):
    """Which text a replay maps with."""

    RAN = "ran"
    """The version that the record's last attempt ran."""
    LIVE = "live"
    """What is live today."""
    DRAFT = "draft"
    """The caller's draft, or else the latest version."""


class Replay(msgspec.Struct, frozen=True, kw_only=True):
    """What a replay gave; nothing was written, unless a record was made."""

    version: int | None = None
    """Of the mapping; None for a draft, and where only a record was made."""
    output: msgspec.Raw | None = None
    """What came out; beside `hold` where there is something to look at."""
    hold: HoldReason | None = None
    compared: bool = False
    """Whether the record wrote something that the output could be compared with."""
    differs: tuple[Difference, ...] = ()
    """Where the output is not what was written last."""
    record: UUID | None = None
    """The record that was made to send it again."""
