"""Which rows of a lookup records find: noted by the worker, told to whoever tidies the table."""

from __future__ import annotations

from datetime import timedelta

from live_flow import PROJECT, Live, StartFlow

from crossdock.model.flow import Guard, GuardAction
from crossdock.model.lookup import RowUse
from crossdock.model.page import PageRequest
from crossdock.run.lookup_hits import TOLD_FOR
from crossdock.studio.access import LOCAL_ADMINISTRATOR


async def uses(live: Live, unused_days: int | None = None, page: PageRequest | None = None) -> dict[str, RowUse]:
    """What is told of each row, by its key."""
    found = await live.studio.lookup_usages.rows(
        LOCAL_ADMINISTRATOR, PROJECT, "colours", unused_days, page or PageRequest()
    )
    return {use.row.keys[0]: use for use in found.items}


async def letter(live: Live, number: int, colour: str = "red") -> None:
    await live.receive(id=str(number), colour=colour)
    await live.work_off()
    await live.station.lookup_hits.store()


async def test_a_row_that_a_record_found_is_told_with_when_and_others_as_never_found(start: StartFlow) -> None:
    live = await start()
    await live.add_colour("blue", "bleu")
    before = live.clock.now()
    await letter(live, 1)
    found = await uses(live)
    assert found["blue"].hit_at is None
    assert found["blue"].since <= before
    assert found["red"].hit_at is not None
    assert before <= found["red"].hit_at <= live.clock.now()


async def test_rows_that_nothing_found_within_so_many_days_are_listed_alone(start: StartFlow) -> None:
    live = await start()
    await live.add_colour("blue", "bleu")
    await letter(live, 1)
    assert sorted(await uses(live, unused_days=30)) == ["blue"]
    live.clock.turned += timedelta(days=31)
    assert sorted(await uses(live, unused_days=30)) == ["blue", "red"]
    await letter(live, 2, "blue")
    assert sorted(await uses(live, unused_days=30)) == ["red"]


async def test_what_a_guard_looks_up_counts_and_what_a_person_tries_does_not(start: StartFlow) -> None:
    guard = Guard(name="dull", when='$xref("colours", "grey") = "none"', then=GuardAction.FILTER, reason="Dull.")
    live = await start(guards=(guard,))
    for colour in ("grey", "blue"):
        await live.add_colour(colour, "x")
    await live.studio.versions.map(LOCAL_ADMINISTRATOR, PROJECT, "letters", 1, b'{"id":"1","colour":"blue"}')
    await letter(live, 1)
    assert {key for key, use in (await uses(live)).items() if use.hit_at} == {"grey", "red"}


async def test_a_row_is_stored_again_only_an_hour_later(start: StartFlow) -> None:
    live = await start()
    await letter(live, 1)
    first = (await uses(live))["red"].hit_at
    assert first is not None
    live.clock.turned += timedelta(minutes=10)
    await letter(live, 2)
    assert (await uses(live))["red"].hit_at == first
    live.clock.turned += TOLD_FOR
    await letter(live, 3)
    assert (await uses(live))["red"].hit_at > first


async def test_further_pages_stay_with_the_revision_of_the_first(start: StartFlow) -> None:
    live = await start()
    for colour in ("blue", "green"):
        await live.add_colour(colour, "x")
    usages = live.studio.lookup_usages
    first = await usages.rows(LOCAL_ADMINISTRATOR, PROJECT, "colours", None, PageRequest(limit=2))
    await live.add_colour("pink", "rose")
    rest = await usages.rows(LOCAL_ADMINISTRATOR, PROJECT, "colours", None, PageRequest(limit=2, cursor=first.next))
    assert [use.row.keys for page in (first, rest) for use in page.items] == [("blue",), ("green",), ("red",)]
