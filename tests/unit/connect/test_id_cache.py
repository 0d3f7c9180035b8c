"""Ids that were looked up are asked for once, for a while."""

from __future__ import annotations

import pytest

from crossdock.connect.id_cache import IdCache
from crossdock.errors import ErrorKind, PlatformError


class Platform:
    """Gives every thing the next number, and counts."""

    def __init__(self) -> None:
        self.now, self.asked = 0.0, 0

    async def ask(self) -> int:
        self.asked += 1
        return self.asked

    async def refuse(self) -> int:
        raise PlatformError("Away.", kind=ErrorKind.RETRY)


async def test_an_id_is_asked_for_once_until_it_is_old() -> None:
    platform = Platform()
    ids = IdCache(seconds=60, clock=lambda: platform.now)
    assert [await ids.get("sellable", "TEA", platform.ask) for _ in range(2)] == [1, 1]
    platform.now = 60
    assert await ids.get("sellable", "TEA", platform.ask) == 2


async def test_kinds_and_names_are_apart() -> None:
    platform, ids = Platform(), IdCache()
    found = [await ids.get(*place, platform.ask) for place in (("a", "x"), ("a", "y"), ("b", "x"), ("a", "x"))]
    assert found == [1, 2, 3, 1]


async def test_what_was_forgotten_is_asked_for_again_and_nothing_else() -> None:
    platform, ids = Platform(), IdCache()
    await ids.get("a", "x", platform.ask)
    await ids.get("b", "x", platform.ask)
    ids.forget("a")
    assert [await ids.get(kind, "x", platform.ask) for kind in ("b", "a")] == [2, 3]


async def test_a_failure_is_not_kept() -> None:
    platform, ids = Platform(), IdCache()
    with pytest.raises(PlatformError):
        await ids.get("a", "x", platform.refuse)
    assert await ids.get("a", "x", platform.ask) == 1


async def test_only_so_many_are_kept_and_the_oldest_goes_first() -> None:
    platform, ids = Platform(), IdCache(most=2)
    for name in "xyz":
        await ids.get("a", name, platform.ask)
    assert [await ids.get("a", name, platform.ask) for name in "zyx"] == [3, 2, 4]
