"""What may be sold is never more than what is there and not promised, and every part of it is told."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.engine.availability import KeptBack, Parts, Placed, Share, available, explained, pool, taken

NUMBERS = st.integers(-1000, 1000)
COUNTS = st.integers(0, 1000)
PLACED = st.lists(st.builds(Placed, order=st.text("#0123456789", max_size=5), quantity=st.integers(1, 50)), max_size=8)
BUFFERS = st.none() | st.builds(KeptBack, quantity=st.integers(1, 100), owner=st.just("owner"))
PARTS = st.builds(
    Parts,
    source=NUMBERS,
    placed=PLACED,
    missing=COUNTS,
    buffer=BUFFERS,
    closed=st.sampled_from(["", "", "A mistake in the price."]),
    ceiling=st.none() | NUMBERS,
)


@given(PARTS)
def test_never_below_zero_and_never_more_than_what_is_free(parts: Parts) -> None:
    kept = parts.buffer.quantity if parts.buffer else 0
    free = parts.source - taken(parts.placed) - parts.missing - kept
    assert 0 <= available(parts) <= max(0, free)


@given(PARTS)
def test_an_open_channel_without_a_ceiling_is_told_all_that_is_free(parts: Parts) -> None:
    parts = msgspec.structs.replace(parts, closed="", ceiling=None, source=5000)
    kept = parts.buffer.quantity if parts.buffer else 0
    assert available(parts) == 5000 - taken(parts.placed) - parts.missing - kept


@given(PARTS, st.integers(1, 50))
def test_one_more_order_never_makes_more_of_it(parts: Parts, quantity: int) -> None:
    more = msgspec.structs.replace(parts, placed=[*parts.placed, Placed(order="#9", quantity=quantity)])
    assert available(more) <= available(parts)


def shares_of(parts: list[int], shown: list[int]) -> list[Share]:
    """Channels that sell from one stock, and what each of them shows."""
    return [
        Share(parts=own, before=sum(parts[:place]), total=sum(parts), shown=sum(shown) - shown[place])
        for place, own in enumerate(parts)
    ]


CHANNELS = st.lists(st.integers(1, 20), min_size=1, max_size=5).flatmap(
    lambda parts: st.tuples(st.just(parts), st.lists(COUNTS, min_size=len(parts), max_size=len(parts)))
)


@given(COUNTS, CHANNELS)
def test_all_shares_together_are_the_whole_stock(units: int, channels: tuple[list[int], list[int]]) -> None:
    parts, _ = channels
    shares = [share.of(units) for share in shares_of(parts, [0] * len(parts))]
    assert sum(shares) == units
    assert all(abs(own - units * part / sum(parts)) < 1 for own, part in zip(shares, parts, strict=True))


@given(PARTS, CHANNELS)
def test_whoever_is_told_next_is_never_promised_what_another_one_shows(
    parts: Parts, channels: tuple[list[int], list[int]]
) -> None:
    for place, share in enumerate(shares_of(*channels)):
        target = available(msgspec.structs.replace(parts, share=share))
        assert target <= max(0, pool(parts) - (sum(channels[1]) - channels[1][place]))


@given(PARTS, CHANNELS)
def test_channels_that_are_told_in_turn_come_to_their_shares(
    parts: Parts, channels: tuple[list[int], list[int]]
) -> None:
    parts = msgspec.structs.replace(parts, closed="", ceiling=None)
    own, shown = channels[0], list(channels[1])
    for place in [*range(len(own)), *range(len(own))]:  # the first turn takes away, the second gives
        shown[place] = available(msgspec.structs.replace(parts, share=shares_of(own, shown)[place]))
    assert sum(shown) == pool(parts)
    assert shown == [share.of(pool(parts)) for share in shares_of(own, shown)]


@given(PARTS)
def test_a_closed_channel_is_told_nothing(parts: Parts) -> None:
    assert available(msgspec.structs.replace(parts, closed="A mistake.")) == 0


@given(PARTS)
def test_the_explanation_ends_with_the_number(parts: Parts) -> None:
    target, said = available(parts), explained(parts)
    assert said.startswith(f"{target}, since") if parts.closed else f"= {target}" in said


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (Parts(source=48), "48 at the source = 48"),
        (
            Parts(
                source=48,
                placed=[Placed(order="#1042", quantity=2), Placed(order="#1043", quantity=1)],
                buffer=KeptBack(quantity=2, owner="operations", ends_at=datetime(2026, 12, 24, tzinfo=UTC)),
            ),
            (
                "48 at the source, less 3 placed and not yet in it (#1042 x2, #1043 x1), less buffer 2 (operations, until "
                "2026-12-24T00:00+00:00) = 43"
            ),
        ),
        (Parts(source=3, missing=5), "3 at the source, less 5 that the channel sold and nobody told yet = 0"),
        (
            Parts(source=48, missing=3, share=Share(parts=2, before=0, total=3, shown=15)),
            "48 at the source, less 3 that the channel sold and nobody told yet = 45, of which 2 of 3 parts = 30",
        ),
        (
            Parts(source=45, share=Share(parts=2, before=0, total=3, shown=18)),
            (
                "45 at the source = 45, of which 2 of 3 parts, and no more than what other channels leave, which show 18 = 27"
            ),
        ),
        (Parts(source=9, share=Share(parts=2, before=0, total=2, shown=0)), "9 at the source = 9"),
        (Parts(source=9, closed="Prices are wrong."), "0, since the channel is closed: Prices are wrong."),
        (
            Parts(source=9, ceiling=4),
            "9 at the source = 4, not more than the channel has: some orders could not be counted",
        ),
    ],
)
def test_it_is_said_in_words(parts: Parts, words: str) -> None:
    assert explained(parts) == words


def test_many_orders_are_counted_rather_than_named() -> None:
    placed = [Placed(order=f"#{number}", quantity=1) for number in range(8)]
    assert "(#0 x1, #1 x1, #2 x1, #3 x1, #4 x1, and 3 more)" in explained(Parts(source=10, placed=placed))
