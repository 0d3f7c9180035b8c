"""The mapping sheet: what fills each target field, for people who work in spreadsheets."""

from __future__ import annotations

import msgspec

from crossdock.model.annotation import Annotation


class SheetRow(msgspec.Struct, frozen=True, kw_only=True):
    """One target field."""

    target: str
    """`[]` behind what may be several: 'List.SalesOrderLineItem[].Quantity'."""
    sources: tuple[str, ...] = ()
    """Paths of the message that go into the value."""
    rule: str = ""
    """In English, the rules of several branches behind each other; '' where the text does not fill the field."""
    expression: str = ""
    """As the text has it."""
    example: str = ""
    """What a fixture, or else a sample, gives there; '' where it gives nothing."""
    owner: str = ""
    comment: str = ""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """All target fields of one text, and those that are annotated though it does not fill them."""

    mapping: str
    version: int | None
    """None: a draft."""
    example_of: str
    """The fixture or sample whose values are shown; '' where there is none."""
    rows: tuple[SheetRow, ...]
    annotations_revision: int
    """Of the owners and comments."""


class SheetCells(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a sheet that came back; None where its column is not there any more."""

    target: str
    source: str | None = None
    rule: str | None = None
    expression: str | None = None
    owner: str | None = None
    comment: str | None = None


class AnnotationChange(msgspec.Struct, frozen=True, kw_only=True):
    """An owner or a comment that is another one in the sheet."""

    was: Annotation
    now: Annotation


class RuleSuggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that is another one in the sheet: to be looked at, and taken over into a draft one by one."""

    target: str
    was: SheetRow | None
    """None: the text does not fill the field."""
    source: str
    rule: str
    """Both as the sheet has them."""
    expression: str | None = None
    """What the field would be filled with; None where a person must write it."""


class SheetComparison(msgspec.Struct, frozen=True, kw_only=True):
    """What is different in a sheet that came back; nothing of it is stored yet."""

    annotations: tuple[AnnotationChange, ...]
    suggestions: tuple[RuleSuggestion, ...]
    annotations_revision: int
    """From which the changes were seen: to be sent along when they are stored."""
