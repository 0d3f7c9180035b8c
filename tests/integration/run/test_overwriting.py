"""A target that overwrites everything is told the whole of a thing, made of what it was told last, or nothing."""

from __future__ import annotations

from desk import Platform, Trouble, away
from live_flow import StartFlow


async def test_a_part_is_laid_over_what_was_confirmed_last(start: StartFlow, platform: Platform) -> None:
    live = await start("overwrite")
    await live.add_colour("blue", "bleu")
    size = {"width": 9, "height": 4}
    await live.receive(size=size, whole=True)
    await live.receive(colour="blue", size={"height": 5})
    await live.work_off()
    changed = {"id": "1", "colour": "bleu", "size": {"width": 9, "height": 5}, "whole": True}
    assert platform.held == {"1": [changed]}
    platform.troubles = [Trouble(after=away(uncertain=True))]
    await live.receive(colour="red", at="2026-03-01T11:00:00+00:00")
    await live.until_over()
    assert platform.held == {"1": [{**changed, "colour": "rouge"}]}
    assert {record.state.value for record in await live.records()} == {"delivered"}


async def test_a_part_of_what_was_never_told_whole_is_not_sent(start: StartFlow, platform: Platform) -> None:
    live = await start("overwrite")
    (part,) = (await live.receive(size={"height": 5})).records
    await live.work_off()
    assert ((await live.record(part)).code, platform.asked) == ("refused", 0)
