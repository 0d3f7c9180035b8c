"""Suggestions in order: as confident as their suggester is, and less where the examples say otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

import msgspec

from crossdock.engine.json_text import decode, encode
from crossdock.engine.pointer import segments
from crossdock.model.suggestion import Choice, ExamplePair, FieldSuggestions, RankedSuggestion, TargetField
from crossdock.suggest.compose import items_of
from crossdock.suggest.fields import ITEM, unwrapped, value_at
from crossdock.suggest.trial import Trial, share_given

UNPROVEN = 0.45
"""The most confidence in what does not give what the examples have, or could not be tried."""


async def ranked(
    fields: Sequence[TargetField],
    candidates: Mapping[str, Sequence[RankedSuggestion]],
    pairs: Sequence[ExamplePair],
    trial: Trial,
) -> tuple[FieldSuggestions, ...]:
    """The fields with their suggestions, tried on every pair, the best first."""
    everything = _in_turn([candidates[field.target] for field in fields])
    given = [await trial.values(everything, pair.source) for pair in pairs]
    targets = [None if pair.target is None else decode(pair.target) for pair in pairs]
    by_target: dict[str, list[RankedSuggestion]] = {field.target: [] for field in fields}
    for number, suggestion in enumerate(everything):
        wanted = [None if target is None else value_at(target, segments(suggestion.target)) for target in targets]
        by_target[suggestion.target].append(_judged(suggestion, wanted, [values[number] for values in given]))
    return tuple(_of_field(field, by_target[field.target], targets[0]) for field in fields)


def _in_turn(candidates: Sequence[Sequence[RankedSuggestion]]) -> list[RankedSuggestion]:
    """The first of each field, then the second of each: where the time is short, every field has its best one tried."""
    return [each for rank in zip_longest(*candidates) for each in rank if each is not None]


def _judged(suggestion: RankedSuggestion, wanted: Sequence[Any], given: Sequence[Any]) -> RankedSuggestion:
    value = msgspec.UNSET if not given[0] else msgspec.Raw(encode(unwrapped(given[0])))
    compared = [(want, got) for want, got in zip(wanted, given, strict=True) if want is not None]
    if any(got is None for _, got in compared):
        confidence = min(suggestion.confidence, UNPROVEN)
        return msgspec.structs.replace(suggestion, value=value, confidence=round(confidence, 3))
    shares = [share_given(want, got) for want, got in compared]
    if not shares:
        return msgspec.structs.replace(suggestion, value=value, confidence=round(suggestion.confidence, 3))
    reproduces = min(shares) == 1
    confidence = suggestion.confidence
    if not reproduces:
        confidence = min(confidence * (0.2 + 0.4 * sum(shares) / len(shares)), UNPROVEN)
    return msgspec.structs.replace(suggestion, value=value, reproduces=reproduces, confidence=round(confidence, 3))


def _of_field(field: TargetField, suggestions: Iterable[RankedSuggestion], target: Any) -> FieldSuggestions:
    wanted = value_at(target, segments(field.target)) if field.in_example else {}
    return FieldSuggestions(
        field=field,
        wanted=msgspec.Raw(encode(unwrapped(wanted))) if wanted else msgspec.UNSET,
        suggestions=tuple(sorted(suggestions, key=lambda each: -each.confidence)),
    )


def chosen(fields: Iterable[FieldSuggestions], least: float) -> tuple[Choice, ...]:
    """The best suggestion of each field that is at least so confident; of a list's members those that go together."""
    known = tuple(fields)
    eaches = _chosen_lists(known, least)
    choices = []
    for field in known:
        expected = eaches.get(_list_of(field.field.target))
        for suggestion in field.suggestions:
            if suggestion.confidence >= least and (not suggestion.each or _items(suggestion) == expected):
                choices.append(Choice(target=suggestion.target, expression=suggestion.expression, each=suggestion.each))
                break
    return tuple(choices)


def _chosen_lists(fields: Iterable[FieldSuggestions], least: float) -> dict[str, tuple[str, ...]]:
    """For each list of the target that of which its members know most."""
    votes: dict[str, Counter[tuple[str, ...]]] = {}
    for field in fields:
        best: dict[tuple[str, ...], float] = {}
        for suggestion in field.suggestions:
            if suggestion.each and suggestion.confidence >= least:
                items = _items(suggestion)
                best[items] = max(best.get(items, 0.0), suggestion.confidence)
        if best:
            votes.setdefault(_list_of(field.field.target), Counter()).update(best)
    return {name: counted.most_common(1)[0][0] for name, counted in votes.items()}


def _items(suggestion: RankedSuggestion) -> tuple[str, ...]:
    return tuple(map(items_of, suggestion.each))


def _list_of(target: str) -> str:
    """The pointer of the innermost list that a target is a member of; '' for none."""
    path = segments(target)
    return "/".join(path[: len(path) - path[::-1].index(ITEM)]) if ITEM in path else ""
