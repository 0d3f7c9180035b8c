"""Annotations: who answers for a target field of a mapping, and what people note about it. Its rule stands in the text."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

LONGEST_TARGET = 1000
LONGEST_COMMENT = 2000
MOST_ANNOTATIONS = 5000


class Annotation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is noted about one target field."""

    target: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TARGET)]
    """As field rules name it: 'List.SalesOrderLineItem[].Quantity'."""
    owner: Annotated[str, msgspec.Meta(max_length=200)] = ""
    """A team or a role."""
    comment: Annotated[str, msgspec.Meta(max_length=LONGEST_COMMENT)] = ""


class AnnotationsPut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mapping's annotations as they shall be; one that says nothing is left out."""

    fields: Annotated[tuple[Annotation, ...], msgspec.Meta(max_length=MOST_ANNOTATIONS)]


class Annotations(msgspec.Struct, frozen=True, kw_only=True):
    """All that is noted about the target fields of a mapping."""

    mapping: str
    fields: tuple[Annotation, ...] = ()
    """By target."""
    revision: int = 0
    """Grows with each change; 0: nobody noted anything yet."""
    updated_by: str = ""
    updated_at: datetime | None = None
