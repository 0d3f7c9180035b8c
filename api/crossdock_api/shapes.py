"""What goes over the wire where it is not one of the model's values as it stands.

JSON documents (inputs, outputs, samples) are `Raw`: their bytes come and go unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from crossdock.model.analysis import BranchRun, FilterRun, LeafSources, LookupRun, Miss, SubResult, TraceReport
from crossdock.model.evaluation import HoldReason, LeftOut
from crossdock.model.fixture import Expectation, Fixture, StoredFixture
from crossdock.model.lookup import LookupMiss, LookupRead
from crossdock.model.problem import Problem
from crossdock.model.variant import Size, TriedVariant


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A request body."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """An answer."""


class DraftText(Asked, frozen=True, kw_only=True):
    """The text of a draft; it need not parse yet."""

    text: str
    based_on: Annotated[int, Meta(ge=0, le=2**31 - 1)] | None = None
    """The version it was written from or brought up to, 0 for none. Left out: a new draft stands on the latest one."""


class PreviewRequest(Asked, frozen=True, kw_only=True):
    """A text to try on an input."""

    input: msgspec.Raw
    text: str | None = None
    """Left out: the caller's draft, else the latest version."""


class Preview(Given, frozen=True, kw_only=True, omit_defaults=True):
    """What came out, and what the text left out of it on purpose."""

    output: msgspec.Raw
    left_out: tuple[LeftOut, ...] = ()
    more_left_out: bool = False
    """More was left out than is told."""


class TestRequest(Asked, frozen=True, kw_only=True):
    """What to run the fixtures against: a text, a version, or (neither given) the caller's draft."""

    text: str | None = None
    version: int | None = None


class AnalysisRequest(Asked, frozen=True, kw_only=True):
    """A text to look at."""

    text: str | None = None
    """Left out: the caller's draft, else the latest version."""


class CompletionRequest(Asked, frozen=True, kw_only=True):
    """A place in a text."""

    position: Annotated[int, msgspec.Meta(ge=0)]
    """Code points before it."""
    text: str | None = None
    """Left out: the caller's draft, else the latest version."""


class VariantsRequest(Asked, frozen=True, kw_only=True):
    """An input whose arrays are varied, and a text to try on each variant."""

    input: msgspec.Raw
    text: str | None = None
    """Left out: the caller's draft, else the latest version."""


class VariantOutcome(Given, frozen=True, kw_only=True):
    """A variant of an input and what came of it: an output, or the reason for which it would be held."""

    array: str
    """The array that has another number of items: 'line_items[].tax_lines'; '' for the input itself."""
    size: Size
    input: msgspec.Raw
    output: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    """Not there where nothing came out."""
    hold: HoldReason | None = None

    @classmethod
    def of(cls, tried: TriedVariant) -> VariantOutcome:
        """A variant that was tried, its documents as JSON."""
        variant = tried.variant
        output = msgspec.UNSET if tried.output is None else msgspec.Raw(tried.output)
        return cls(
            array=variant.array, size=variant.size, input=msgspec.Raw(variant.input), output=output, hold=tried.hold
        )


class Variants(Given, frozen=True, kw_only=True):
    """All variants of an input, array by array."""

    items: tuple[VariantOutcome, ...]


class TraceRequest(Asked, frozen=True, kw_only=True):
    """A text to follow on an input."""

    input: msgspec.Raw
    text: str | None = None
    """Left out: the caller's draft, else the latest version."""


class Trace(Given, frozen=True, kw_only=True):
    """What an evaluation did, up to its end or to the problem that ended it. Paths are written as `lines[0].sku`."""

    output: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    """Not there where nothing came out."""
    problems: tuple[Problem, ...]
    reads: tuple[str, ...]
    """Paths of the input whose values were used."""
    misses: tuple[Miss, ...]
    """Paths that found nothing."""
    leaves: tuple[LeafSources, ...]
    """What each leaf of the output depends on."""
    branches: tuple[BranchRun, ...]
    filters: tuple[FilterRun, ...]
    lookups: tuple[LookupRun, ...]
    """Every key that was looked up, found or missed."""
    sub_results: tuple[SubResult, ...]
    lookup_reads: tuple[LookupRead, ...]
    lookup_misses: tuple[LookupMiss, ...]
    left_out: tuple[LeftOut, ...]
    """What the text left out on purpose, and why."""
    more_left_out: bool
    """More was left out than is told."""

    @classmethod
    def of(cls, report: TraceReport) -> Trace:
        """A report, its output as JSON."""
        output = msgspec.UNSET if report.output is None else msgspec.Raw(report.output)
        return cls(**msgspec.structs.asdict(report) | {"output": output})


class FixturePut(Asked, frozen=True, kw_only=True):
    """A fixture as it shall be."""

    input: msgspec.Raw
    expect: Expectation
    description: str = ""

    def named(self, name: str) -> Fixture:
        """The fixture of this name."""
        return Fixture(name=name, input=bytes(self.input), expect=self.expect, description=self.description)


class FixtureDetail(Given, frozen=True, kw_only=True):
    """A fixture with who changed it last."""

    name: str
    input: msgspec.Raw
    expect: Expectation
    description: str
    revision: int
    updated_by: str
    updated_at: datetime

    @classmethod
    def of(cls, stored: StoredFixture) -> FixtureDetail:
        """A stored fixture, its input as JSON."""
        fixture = stored.fixture
        return cls(
            name=fixture.name,
            input=msgspec.Raw(fixture.input),
            expect=fixture.expect,
            description=fixture.description,
            revision=stored.revision,
            updated_by=stored.updated_by,
            updated_at=stored.updated_at,
        )


class SignIn(Asked, frozen=True, kw_only=True):
    """What a browser is to be known by."""

    token: str
    """`cdk_...`; the cookie takes its place."""

    def __repr__(self) -> str:
        return "SignIn(token='...')"


class RollBack(Asked, frozen=True, kw_only=True):
    """Why the version before is put live again."""

    reason: str


class FunctionExample(Given, frozen=True, kw_only=True):
    """An expression and what it gives."""

    expression: str
    result: Any
    input: Any = None
    lookups: Mapping[str, Mapping[str, str]] = {}
    """Tables the example needs: name to key to value."""


class FunctionSummary(Given, frozen=True, kw_only=True):
    """A function that mappings may call."""

    name: str
    """What a mapping writes behind the `$`."""
    signature: str
    summary: str
    plugin: str
    """Distribution and version that bring it."""


class FunctionDetail(Given, frozen=True, kw_only=True):
    """A function with its examples."""

    name: str
    signature: str
    summary: str
    plugin: str
    examples: tuple[FunctionExample, ...]
