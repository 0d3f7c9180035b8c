"""Variants of an input, and what a mapping makes of each."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from crossdock.model.evaluation import HoldReason


class Size(StrEnum):
    """How many items an array has in a variant."""

    NONE = "none"
    ONE = "one"
    SEVERAL = "several"


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """An input in which one of its arrays has another number of items."""

    array: str
    """Its path, `[]` behind what may be several: 'line_items[].tax_lines'; '' for the input itself."""
    size: Size
    input: bytes
    """JSON text."""


class TriedVariant(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a variant: an output, or the reason for which it would be held."""

    variant: Variant
    output: bytes | None = None
    """JSON text."""
    hold: HoldReason | None = None
