"""When a record is tried again."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from crossdock.model.flow import Retry
from crossdock.model.record import Attempt, AttemptKind
from crossdock.run.retry import failures_in_a_row, is_exhausted, wait

POLICY = Retry(first_seconds=5, ceiling_seconds=600, attempts=3)


def attempt(outcome: str) -> Attempt:
    return Attempt(
        number=1, kind=AttemptKind.FIRST, version=1, started_at=datetime(2026, 3, 1, tzinfo=UTC), outcome=outcome
    )


@given(st.integers(1, 10_000))
def test_waits_grow_up_to_the_ceiling_and_are_spread(failures: int) -> None:
    seconds = wait(POLICY, failures).total_seconds()
    exact = min(5 * 2 ** (failures - 1), 600)
    assert exact * 0.8 <= seconds <= exact * 1.2


@given(st.integers(1, 20), st.floats(0, 100_000))
def test_a_platform_that_asks_for_longer_gets_it(failures: int, asked: float) -> None:
    assert wait(POLICY, failures, asked).total_seconds() >= asked - 1e-6


def test_only_the_latest_failures_count() -> None:
    assert failures_in_a_row([]) == 0
    assert failures_in_a_row([attempt("retry"), attempt("held"), attempt("retry"), attempt("retry")]) == 2
    assert failures_in_a_row([attempt("retry"), attempt("waiting")]) == 0


def test_a_flow_s_attempts_are_all_it_makes() -> None:
    assert [is_exhausted(POLICY, failures) for failures in (1, 2, 3, 4)] == [False, False, True, True]
