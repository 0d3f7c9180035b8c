"""Guards are asked in their order, on source, target and time; one that cannot be checked lets nothing pass."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from crossdock import guards, jsonata
from crossdock.engine import json_text
from crossdock.errors import MappingFailed
from crossdock.jsonata import UNDEFINED, JsonataError
from crossdock.model.evaluation import Evaluated
from crossdock.model.flow import Guard, GuardAction
from crossdock.model.lookup import LookupMiss
from crossdock.model.problem import Problem
from crossdock.model.record import RecordState
from crossdock.run.guarding import guarded
from crossdock.run.guards import Applied, GuardFailed, GuardInput, first_applying

NOW = datetime(2026, 3, 29, 9, 30, tzinfo=UTC)


class Asked:
    """Evaluates texts for real, or says what it is to say; a plugin's guard says what its options say it says."""

    def __init__(self, said: Evaluated | None = None) -> None:
        self.plugins: list[str] = []
        self._said = said

    async def evaluate(self, text: str, given: bytes) -> Evaluated:
        if self._said is not None:
            return self._said
        try:
            value = jsonata.compile(text).evaluate(json_text.decode(given))
        except JsonataError as error:
            return Evaluated(problems=(Problem(code=error.code, message=str(error)),))
        return Evaluated(output=None if value is UNDEFINED else json_text.encode(value))

    async def check(self, guard: Guard, given: bytes, *, is_mapped: bool) -> Evaluated:
        assert set(json_text.decode(given)) == {"source", "target", "now"}
        self.plugins.append(guard.name if is_mapped else f"{guard.name}, unmapped")
        said = guard.options["says"]
        return said if isinstance(said, Evaluated) else Evaluated(output=msgspec.json.encode(said))


def guard(name: str, when: str, then: GuardAction = GuardAction.HOLD) -> Guard:
    return Guard(name=name, when=when, then=then, reason="Because.")


def plugin(name: str, says: guards.Verdict | Evaluated) -> Guard:
    return Guard(name=name, plugin="odd", options={"says": says})


def given(source: bytes = b'{"a": 1}', target: bytes = b'{"b": []}', *, is_mapped: bool = True) -> GuardInput:
    return GuardInput(source=source, target=target, now=NOW, is_mapped=is_mapped)


async def first(*asked: Guard) -> str | None:
    found = await first_applying(asked, given(), Asked())
    return found.guard.name if found else None


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


@pytest.mark.parametrize("kind", ["text", "plugin"])
async def test_a_guard_that_misses_a_lookup_lets_nothing_pass(kind: str) -> None:
    miss = Evaluated(output=msgspec.json.encode(guards.Pass()), misses=(LookupMiss(table="shops", key=("x",)),))

    asker = Asked(miss)
    asked = guard("one", "true") if kind == "text" else plugin("one", miss)
    with pytest.raises(GuardFailed, match="'shops' has no row") as raised:
        await first_applying([asked], given(), asker)
    assert raised.value.stable_code == "lookup-miss"
    assert raised.value.misses == miss.misses


async def test_texts_and_plugins_guards_are_asked_in_their_order() -> None:
    asked = Asked()
    held = guards.Hold(message="No.", code="too-dear")
    some = [guard("one", "false"), plugin("two", guards.Pass()), guard("three", "false"), plugin("four", held)]
    found = await first_applying([*some, guard("five", "true"), plugin("six", held)], given(), asked)
    assert found is not None
    assert (found.guard.name, found.verdict, found.reason) == ("four", held, "No.")
    assert asked.plugins == ["two", "four"]
    assert await first(guard("zero", "true"), *some) == "zero"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            Evaluated(problems=(Problem(code="guard-failed", message="KeyError: 'a'."),)),
            "'odd' failed (KeyError: 'a').",
        ),
        (Evaluated(limit="time", problems=(Problem(code="limit-exceeded", message="Late."),)), "more time than it may"),
    ],
)
async def test_a_plugin_s_guard_that_fails_lets_nothing_pass(said: Evaluated, why: str) -> None:
    with pytest.raises(GuardFailed) as raised:
        await first(plugin("one", said), guard("two", "true"))
    assert raised.value.stable_code == "guard-failed"
    assert why in raised.value.message


async def test_of_a_message_that_cannot_be_mapped_only_filters_and_plugins_are_asked() -> None:
    asked = [
        guard("held", "true"),
        plugin("passes", guards.Pass()),
        guard("waits", "true", GuardAction.WAIT),
        guard("filters", "true", GuardAction.FILTER),
    ]
    asker = Asked()
    found = await first_applying(asked, given(is_mapped=False), asker)
    assert found is not None
    assert found.guard.name == "filters"
    assert asker.plugins == ["passes, unmapped"]


RECEIVED, SOON = NOW - timedelta(minutes=1), NOW + timedelta(seconds=5)


@pytest.mark.parametrize(
    ("said", "due", "code"),
    [
        (guards.Wait(reason="Later."), NOW + timedelta(seconds=60), "one"),
        (guards.Wait(reason="Later.", until=SOON), SOON, "one"),
        (guards.Wait(reason="Later.", until=NOW), NOW + timedelta(seconds=60), "one"),
        (
            guards.Wait(reason="Later.", until=SOON, deadline=NOW + timedelta(seconds=1)),
            NOW + timedelta(seconds=1),
            "one",
        ),
        (guards.Wait(reason="Later.", until=NOW + timedelta(days=9)), RECEIVED + timedelta(hours=1), "one"),
        (guards.Wait(reason="Later.", deadline=NOW), None, "waited-too-long"),
    ],
)
def test_a_plugin_s_guard_waits_until_it_says_and_never_beyond_the_deadline(
    said: guards.Wait, due: datetime | None, code: str
) -> None:
    verdict = guarded(Applied(guard=plugin("one", said), verdict=said), NOW, RECEIVED)
    assert (verdict.due_at, verdict.code) == (due, code)


@pytest.mark.parametrize(
    ("said", "state", "code"),
    [
        (guards.Hold(message="No.", remedy="Do."), RecordState.HELD, "one"),
        (guards.Hold(message="No.", code="own"), RecordState.HELD, "own"),
        (guards.Filter(reason="No."), RecordState.FILTERED, "one"),
        (guards.Filter(reason="No.", code="own"), RecordState.FILTERED, "own"),
    ],
)
def test_a_verdict_s_code_is_its_own_or_the_guard_s_name(
    said: guards.Hold | guards.Filter, state: RecordState, code: str
) -> None:
    verdict = guarded(Applied(guard=plugin("one", said), verdict=said), NOW, RECEIVED)
    assert (verdict.state, verdict.code, verdict.message) == (state, code, "No.")
