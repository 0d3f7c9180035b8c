"""Trying suggestions with the engine: one that fails spoils no other, and what is left out in time is not judged."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.suggestion import ExamplePair, FieldSuggestions, RankedSuggestion, TargetField
from crossdock.suggest.ranking import UNPROVEN, chosen, ranked
from crossdock.suggest.trial import BATCH, Trial

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SOURCE = b'{"a": 1, "t": "x", "lines": [{"q": 2}, {"q": 3, "n": "b"}]}'


@pytest.fixture(scope="module")
async def pool() -> AsyncIterator[EvaluationPool]:
    async with EvaluationPool(draft_processes=1, live_processes=1) as pool:
        yield pool


def suggestion(expression: str, *each: str, target: str = "/x", confidence: float = 0.9) -> RankedSuggestion:
    return RankedSuggestion(
        target=target, expression=expression, each=each, confidence=confidence, reason="Because.", suggester="one"
    )


async def values(pool: EvaluationPool, *suggestions: RankedSuggestion, seconds: float = 60) -> list[Any]:
    return await Trial(pool, {}, NOW, seconds).values(suggestions, SOURCE)


async def test_what_fails_gives_nothing_and_the_others_their_values(pool: EvaluationPool) -> None:
    failing = [suggestion("t + 1"), suggestion('$error("no")'), suggestion("$nobody()"), suggestion("$number(t)")]
    mixed = [each for fine in range(BATCH) for each in (suggestion(f"a + {fine}"), failing[fine % 4])]
    found = await values(pool, *mixed)
    assert found[::2] == [{"v": 1 + fine} for fine in range(BATCH)]
    assert all(value == {} for value in found[1::2])


async def test_members_of_lists_are_given_item_by_item(pool: EvaluationPool) -> None:
    found = await values(
        pool, suggestion("n", "lines"), suggestion("$index", "lines#$index"), suggestion("q", "nothing")
    )
    assert found == [{"v": [{}, {"v": "b"}]}, {"v": [{"v": 0}, {"v": 1}]}, {}]


async def test_what_cannot_be_tried_in_time_is_not_judged(pool: EvaluationPool) -> None:
    assert await values(pool, suggestion("a"), seconds=0) == [None]


async def ranking(
    pool: EvaluationPool, target: bytes | None, *suggestions: RankedSuggestion, seconds: float = 60
) -> tuple[FieldSuggestions, ...]:
    names = dict.fromkeys(each.target for each in suggestions)
    fields = [TargetField(target=name, in_example=True) for name in names]
    candidates = {name: [each for each in suggestions if each.target == name] for name in names}
    return await ranked(fields, candidates, [ExamplePair(source=SOURCE, target=target)], Trial(pool, {}, NOW, seconds))


async def test_what_gives_the_example_s_value_comes_first(pool: EvaluationPool) -> None:
    (field,) = await ranking(pool, b'{"x": 1}', suggestion("t", confidence=0.99), suggestion("a", confidence=0.5))
    assert [(each.expression, each.reproduces) for each in field.suggestions] == [("a", True), ("t", False)]
    assert field.suggestions[1].confidence <= UNPROVEN
    assert (field.wanted, field.suggestions[0].value) == (msgspec.Raw(b"1"), msgspec.Raw(b"1"))


async def test_without_a_target_example_nothing_is_held_against_a_suggestion(pool: EvaluationPool) -> None:
    (field,) = await ranking(pool, None, suggestion("t"))
    assert (field.suggestions[0].confidence, field.suggestions[0].reproduces) == (0.9, None)
    assert field.wanted is msgspec.UNSET


async def test_what_was_not_tried_is_not_taken_by_itself(pool: EvaluationPool) -> None:
    fields = await ranking(pool, b'{"x": 1}', suggestion("a"), seconds=0)
    assert (fields[0].suggestions[0].confidence, fields[0].suggestions[0].reproduces) == (UNPROVEN, None)
    assert chosen(fields, 0.5) == ()


async def test_members_of_one_list_are_chosen_from_one_list(pool: EvaluationPool) -> None:
    fields = await ranking(
        pool,
        None,
        suggestion("q", "lines", target="/l/*/a", confidence=0.6),
        suggestion("w", "parcels", target="/l/*/a", confidence=0.7),
        suggestion("n", "lines", target="/l/*/b", confidence=0.9),
        suggestion("$index", "lines#$index", target="/l/*/c", confidence=0.8),
    )
    assert [(choice.each, choice.expression) for choice in chosen(fields, 0.5)] == [
        (("lines",), "q"),
        (("lines",), "n"),
        (("lines#$index",), "$index"),
    ]
