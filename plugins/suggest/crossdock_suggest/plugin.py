"""What this distribution brings to Crossdock."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock.hookspecs import hookimpl
from crossdock.plugin import SuggesterEntry


@hookimpl
def suggesters() -> Sequence[SuggesterEntry]:
    return [
        SuggesterEntry(
            name="examples",
            summary="Compares names and values of source and target; knows lookups and the project's other mappings.",
            target="crossdock_suggest.suggester:suggest",
        )
    ]
