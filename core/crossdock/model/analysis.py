"""What an editor is told about a text: made of what, wrong where, what can stand here, what happened on an input."""

from __future__ import annotations

import msgspec

from crossdock.model.evaluation import LeftOut
from crossdock.model.lookup import LookupMiss, LookupRead
from crossdock.model.problem import Problem, Severity, Span
from crossdock.model.resource import JsonSchema, Sample


class Described(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a document: its schema, and samples of it."""

    schema: JsonSchema
    samples: tuple[Sample, ...] = ()


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around a text: what it maps from and to, and the names of the lookups it may ask."""

    source: Described | None = None
    target: Described | None = None
    lookups: tuple[str, ...] = ()


class ParseReport(msgspec.Struct, frozen=True, kw_only=True):
    """Every problem that a text has by itself; none when it can be evaluated."""

    problems: tuple[Problem, ...]


class LookupCall(msgspec.Struct, frozen=True, kw_only=True):
    """Where a rule looks something up: table and key as they are written."""

    table: str
    key: str
    span: Span


class FieldRule(msgspec.Struct, frozen=True, kw_only=True):
    """How one leaf of the output is made, as far as the text tells."""

    target: str
    """Path of the leaf, `[]` behind what may be several: 'List.SalesOrderLineItem[].Quantity'."""
    span: Span
    """The expression that computes it."""
    sources: tuple[str, ...]
    """Paths of the source that go into the value."""
    conditions: tuple[str, ...]
    """Paths that decide whether the leaf is there, and how often."""
    functions: tuple[str, ...]
    lookups: tuple[LookupCall, ...]
    words: str = ""
    """The rule in English; 'expression' where it cannot be said."""
    print: str = ""
    """Equal where the same is computed, whatever the layout; what its variables stand for included."""


class FieldReport(msgspec.Struct, frozen=True, kw_only=True):
    """The leaves of the output in the order of the text; of a half-typed text those that can be read."""

    fields: tuple[FieldRule, ...]
    problems: tuple[Problem, ...] = ()
    """Syntax errors."""


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """A change that puts a finding right: `text` in the place of `span`."""

    span: Span
    text: str


class LintFinding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to look at. `rule` is stable; docs/expressions.md lists all of them."""

    rule: str
    severity: Severity
    message: str
    remedy: str
    span: Span
    fix: Fix | None = None


class LintReport(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a text, in its order; a text that cannot be read has findings of the rule `syntax` alone."""

    findings: tuple[LintFinding, ...]


class Completion(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can stand at a position: `insert` goes in the place of `span`."""

    kind: str
    """'field', 'variable', 'function', 'lookup' or 'keyword'."""
    label: str
    insert: str
    detail: str
    span: Span


class CompletionReport(msgspec.Struct, frozen=True, kw_only=True):
    """What can stand at a position, the likeliest first."""

    completions: tuple[Completion, ...]


class Miss(msgspec.Struct, frozen=True, kw_only=True):
    """A path of the input that found nothing."""

    path: str
    nearest: str | None = None
    """The field that is there and was probably meant."""


class BranchRun(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the text that is evaluated only under a condition; `times` 0: it never was."""

    span: Span
    times: int


class FilterRun(msgspec.Struct, frozen=True, kw_only=True):
    """The condition of a filter: of so many items that it was asked about, so many passed it."""

    span: Span
    passed: int
    of: int


class LookupRun(msgspec.Struct, frozen=True, kw_only=True):
    """A key that was looked up, and whether the table has it."""

    span: Span
    table: str
    """The lookup's name; empty for `$lookup`, whose table is part of the message or of the text."""
    key: str
    """Several key columns are joined by ' / '."""
    found: bool
    times: int


class SubResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a part of the text gave."""

    span: Span
    times: int
    shown: tuple[str, ...]
    """The first three values, shortened for people to read."""


class LeafSources(msgspec.Struct, frozen=True, kw_only=True):
    """The paths of the input that one leaf of the output depends on: no other can change it."""

    target: str
    sources: tuple[str, ...]


class TraceReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an evaluation did, up to its end or to the problem that ended it. Paths are written as `lines[0].sku`."""

    output: bytes | None = None
    """JSON text."""
    problems: tuple[Problem, ...] = ()
    reads: tuple[str, ...] = ()
    misses: tuple[Miss, ...] = ()
    leaves: tuple[LeafSources, ...] = ()
    branches: tuple[BranchRun, ...] = ()
    filters: tuple[FilterRun, ...] = ()
    lookups: tuple[LookupRun, ...] = ()
    sub_results: tuple[SubResult, ...] = ()
    lookup_reads: tuple[LookupRead, ...] = ()
    lookup_misses: tuple[LookupMiss, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    more_left_out: bool = False
    """More was left out than is told."""
