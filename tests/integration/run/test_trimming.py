"""What a mapping leaves out of a message stands in its timeline, whatever becomes of the message."""

from __future__ import annotations

import pytest
from desk import Platform
from live_flow import ENVIRONMENT, MAPPING, PROJECT, Live, StartFlow

from crossdock.model.flow import Guard, GuardAction
from crossdock.model.journal import JournalEntry
from crossdock.model.mapping import VersionNew
from crossdock.model.promotion import PromotionNew
from crossdock.studio.access import LOCAL_ADMINISTRATOR

TEXT = """{
  "id": id,
  "colour": $xref("colours", colour),
  "pages": pages[$keep(stamp, name, "it has no stamp")][$keep(words > 0, name, "it is empty")].name[]
}"""
PAGES = [
    {"name": "First", "stamp": "A", "words": 3},
    {"name": "Second", "words": 0},
    {"name": "Third", "stamp": "B", "words": 0},
]
TOLD = "Left out: Second (it has no stamp); Third (it is empty)."
RECYCLED = Guard(name="recycled", when="source.is_recycled", then=GuardAction.FILTER, reason="Nobody reads it.")


async def promote(live: Live) -> None:
    await live.studio.versions.publish(LOCAL_ADMINISTRATOR, PROJECT, MAPPING, VersionNew(reason="Pages.", text=TEXT))
    promotion = PromotionNew(environment=ENVIRONMENT, mapping=MAPPING, version=2, reason="Agreed.")
    await live.studio.promotions.promote(LOCAL_ADMINISTRATOR, PROJECT, promotion)


async def journal(live: Live, *, pages: object, **letter: object) -> list[JournalEntry]:
    """What is told of a letter that comes in and is worked off."""
    await promote(live)
    (record,) = (await live.receive(pages=pages, **letter)).records
    await live.work_off()
    return await live.journal(record)


async def test_each_page_is_told_with_its_reason(start: StartFlow, platform: Platform) -> None:
    told = await journal(await start(), pages=PAGES)
    (entry,) = [entry for entry in told if entry.event == "trimmed"]
    assert (entry.message, entry.attempt, entry.actor) == (TOLD, 1, "worker")
    assert entry.details["left_out"][1] == {"what": "Third", "reason": "it is empty"}
    assert platform.held["1"][0]["pages"] == ["First"]


async def test_of_a_message_that_is_whole_nothing_is_told(start: StartFlow, platform: Platform) -> None:
    told = await journal(await start(), pages=PAGES[:1])
    assert "trimmed" not in [entry.event for entry in told]
    assert told[-1].event == "delivered"


@pytest.mark.parametrize(
    ("letter", "end"), [({"colour": "mauve"}, "held"), ({"is_recycled": True}, "filtered")], ids=["held", "filtered"]
)
async def test_it_is_told_of_what_goes_no_further_once_for_each_attempt(
    letter: dict[str, object], end: str, start: StartFlow, platform: Platform
) -> None:
    told = await journal(await start(guards=(RECYCLED,)), pages=PAGES, **letter)
    assert [entry.message for entry in told if entry.event == "trimmed"] == [TOLD]
    assert (told[-1].event, platform.held) == (end, {})
