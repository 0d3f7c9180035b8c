"""Guards of plugins are asked in a process that can be ended; whatever they do, there is an answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec import json

from crossdock.engine.json_text import encode
from crossdock.errors import ConfigurationError, NotFound
from crossdock.evaluate.in_process import InProcessEvaluator
from crossdock.guards import Filter, Hold, Pass, Verdict, Wait
from crossdock.model.evaluation import Evaluated, GuardCheck, Lane, Limits
from crossdock.model.lookup import LookupDefinition, LookupRow, LookupTable

RECEIVED = datetime(2026, 3, 29, 9, 30, tzinfo=UTC)
NOW = datetime(2026, 3, 29, 10, 30, tzinfo=UTC)
SHOPS = LookupTable(
    definition=LookupDefinition(name="shops", keys=("shop",), values=("town",), owner="ops"),
    revision=3,
    rows=(LookupRow(keys=("uk",), values=("Leeds",)),),
)


def asked(guard: str, source: Any, *, is_mapped: bool = True, seconds: float = 2.0, **options: Any) -> GuardCheck:
    given = {"source": source, "target": {"b": 1} if is_mapped else None, "now": NOW.isoformat()}
    return GuardCheck(
        guard=guard,
        options=options,
        input=encode(given),
        is_mapped=is_mapped,
        lookups={"shops": SHOPS},
        received_at=RECEIVED,
        limits=Limits(seconds=seconds),
    )


def verdict(evaluated: Evaluated) -> Verdict:
    assert evaluated.problems == ()
    assert evaluated.output is not None
    said: Verdict = json.decode(evaluated.output, type=Verdict)
    return said


async def test_a_guard_knows_its_record_its_options_and_the_times(guarding: InProcessEvaluator) -> None:
    told = "True {'b': 1} 2026-03-29T10:30:00+00:00 2026-03-29T09:30:00+00:00"
    assert verdict(await guarding.check(asked("odd-sees", {"a": 7}, least=7), Lane.LIVE)) == Hold(message=told)
    filtered = await guarding.check(asked("odd-sees", {"a": 7}, least=7, action="filter"), Lane.LIVE)
    assert verdict(filtered) == Filter(reason=told, code="seen")
    waits = await guarding.check(asked("odd-sees", {"a": 7}, least=7, action="wait"), Lane.LIVE)
    assert verdict(waits) == Wait(reason=told, until=NOW)


async def test_lookups_are_read_as_functions_read_them(guarding: InProcessEvaluator) -> None:
    found = await guarding.check(asked("odd-looks", {"shop": "uk"}), Lane.LIVE)
    assert verdict(found) == Hold(message="Leeds.")
    assert [(read.table, read.revision) for read in found.reads] == [("shops", 3)]
    assert [(hit.table, hit.key) for hit in found.hits] == [("shops", ("uk",))]
    missed = await guarding.check(asked("odd-looks", {"shop": "fr"}), Lane.LIVE)
    assert [(miss.table, miss.key) for miss in missed.misses] == [("shops", ("fr",))]


async def test_of_a_message_that_could_not_be_mapped_only_filtering_counts(guarding: InProcessEvaluator) -> None:
    for guard, options in (
        ("odd-raises", {}),
        ("odd-sees", {"least": 1}),
        ("odd-sees", {"least": 1, "action": "wait"}),
    ):
        unmapped = asked(guard, {"a": 1}, is_mapped=False, **options)
        assert verdict(await guarding.check(unmapped, Lane.LIVE)) == Pass()
    filtered = asked("odd-sees", {"a": 1}, is_mapped=False, least=1, action="filter")
    assert isinstance(verdict(await guarding.check(filtered, Lane.LIVE)), Filter)


async def test_one_record_s_guard_changes_nothing_for_the_next(guarding: InProcessEvaluator) -> None:
    for _ in range(2):
        assert verdict(await guarding.check(asked("odd-changes", {"seen": False}), Lane.LIVE)) == Pass()


@pytest.mark.parametrize(
    ("guard", "source", "code", "message"),
    [
        ("odd-raises", {}, "guard-failed", "KeyError: 'x'."),
        ("odd-refuses", {}, "odd-taste", "there is salt in it."),
        ("odd-quits", {}, "guard-failed", "SystemExit: 3."),
        ("odd-looks", {}, "guard-failed", "KeyError: 'shop'."),
        ("odd-silent", {}, "guard-failed", "Unsound: it gave a NoneType, which is no verdict."),
        ("odd-forbids", {}, "guard-failed", "Unsound: it does not declare that it may filter a record."),
        ("odd-codes", {"code": "x"}, "guard-failed", "Unsound: it does not declare the code 'x' for what it may hold."),
        (
            "odd-codes",
            {"code": "other"},
            "guard-failed",
            "Unsound: it does not declare the code 'other' for what it may hold.",
        ),
    ],
)
async def test_a_guard_that_fails_is_a_problem(
    guard: str, source: Any, code: str, message: str, guarding: InProcessEvaluator
) -> None:
    evaluated = await guarding.check(asked(guard, source), Lane.LIVE)
    (problem,) = evaluated.problems
    assert (problem.code, problem.message, evaluated.output) == (code, message, None)
    assert problem.remedy


async def test_a_guard_that_hangs_or_ends_its_process_is_stopped(guarding: InProcessEvaluator) -> None:
    assert (await guarding.check(asked("odd-hangs", {}, seconds=0.2), Lane.LIVE)).limit == "time"
    assert (await guarding.check(asked("odd-exits", {}), Lane.LIVE)).limit == "memory"
    assert verdict(await guarding.check(asked("odd-codes", {"code": "known"}), Lane.LIVE)) == Hold(
        message="No.", code="known"
    )


async def test_a_guard_that_no_record_can_be_asked_is_an_error_of_the_flow(guarding: InProcessEvaluator) -> None:
    with pytest.raises(NotFound, match="Did you mean 'odd-raises'") as unknown:
        await guarding.check(asked("odd-raise", {}), Lane.LIVE)
    assert unknown.value.stable_code == "unknown-guard"
    with pytest.raises(ConfigurationError, match="missing required field `least`") as unfit:
        await guarding.check(asked("odd-sees", {"a": 1}), Lane.LIVE)
    assert unfit.value.stable_code == "guard-options"
    with pytest.raises(ConfigurationError, match="odd_guards:ODD_AWAY"):
        await guarding.check(asked("odd-away", {}), Lane.LIVE)
