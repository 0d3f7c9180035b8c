"""Example inputs with what must come out of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from crossdock.model.evaluation import HoldCode, HoldReason


class ExpectOutput(msgspec.Struct, frozen=True, kw_only=True, tag="output", tag_field="kind"):
    """Exactly this must come out, but for what is ignored or tolerated."""

    output: Any
    ignore: tuple[str, ...] = ()
    """RFC 6901 pointers; a segment `*` stands for every item or key."""
    tolerances: dict[str, str] = {}
    """Pointer to the largest difference of numbers allowed there, decimal text."""


class ExpectPartial(msgspec.Struct, frozen=True, kw_only=True, tag="partial", tag_field="kind"):
    """At least this must come out: objects may have more keys, arrays are compared item by item."""

    output: Any
    ignore: tuple[str, ...] = ()
    tolerances: dict[str, str] = {}


class ExpectHold(msgspec.Struct, frozen=True, kw_only=True, tag="hold", tag_field="kind"):
    """The message must be held with this code."""

    code: HoldCode


Expectation = ExpectOutput | ExpectPartial | ExpectHold


class Fixture(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    input: bytes
    """JSON text, kept byte for byte."""
    expect: Expectation
    description: str = ""


class Change(StrEnum):
    MISSING = "missing"
    """Expected, and not there."""
    UNEXPECTED = "unexpected"
    """There, and not expected."""
    DIFFERENT = "different"
    """There, with another value."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One place where the output is not what was expected."""

    pointer: str
    change: Change
    expected: Any = None
    actual: Any = None


class FixtureResult(msgspec.Struct, frozen=True, kw_only=True):
    """What came of running one fixture."""

    fixture: str
    passed: bool
    message: str
    """One sentence: what was expected and what came."""
    differences: tuple[Difference, ...] = ()
    hold: HoldReason | None = None
    output: msgspec.Raw | None = None


class StoredFixture(msgspec.Struct, frozen=True, kw_only=True):
    """A fixture in the studio, with who changed it last."""

    fixture: Fixture
    revision: int
    updated_by: str
    updated_at: datetime


class FixtureReport(msgspec.Struct, frozen=True, kw_only=True):
    """What came of running every fixture of a mapping."""

    mapping: str
    passed: int
    failed: int
    results: tuple[FixtureResult, ...]
