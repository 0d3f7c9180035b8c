"""What a project's published mappings do, field by field."""

from __future__ import annotations

from crossdock.engine.ports import Analyst
from crossdock.errors import MappingFailed
from crossdock.model.resource import ResourceRef
from crossdock.model.suggestion import Precedent

LONGEST = 1_000
"""Characters of an expression; what is longer is no pattern for anything else."""


async def precedents_in(
    analyst: Analyst, mapping: str, source: ResourceRef, target: ResourceRef, text: str
) -> tuple[Precedent, ...]:
    """The field rules of a mapping's text; none of one that takes too long to read."""
    try:
        report = await analyst.fields(text)
    except MappingFailed:
        return ()  # a text that is too large to be read is no pattern either
    return tuple(
        Precedent(
            mapping=mapping,
            source=source,
            target=target,
            field=rule.target,
            expression=text[rule.span.start : rule.span.end],
            sources=rule.sources,
        )
        for rule in report.fields
        if rule.span.end - rule.span.start <= LONGEST
    )
