"""Several messages sent at once: each has its own result, and one that is refused never sinks the others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.connect import Receipt
from crossdock.connect.batch import Result, send_apart
from crossdock.errors import BatchRefused, ErrorKind, PlatformError

REFUSAL = PlatformError("Something is wrong with it.", kind=ErrorKind.HOLD)


class Scale:
    """Takes numbers; refuses the whole where some are bad, naming as many of those as it is told to."""

    def __init__(self, bad: set[int], names: int) -> None:
        self._bad, self._names = bad, names
        self.calls: list[list[int]] = []
        self.taken: list[int] = []

    async def weigh(self, numbers: Sequence[int]) -> Sequence[Result]:
        self.calls.append(list(numbers))
        offenders = [place for place, number in enumerate(numbers) if number in self._bad][: self._names]
        if offenders:
            raise BatchRefused(REFUSAL, {place: _wrong(numbers[place]) for place in offenders})
        if self._bad & set(numbers):
            raise _wrong(numbers[0]) if len(numbers) == 1 else REFUSAL
        self.taken += numbers
        return [Receipt(id=str(number)) for number in numbers]


def _wrong(number: int) -> PlatformError:
    return PlatformError(f"{number} is wrong.", kind=ErrorKind.HOLD)


@given(numbers=st.lists(st.integers(0, 20), min_size=1, max_size=12, unique=True), bad=st.sets(st.integers(0, 20)))
@pytest.mark.parametrize("names", [0, 1, 100])
async def test_every_offender_stands_alone_and_all_others_are_done_once(
    numbers: list[int], bad: set[int], names: int
) -> None:
    scale = Scale(bad, names)
    results = await send_apart(scale.weigh, numbers)
    assert sorted(scale.taken) == sorted(set(numbers) - bad)
    for number, result in zip(numbers, results, strict=True):
        told = result.message if isinstance(result, PlatformError) else result
        assert told == (f"{number} is wrong." if number in bad else Receipt(id=str(number)))


async def test_as_few_calls_are_made_as_it_takes() -> None:
    by_halves, by_name = Scale({5}, names=0), Scale({5}, names=1)
    await send_apart(by_halves.weigh, range(8))
    await send_apart(by_name.weigh, range(8))
    assert by_halves.calls == [[*range(8)], [0, 1, 2, 3], [4, 5, 6, 7], [4, 5], [4], [5], [6, 7]]
    assert by_name.calls == [[*range(8)], [0, 1, 2, 3, 4, 6, 7]]


@pytest.mark.parametrize(
    "error",
    [
        PlatformError("Too many calls.", kind=ErrorKind.RETRY, retry_after=2.0),
        PlatformError("Who are you?", kind=ErrorKind.STOP),
        PlatformError("Silence.", kind=ErrorKind.RETRY, uncertain=True),
        PlatformError("Nobody knows.", kind=ErrorKind.HOLD, uncertain=True),
        ValueError("a mistake of the connector"),
    ],
    ids=str,
)
async def test_what_is_no_refusal_is_true_of_all_and_nothing_is_sent_again(error: Exception) -> None:
    calls = []

    async def fail(numbers: Sequence[int]) -> Sequence[Result]:
        calls.append(numbers)
        raise error

    assert await send_apart(fail, [1, 2, 3]) == [error] * 3
    assert len(calls) == 1


async def test_what_was_done_is_told_whatever_the_next_call_meets_with() -> None:
    async def act(numbers: Sequence[int]) -> Sequence[Result]:
        if len(numbers) == 4:
            raise REFUSAL
        if 3 in numbers:
            raise ConnectionError
        return [Receipt(id=str(number)) for number in numbers]

    *done, third, fourth = await send_apart(act, [1, 2, 3, 4])
    assert done == [Receipt(id="1"), Receipt(id="2")]
    assert isinstance(third, ConnectionError)
    assert third is fourth


async def test_offenders_that_are_none_of_them_are_no_offenders() -> None:
    async def act(numbers: Sequence[int]) -> Sequence[Result]:
        raise BatchRefused(REFUSAL, {7: _wrong(7)})

    results = await send_apart(act, [1, 2])
    assert all(isinstance(each, PlatformError) and each.message == REFUSAL.message for each in results)
