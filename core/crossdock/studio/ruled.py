"""A version with the rules that are read off its text."""

from __future__ import annotations

from crossdock.engine.field_changes import Ruled
from crossdock.engine.ports import Analyst
from crossdock.model.mapping import Version


async def ruled(analyst: Analyst, version: Version) -> Ruled:
    """Raises LimitExceeded where the text takes more time or memory than it may."""
    return Ruled(version=version, rules=(await analyst.fields(version.text)).fields)
