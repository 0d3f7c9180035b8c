"""The table of platforms is what the connectors say of themselves, and they say it of things that are there."""

from __future__ import annotations

import pytest
from platforms_page import PAGE, PLATFORMS, WORK, page, supports

from crossdock.connect import Connector
from crossdock.connect.inferred import Part, hanging
from crossdock.plugins import Plugins

SHORTEST_REASON = 10


def connector(name: str) -> type[Connector]:
    entry, _ = Plugins().connectors[name]
    found: type[Connector] = entry.load()
    return found


def test_the_page_is_the_one_that_the_connectors_make() -> None:
    assert PAGE.read_text() == page(), "Make it anew: python tests/unit/docs/platforms_page.py"


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_kind_of_work_is_answered_for_in_one_way(name: str) -> None:
    told = supports(name)
    assert set(told) == set(WORK)
    for work, entry in told.items():
        if "by" in entry:
            assert set(entry) == {"by", "sure"}, work
            assert entry["sure"] in ("confirmed", "inferred"), work
        else:
            (reason,) = entry.values()
            assert set(entry) <= {"impossible", "left-out"}, work
            assert len(reason) >= SHORTEST_REASON, work


@pytest.mark.parametrize("name", PLATFORMS)
def test_what_does_the_work_is_declared(name: str) -> None:
    found = connector(name)
    declared = {each.name for each in (*found.resources, *found.operations, *found.webhooks)}
    for work, entry in supports(name).items():
        assert set(entry.get("by", ())) <= declared, work


@pytest.mark.parametrize("name", PLATFORMS)
def test_what_is_said_to_be_inferred_stands_on_a_declared_fact(name: str) -> None:
    places = {place.name for _, place in hanging(connector(name))}
    everywhere = any(place.part is Part.CONNECTOR for _, place in hanging(connector(name)))
    for work, entry in supports(name).items():
        if entry.get("sure") == "inferred":
            assert everywhere or set(entry["by"]) & places, work
