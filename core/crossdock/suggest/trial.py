"""Trying suggested expressions on the examples, with the engine that will run them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from time import monotonic
from typing import Any

from crossdock.engine.compare import compare
from crossdock.engine.json_text import decode
from crossdock.engine.ports import Evaluator
from crossdock.model.evaluation import Evaluation, Lane
from crossdock.model.fixture import ExpectOutput
from crossdock.model.lookup import LookupTables
from crossdock.model.problem import Problem
from crossdock.model.suggestion import Suggestion
from crossdock.suggest.compose import iterated

BATCH = 40
"""Expressions that are evaluated together; one that fails is left out, and the others are tried again."""
SECONDS = 10.0
"""After so long nothing more is tried."""


class Trial:
    """Evaluates suggestions on sources, within a time for all of them."""

    def __init__(
        self, evaluator: Evaluator, lookups: LookupTables, received_at: datetime, seconds: float = SECONDS
    ) -> None:
        self._evaluator = evaluator
        self._lookups = lookups
        self._received_at = received_at
        self._until = monotonic() + seconds

    async def values(self, suggestions: Sequence[Suggestion], source: bytes) -> list[Any]:
        """What each gives on a source, wrapped as `fields.value_at` does; `{}` where it gives nothing, None where it
        could not be tried in time."""
        found: list[Any] = []
        for start in range(0, len(suggestions), BATCH):
            found += await self._batch(suggestions[start : start + BATCH], source)
        return found

    async def _batch(self, suggestions: Sequence[Suggestion], source: bytes) -> list[Any]:
        if monotonic() > self._until:
            return [None] * len(suggestions)
        members = [f'"n{number}": {_wrapped(suggestion)}' for number, suggestion in enumerate(suggestions)]
        text = "{" + ",".join(members) + "}"
        evaluation = Evaluation(text=text, input=source, lookups=self._lookups, received_at=self._received_at)
        evaluated = await self._evaluator.evaluate(evaluation, Lane.DRAFT)
        if not evaluated.problems and evaluated.output is not None:
            output = decode(evaluated.output)
            return [output[f"n{number}"] for number in range(len(suggestions))]
        if len(suggestions) == 1:
            return [{}]
        failed = _failed(members, evaluated.problems)
        if failed is None:
            middle = len(suggestions) // 2
            return await self._batch(suggestions[:middle], source) + await self._batch(suggestions[middle:], source)
        others = await self._batch([*suggestions[:failed], *suggestions[failed + 1 :]], source)
        return [*others[:failed], {}, *others[failed:]]


def _failed(members: Sequence[str], problems: Sequence[Problem]) -> int | None:
    """Which member of the text an evaluation failed in; None where that is not known."""
    place = problems[0].expression if problems else None
    if place is None:
        return None
    end = 0
    for number, member in enumerate(members):
        end += len(member) + 1
        if place.start < end:
            return number
    return None


def _wrapped(suggestion: Suggestion) -> str:
    text = f'{{"v": ({suggestion.expression})}}'
    for each in reversed(suggestion.each):
        text = f'{{"v": {iterated(each)}.{text}[]}}'
    return text


def share_given(wanted: Any, given: Any) -> float:
    """How much of a wrapped value is given: 1 where it is equal; of a list the share of its items."""
    if not compare(ExpectOutput(output=wanted), given):
        return 1.0
    wanted_items, given_items = list(_items(wanted)), list(_items(given))
    if not wanted_items or not given_items:
        return 0.0
    pairs = zip(wanted_items, given_items, strict=False)
    equal = sum(not compare(ExpectOutput(output=one), other) for one, other in pairs)
    return equal / max(len(wanted_items), len(given_items))


def _items(wrapped: Any) -> Iterator[Any]:
    """The items of a wrapped list of wrapped items."""
    value = wrapped.get("v") if isinstance(wrapped, dict) else None
    if isinstance(value, list):
        yield from value
