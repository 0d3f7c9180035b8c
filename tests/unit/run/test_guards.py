"""Guards are asked in their order, on source, target and time; one that cannot be checked lets nothing pass."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from crossdock import jsonata
from crossdock.engine import json_text
from crossdock.errors import MappingFailed
from crossdock.jsonata import UNDEFINED, JsonataError
from crossdock.model.evaluation import Evaluated
from crossdock.model.flow import Guard, GuardAction
from crossdock.model.lookup import LookupMiss
from crossdock.model.problem import Problem
from crossdock.run.guards import first_applying

NOW = datetime(2026, 3, 29, 9, 30, tzinfo=UTC)


async def evaluate(text: str, given: bytes) -> Evaluated:
    try:
        value = jsonata.compile(text).evaluate(json_text.decode(given))
    except JsonataError as error:
        return Evaluated(problems=(Problem(code=error.code, message=str(error)),))
    return Evaluated(output=None if value is UNDEFINED else json_text.encode(value))


def guard(name: str, when: str) -> Guard:
    return Guard(name=name, when=when, then=GuardAction.HOLD, reason="Because.")


async def first(*guards: Guard, source: bytes = b'{"a": 1}', target: bytes = b'{"b": []}') -> str | None:
    found = await first_applying(guards, source, target, NOW, evaluate)
    return found.name if found else None


async def test_the_first_that_applies_decides() -> None:
    assert await first(guard("one", "false"), guard("two", "source.a = 1"), guard("three", "true")) == "two"


@pytest.mark.parametrize("when", ["source.nothing", "false", "0", '""', "[]", "{}", "null", "target.b", "[0, false]"])
async def test_what_the_language_takes_for_false_does_not_apply(when: str) -> None:
    assert await first(guard("one", when)) is None


@pytest.mark.parametrize(
    "when", ["source", "1", '"no"', "[0, 1]", '$toMillis(now) = $toMillis("2026-03-29T09:30:00Z")']
)
async def test_what_the_language_takes_for_true_applies(when: str) -> None:
    assert await first(guard("one", when)) == "one"


async def test_a_guard_that_fails_lets_nothing_pass() -> None:
    with pytest.raises(MappingFailed, match="guard 'broken' cannot be checked"):
        await first(guard("broken", "$error('no')"), guard("two", "true"))


async def test_a_guard_that_misses_a_lookup_lets_nothing_pass() -> None:
    async def missing(_: str, __: bytes) -> Evaluated:
        return Evaluated(misses=(LookupMiss(table="shops", key=("x",)),))

    ask: Callable[[str, bytes], Awaitable[Evaluated]] = missing
    with pytest.raises(MappingFailed, match="'shops' has no row") as raised:
        await first_applying([guard("one", "true")], b"{}", b"{}", NOW, ask)
    assert raised.value.stable_code == "lookup-miss"
