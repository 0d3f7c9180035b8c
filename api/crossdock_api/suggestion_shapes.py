"""What goes over the wire about suggestions: examples come as JSON, as they are."""

from __future__ import annotations

from typing import Annotated

import msgspec

from crossdock.model.suggestion import Choice, ExamplePair, StartingPoint

_NOTHING = b"null"


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A message as it comes in and, where somebody has it, what must come out."""

    source: msgspec.Raw
    target: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET

    @property
    def pair(self) -> ExamplePair:
        """The two; a target of null is none."""
        target = None if isinstance(self.target, msgspec.UnsetType) else bytes(self.target)
        return ExamplePair(source=bytes(self.source), target=None if target == _NOTHING else target)


class SuggestionRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a first mapping is to be made from: examples, and the resources where they are known."""

    examples: tuple[Example, ...]
    """1 to 10; more of them tell constants from values that happen to be equal."""
    source: str | None = None
    """'shopify/order'."""
    target: str | None = None
    """'seko/order'."""
    mapping: str | None = None
    """A mapping that is there already: its source and target count, and what it does itself is no precedent."""
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.5
    """What a suggestion must have to be taken into the text."""

    @property
    def start(self) -> StartingPoint:
        return StartingPoint(
            pairs=tuple(example.pair for example in self.examples),
            source=self.source,
            target=self.target,
            mapping=self.mapping,
            confidence=self.confidence,
        )


class CompositionRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Suggestions that were accepted, and an example to try the text on."""

    choices: tuple[Choice, ...]
    example: Example
