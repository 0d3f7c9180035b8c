"""A first mapping from two examples: what suggesters are given, and what they suggest."""

from __future__ import annotations

import msgspec

from crossdock.model.fixture import Difference
from crossdock.model.lookup import LookupTable
from crossdock.model.problem import Problem
from crossdock.model.resource import JsonSchema, ResourceRef


class ExamplePair(msgspec.Struct, frozen=True, kw_only=True):
    """A message as it comes in and, where somebody has it, what must come out."""

    source: bytes
    """JSON text."""
    target: bytes | None = None
    """JSON text."""


class StartingPoint(msgspec.Struct, frozen=True, kw_only=True):
    """What a first mapping is made from."""

    pairs: tuple[ExamplePair, ...]
    source: str | None = None
    """'shopify/order'."""
    target: str | None = None
    """'seko/order'."""
    mapping: str | None = None
    """A mapping that is there already: its source and target count, and what it does itself is no precedent."""
    confidence: float = 0.5
    """What a suggestion must have to be taken into the text."""


class TargetField(msgspec.Struct, frozen=True, kw_only=True):
    """A leaf of the target: a value, or a list that is not one of objects."""

    target: str
    """Pointer (RFC 6901), the segment `*` for any item of a list: '/List/SalesOrderLineItem/*/Quantity'."""
    types: tuple[str, ...] = ()
    """JSON types; none where nobody knows."""
    required: bool = False
    """Required in every target: its own object and all around it are."""
    values: tuple[str | int | float | bool | None, ...] = ()
    """All that it may be, where the schema says so."""
    description: str = ""
    in_example: bool = False
    """Whether a target example has it."""


class Precedent(msgspec.Struct, frozen=True, kw_only=True):
    """How a published mapping of the project fills a field."""

    mapping: str
    source: ResourceRef
    target: ResourceRef
    field: str
    """As a field rule names it: 'List.SalesOrderLineItem[].Quantity'."""
    expression: str
    """As it stands in the text; it may use variables that are bound elsewhere in it."""
    sources: tuple[str, ...] = ()
    """Paths of the source that go into the value."""


class SuggestionTask(msgspec.Struct, frozen=True, kw_only=True):
    """All that a suggester is told."""

    pairs: tuple[ExamplePair, ...]
    """At least one."""
    fields: tuple[TargetField, ...]
    """What expressions are wanted for, from the target's schema and examples."""
    source: ResourceRef | None = None
    target: ResourceRef | None = None
    source_schema: JsonSchema | None = None
    target_schema: JsonSchema | None = None
    lookups: tuple[LookupTable, ...] = ()
    """The project's, with their rows."""
    functions: tuple[str, ...] = ()
    """Names, without the `$`, of what plugins bring for mappings to call."""
    precedents: tuple[Precedent, ...] = ()


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """An expression that may fill a target field."""

    target: str
    """As `TargetField.target`."""
    expression: str
    """JSONata; its context is the source or, of a member of a list, an item of the last of `each`."""
    each: tuple[str, ...] = ()
    """For each `*` of the target an expression for what its items are made of: `line_items[requires_shipping]`. The
    first reads the source, each further one an item of the one before. `lines#$index` binds the item's place."""
    confidence: float
    """0 to 1."""
    reason: str
    """Why, in words."""


class RankedSuggestion(Suggestion, frozen=True, kw_only=True):
    """A suggestion that was tried on the examples."""

    suggester: str
    """Who made it."""
    reproduces: bool | None = None
    """Whether it gives what the target examples have, in all of them; None where no target example is to compare with."""
    value: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    """What it gives on the first example, of a member of a list for each item; not there where it gives nothing."""


class FieldSuggestions(msgspec.Struct, frozen=True, kw_only=True):
    """A target field with what was suggested for it, the best first."""

    field: TargetField
    wanted: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    """What the first target example has, of a member of a list for each item; not there where it has none."""
    suggestions: tuple[RankedSuggestion, ...] = ()


class SuggesterOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of asking one suggester."""

    name: str
    suggestions: int = 0
    failure: str | None = None
    """Why it gave nothing; None when it answered."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A suggestion that was accepted."""

    target: str
    expression: str
    each: tuple[str, ...] = ()


class SuggestionReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was suggested, and a first mapping made of what is likely enough."""

    fields: tuple[FieldSuggestions, ...]
    """In the order of the target example, then of the schema."""
    suggesters: tuple[SuggesterOutcome, ...]
    choices: tuple[Choice, ...]
    """The best suggestion of each field, where it is at least as confident as was asked for."""
    text: str
    """A mapping made of `choices`."""


class ComposedMapping(msgspec.Struct, frozen=True, kw_only=True):
    """A mapping's text made of accepted suggestions, and what it does with the example."""

    text: str
    left_out: tuple[str, ...] = ()
    """Targets of choices that do not go with one before them: an object is no value, a list is made of one list."""
    output: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    """Not there where nothing came out."""
    differences: tuple[Difference, ...] = ()
    """Where the output is not the target example."""
    problems: tuple[Problem, ...] = ()
