"""What suggesters said, gathered: readable expressions only, each once, the most confident of each field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from crossdock import jsonata
from crossdock.engine.pointer import segments
from crossdock.model.suggestion import RankedSuggestion, Suggestion, SuggestionTask
from crossdock.suggest.fields import ITEM
from crossdock.suggest.process import Answer

PER_FIELD = 8
"""Candidates of a field that are tried."""
LONGEST = 1_000
"""Characters of an expression, which is read in this process: no longer one can hold it up. And of a reason."""


def candidates_of(task: SuggestionTask, answers: Mapping[str, Answer]) -> dict[str, tuple[RankedSuggestion, ...]]:
    """By target, the most confident first."""
    found: dict[str, dict[tuple[object, ...], RankedSuggestion]] = {field.target: {} for field in task.fields}
    for name, answer in answers.items():
        for suggestion in answer.suggestions:
            if suggestion.target in found:
                _keep(found[suggestion.target], _of(name, suggestion))
    return {target: tuple(islice(_sound(known.values()), PER_FIELD)) for target, known in found.items()}


def _of(name: str, suggestion: Suggestion) -> RankedSuggestion:
    return RankedSuggestion(
        target=suggestion.target,
        expression=suggestion.expression,
        each=suggestion.each,
        confidence=min(max(suggestion.confidence, 0.0), 1.0),
        reason=suggestion.reason[:LONGEST],
        suggester=name,
    )


def _keep(known: dict[tuple[object, ...], RankedSuggestion], suggestion: RankedSuggestion) -> None:
    """Two who suggest the same are one suggestion, that of the more confident."""
    key = (suggestion.each, suggestion.expression)
    if key not in known or known[key].confidence < suggestion.confidence:
        known[key] = suggestion


def _sound(suggestions: Iterable[RankedSuggestion]) -> Iterator[RankedSuggestion]:
    """Those that have an expression for the items of each list of their target, and can be read; the best first."""
    for suggestion in sorted(suggestions, key=lambda each: -each.confidence):
        levels = segments(suggestion.target).count(ITEM)
        if len(suggestion.each) == levels and all(map(is_readable, (suggestion.expression, *suggestion.each))):
            yield suggestion


def is_readable(expression: str) -> bool:
    """Whether it is one whole expression of the language."""
    return 0 < len(expression.strip()) <= LONGEST and not jsonata.parse(expression).errors
