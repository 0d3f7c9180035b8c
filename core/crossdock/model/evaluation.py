"""What goes into an evaluation and what comes of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from crossdock.model.lookup import LookupHit, LookupMiss, LookupRead, LookupTables
from crossdock.model.problem import Problem
from crossdock.model.resource import JsonSchema


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one evaluation may use."""

    seconds: float = 2.0
    memory_bytes: int = 512 * 1024 * 1024
    output_bytes: int = 10 * 1024 * 1024


class EngineName(StrEnum):
    """Which implementation of JSONata evaluates."""

    NATIVE = "native"
    """`crossdock.jsonata`, for drafts and live alike."""
    REFERENCE = "reference"
    """jsonata-python, the second opinion."""

    @property
    def other(self) -> EngineName:
        """The engine that this one is checked against."""
        return EngineName.REFERENCE if self is EngineName.NATIVE else EngineName.NATIVE


class Lane(StrEnum):
    """Who waits for an evaluation; a lane never takes the other's processes."""

    DRAFT = "draft"
    """A person tries a text."""
    LIVE = "live"
    """A published version maps a message."""


class Runnable(msgspec.Struct, frozen=True, kw_only=True):
    """A mapping's text with the schemas its input and output are held against."""

    text: str
    source_schema: JsonSchema
    target_schema: JsonSchema


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """One text to be evaluated on one input."""

    text: str
    input: bytes
    """JSON text."""
    lookups: LookupTables
    received_at: datetime
    """The record's receipt time; `$now` and `$millis` tell it."""
    limits: Limits = Limits()


class GuardCheck(msgspec.Struct, frozen=True, kw_only=True):
    """One plugin's guard to be asked about one record."""

    guard: str
    options: dict[str, Any] = {}
    input: bytes
    """JSON text of `{"source", "target", "now"}`."""
    is_mapped: bool = True
    """Whether the message could be mapped; of one that could not, only a guard that may filter is asked."""
    lookups: LookupTables
    received_at: datetime
    limits: Limits = Limits()


class LeftOut(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Something of a message that a mapping leaves out on purpose."""

    what: str
    """In words that people know it by: a product's name."""
    reason: str


class Evaluated(msgspec.Struct, frozen=True, kw_only=True):
    """The result of an evaluation: an output, or problems, or lookup misses."""

    output: bytes | None = None
    """JSON text; None when the expression gave nothing, or failed."""
    problems: tuple[Problem, ...] = ()
    limit: str | None = None
    """The limit that ended it: 'time', 'memory', 'depth' or 'output'."""
    misses: tuple[LookupMiss, ...] = ()
    reads: tuple[LookupRead, ...] = ()
    hits: tuple[LookupHit, ...] = ()
    """The rows that were found, each once."""
    left_out: tuple[LeftOut, ...] = ()
    """Each once, in the order in which they were met."""
    more_left_out: bool = False
    """More was left out than is told."""


class HoldCode(StrEnum):
    """Why a message cannot be mapped; a fixture may expect one."""

    NOT_UNDERSTOOD = "not-understood"
    """The message is not JSON."""
    SOURCE_INVALID = "source-invalid"
    """The message does not fit the source's schema."""
    MAPPING_ERROR = "mapping-error"
    """The expression failed on it."""
    LIMIT_EXCEEDED = "limit-exceeded"
    """The expression took too much time, memory or output."""
    LOOKUP_MISS = "lookup-miss"
    """A lookup does not have the key, and its owner wants to be asked."""
    TARGET_INVALID = "target-invalid"
    """What came out does not fit the target's schema."""


class HoldReason(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a message waits for a person, with every problem at once."""

    code: HoldCode
    message: str
    remedy: str = ""
    problems: tuple[Problem, ...] = ()
    misses: tuple[LookupMiss, ...] = ()


class Mapped(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one message in the pipeline up to `validate`: an output, or a reason to hold it."""

    output: bytes | None
    """JSON text. Kept beside `hold` where there is one, so that it can be looked at."""
    hold: HoldReason | None = None
    reads: tuple[LookupRead, ...] = ()
    hits: tuple[LookupHit, ...] = ()
    """The rows that were found, each once."""
    left_out: tuple[LeftOut, ...] = ()
    """What the mapping leaves out on purpose; told of a message that is held, too."""
    more_left_out: bool = False
    """More was left out than is told."""
