"""What a platform fetches from us is delivered when it says that it took it, and not before."""

from __future__ import annotations

import json
from typing import Any

import pytest
from desk import FETCHED_WITH, DeskSettings
from live_flow import ENVIRONMENT, PROJECT, Live, StartFlow

from crossdock.connect import Incoming, Secret
from crossdock.errors import NotFound, Rejected
from crossdock.model.record import RecordState
from crossdock.run.offering import Acknowledged
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock_api.logs import told_path

KEY = "made-up-desk-key"


def request(live: Live, body: bytes = b"", secret: str = KEY) -> Incoming:
    plain = Incoming(headers={}, body=body, received_at=live.clock.now())
    return FETCHED_WITH.signed(plain, DeskSettings(key=Secret(secret)))


async def fetched(live: Live) -> list[str]:
    """The letters that lie ready, by their ids."""
    given = await live.studio.offering.fetch(ENVIRONMENT, PROJECT, live.flow, request(live))
    assert given.content_type == "application/json"
    return [letter["id"] for letter in json.loads(given.body)["letters"]]


async def acknowledge(live: Live, *ids: str) -> Acknowledged:
    body = json.dumps(ids).encode()
    taken = await live.studio.offering.acknowledge(ENVIRONMENT, PROJECT, live.flow, request(live, body))
    await live.work_off()
    return taken


async def states(live: Live) -> list[RecordState]:
    return [record.state for record in await live.records()]


async def offered(start: StartFlow, *ids: str) -> Live:
    """A flow with some letters that lie ready."""
    live = await start("offer")
    for number in ids:
        await live.receive(id=number)
    await live.work_off()
    return live


async def test_a_message_is_offered_until_it_is_acknowledged_and_never_after(start: StartFlow) -> None:
    live = await offered(start, "1", "2", "3")
    assert await states(live) == [RecordState.IN_FLIGHT] * 3
    assert await fetched(live) == await fetched(live) == ["1", "2"], "the oldest first, as many as there is room for"
    assert await acknowledge(live, "2", "2", "unheard-of") == Acknowledged(taken=1, unknown=1)
    assert await states(live) == [RecordState.IN_FLIGHT, RecordState.DELIVERED, RecordState.IN_FLIGHT]
    assert await fetched(live) == ["1", "3"]
    assert await acknowledge(live, "2") == Acknowledged(taken=0, unknown=1)
    (_, second, _) = await live.records()
    assert (await live.events(second.id))[-3:] == ["receipt", "mapped", "delivered"]
    counts = await live.counts()
    assert (counts.received, counts.delivered, counts.in_flight, counts.journal_agrees) == (3, 1, 2, True)


async def test_what_nobody_fetches_is_held_after_a_while_and_closed_by_its_acknowledgement(start: StartFlow) -> None:
    live = await offered(start, "1")
    await live.later(1800)
    assert await states(live) == [RecordState.IN_FLIGHT]
    await live.later(1801)
    (record,) = await live.records()
    assert (record.state, record.code) == (RecordState.HELD, "waited-too-long")
    assert await fetched(live) == ["1"]
    assert await acknowledge(live, "1") == Acknowledged(taken=1, unknown=0)
    assert await states(live) == [RecordState.DELIVERED]


async def test_what_a_person_skips_is_offered_no_more(start: StartFlow) -> None:
    live = await offered(start, "1")
    await live.later(3601)
    (record,) = await live.records()
    await live.studio.holds.skip(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, record.id, "Sent by hand.")
    assert await fetched(live) == []
    assert await acknowledge(live, "1") == Acknowledged(taken=0, unknown=1)
    assert await states(live) == [RecordState.FILTERED]


async def test_what_was_corrected_lies_ready_as_it_is_now(start: StartFlow) -> None:
    live = await offered(start, "1")
    await live.later(3601)
    (record,) = await live.records()
    edited = b'{"id": "1", "colour": "red", "size": 7}'
    await live.studio.holds.edit(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, record.id, edited, "Too small.")
    await live.work_off()
    given = await live.studio.offering.fetch(ENVIRONMENT, PROJECT, live.flow, request(live))
    assert json.loads(given.body) == {"letters": [{"id": "1", "colour": "rouge", "size": 7}]}
    await acknowledge(live, "1")
    assert await states(live) == [RecordState.DELIVERED]


async def test_nobody_else_fetches_and_a_paused_connection_gives_nothing(start: StartFlow) -> None:
    live = await offered(start, "1")
    offering: Any = live.studio.offering
    for act in (offering.fetch, offering.acknowledge):
        with pytest.raises(Rejected):
            await act(ENVIRONMENT, PROJECT, live.flow, request(live, secret="somebody-elses"))
        with pytest.raises(NotFound, match="/offers/sandbox/acme/others"):
            await act(ENVIRONMENT, PROJECT, "others", request(live))
    other = await start("create-found", name="sent")
    with pytest.raises(NotFound):
        await fetched(other)
    await live.studio.pauses.pause(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, "desk", "The desk moves.")
    assert await fetched(live) == []


def test_logs_do_not_tell_the_secret_of_an_address() -> None:
    assert told_path("/offers/sandbox/acme/letters/made-up") == "/offers/sandbox/acme/letters/..."
