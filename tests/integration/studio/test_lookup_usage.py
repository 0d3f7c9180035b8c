"""Where a lookup is used: the versions and guards that ask it, and no others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec
import pytest
from running import DEFINITION, LiveFlow

from crossdock.errors import NotFound
from crossdock.model.access import Principal
from crossdock.model.flow import Guard, GuardAction
from crossdock.model.lookup import GuardUse, LookupDefinition, LookupUsage, MappingUse
from crossdock.model.mapping import Version
from crossdock.studio.studio import Studio

Publish = Callable[[str], Awaitable[Version]]

CARRIERS = LookupDefinition(name="carriers", keys=("theirs",), values=("ours",), owner="logistics")
ASKING = '{"carrier": $xref("carriers", shipping), "note": note & $xref("carriers", other)}'


@pytest.fixture
async def carriers(studio: Studio, editor: Principal, project: str) -> str:
    await studio.lookups.put(editor, project, CARRIERS, 0)
    return CARRIERS.name


async def test_the_latest_version_that_asks_a_lookup_is_told_with_what_it_makes(
    studio: Studio, editor: Principal, project: str, carriers: str, publish: Publish
) -> None:
    await publish('{"carrier": shipping}')
    unused = await studio.lookup_usages.get(editor, project, carriers)
    assert unused == LookupUsage(mappings=(), guards=(), noted_since=unused.noted_since)
    await publish(ASKING)
    (use,) = (await studio.lookup_usages.get(editor, project, carriers)).mappings
    assert use == MappingUse(mapping="orders", version=2, latest=True, environments=(), targets=("carrier", "note"))


async def test_a_guard_that_asks_a_lookup_is_told(studio: Studio, admin: Principal, flow: LiveFlow) -> None:
    await studio.lookups.put(admin, "acme", CARRIERS, 0)
    guard = Guard(
        name="no-carrier",
        when='$xref("carriers", source.tags) = "none"',
        then=GuardAction.HOLD,
        reason="Nobody drives.",
    )
    asking = msgspec.structs.replace(DEFINITION, guards=(*DEFINITION.guards, guard))
    await studio.flows.put(admin, "acme", asking, 1)
    usage = await studio.lookup_usages.get(admin, "acme", "carriers")
    assert usage.guards == (GuardUse(flow=DEFINITION.name, guard="no-carrier"),)


async def test_a_lookup_that_is_not_there_is_refused(studio: Studio, editor: Principal, project: str) -> None:
    with pytest.raises(NotFound):
        await studio.lookup_usages.get(editor, project, "nothing")
