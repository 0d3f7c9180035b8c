"""Claims against a model of the rule in a few lines of Python."""

from __future__ import annotations

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scene import NOW, PARTITION, PLACE, Scene, after

from crossdock.model.flow import FlowState, FlowStatus
from crossdock.model.record import Record, RecordState
from crossdock.store.unit_of_work import Work

FLOWS = ("orders", "cancellations", "stock")


class Come(msgspec.Struct, frozen=True):
    """A record that came, and what became of it so far."""

    flow: str
    object: int
    state: RecordState
    due: bool

    @property
    def is_open(self) -> bool:
        return self.state in {RecordState.IN_FLIGHT, RecordState.HELD}

    @property
    def stands_in_the_way(self) -> bool:
        return self.state is RecordState.IN_FLIGHT or (self.state is RecordState.HELD and self.flow != "stock")


def superseded(come: list[Come]) -> set[int]:
    """Positions of open records whose place a later one took."""
    return {
        here
        for here, one in enumerate(come)
        if one.is_open
        and one.flow == "stock"
        and any((later.flow, later.object) == (one.flow, one.object) for later in come[here + 1 :])
    }


def claimable(come: list[Come], running: set[str], limit: int) -> list[int]:
    """Positions of the records that can be worked on."""
    gone = superseded(come)
    in_the_way = [here for here, one in enumerate(come) if one.stands_in_the_way and here not in gone]
    return [
        here
        for here, one in enumerate(come)
        if one.state is RecordState.IN_FLIGHT
        and one.due
        and one.flow in running
        and here not in gone
        and not any(come[before].object == one.object for before in in_the_way if before < here)
    ][:limit]


class Undone(Exception):
    """Nothing of an example is kept."""


async def stored(work: Work, scene: Scene, come: list[Come]) -> list[Record]:
    flows = {flow.name: flow for flow in (scene.orders, scene.cancellations, scene.stock)}
    records = []
    for one in come:
        record = await scene.come(work, flows[one.flow], str(one.object), due_at=NOW if one.due else after(60))
        if one.state is not RecordState.IN_FLIGHT:
            await scene.end(work, flows[one.flow], record, one.state)
        records.append(record)
    return records


async def pause(work: Work, scene: Scene, running: set[str]) -> None:
    for flow in (scene.orders, scene.cancellations, scene.stock):
        if flow.name not in running:
            await work.flows.set_state(
                flow, FlowState(flow=flow.name, environment=PLACE, status=FlowStatus.PAUSED, since=NOW)
            )


async def compare(work: Work, scene: Scene, come: list[Come], running: set[str], limit: int) -> None:
    records = await stored(work, scene, come)
    await pause(work, scene, running)
    expected = claimable(come, running, limit)
    assert await work.records.due_partitions(NOW) == ([PARTITION] if expected else [])
    claimed = [one.record.id for one in await work.records.claim(PARTITION, NOW, limit)]
    assert claimed == [records[position].id for position in expected]
    for position, record in enumerate(records):
        code = (await work.records.get(scene.project, record.id)).code
        assert (code == "superseded") == (position in superseded(come))
    await work.records.claim(PARTITION, NOW, limit)
    for flow in (scene.orders, scene.cancellations, scene.stock):
        counts = await work.records.counts(scene.project, flow, PLACE, None, None)
        assert counts.journal_agrees
        assert counts.received == sum(one.flow == flow.name for one in come)


COME = st.lists(
    st.builds(
        Come,
        flow=st.sampled_from(FLOWS),
        object=st.integers(0, 2),
        state=st.sampled_from(
            [RecordState.IN_FLIGHT, RecordState.IN_FLIGHT, RecordState.HELD, RecordState.DELIVERED, RecordState.FAILED]
        ),
        due=st.booleans(),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(come=COME, running=st.sets(st.sampled_from(FLOWS), min_size=2), limit=st.integers(1, 4))
async def test_claims_are_those_of_the_model(scene: Scene, come: list[Come], running: set[str], limit: int) -> None:
    try:
        async with scene.store.begin() as work:
            await compare(work, scene, come, running, limit)
            raise Undone
    except Undone:
        async with scene.store.read() as work:
            assert await work.records.due_partitions(NOW) == []
