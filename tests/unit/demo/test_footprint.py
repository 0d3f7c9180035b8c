"""A run is steady until its last third takes clearly more than its first."""

from __future__ import annotations

import os

import pytest

from crossdock.demo.footprint import Footprint, footprint_of, growth


def course(*mib: float, processes: int = 6) -> list[Footprint]:
    return [Footprint(mib=one, processes=processes) for one in mib]


@pytest.mark.parametrize(
    "footprints", [[], course(300), course(280, 300, 310, 320, 315, 318), course(300, 900, 300, 300, 310, 305)]
)
def test_what_settles_is_steady(footprints: list[Footprint]) -> None:
    assert growth(footprints) == ""


def test_memory_that_grows_is_told() -> None:
    assert growth(course(300, 310, 400, 500, 600, 700)) == "memory grew from 305 to 650 MiB"


def test_processes_that_grow_are_told() -> None:
    grown = [*course(300, 300, processes=6), *course(300, 300, processes=30)]
    assert growth([*grown[:2], *grown[2:]]) == "processes grew from 6 to 30"


def test_this_process_takes_something() -> None:
    taken = footprint_of(os.getpid())
    if taken is not None:  # systems other than Linux do not tell
        assert taken.mib > 1
        assert taken.processes >= 1
