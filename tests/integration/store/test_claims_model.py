"""Claims against a model of the rule in a few lines of Python."""

from __future__ import annotations

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scene import NOW, PARTITION, PLACE, Scene, after

from crossdock.model.flow import Flow, FlowState, FlowStatus
from crossdock.model.record import Record, RecordState
from crossdock.store.unit_of_work import Work

FLOWS = ("orders", "cancellations", "stock", "recalls", "dispatches")


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
    def target(self) -> str:
        return "shop" if self.flow == "dispatches" else "warehouse"

    def yields_and_stops(self, later: Come) -> bool:
        """Whether it is held, of the flow that yields, and stands before one for the same target."""
        held = self.state is RecordState.HELD and self.flow == "recalls"
        return held and (self.object, self.target) == (later.object, later.target)


def superseded(come: list[Come]) -> set[int]:
    """Positions of open records whose place a later one took."""
    return {
        here
        for here, one in enumerate(come)
        if one.is_open
        and one.flow == "stock"
        and any((later.flow, later.object) == (one.flow, one.object) for later in come[here + 1 :])
    }


def is_free(come: list[Come], here: int, gone: set[int]) -> bool:
    """Whether nothing older of its object stands before the record at a position."""
    return not any(stands_before(come, before, come[here]) for before in range(here) if before not in gone)


def stands_before(come: list[Come], before: int, later: Come) -> bool:
    older = come[before]
    if older.object != later.object:
        return False
    if older.state is RecordState.IN_FLIGHT:
        return not any(held.yields_and_stops(older) for held in come[:before])
    blocks = older.state is RecordState.HELD and older.flow not in {"stock", "recalls"}
    return blocks or older.yields_and_stops(later)


def claimable(come: list[Come], running: set[str], limit: int) -> list[int]:
    """Positions of the records that can be worked on."""
    gone = superseded(come)
    return [
        here
        for here, one in enumerate(come)
        if one.state is RecordState.IN_FLIGHT
        and one.due
        and one.flow in running
        and here not in gone
        and is_free(come, here, gone)
    ][:limit]


class Undone(Exception):
    """Nothing of an example is kept."""


def flows_of(scene: Scene) -> dict[str, Flow]:
    flows = (scene.orders, scene.cancellations, scene.stock, scene.recalls, scene.dispatches)
    return {flow.name: flow for flow in flows}


async def stored(work: Work, scene: Scene, come: list[Come]) -> list[Record]:
    flows = flows_of(scene)
    await scene.add_way_back(work)
    records = []
    for one in come:
        record = await scene.come(work, flows[one.flow], str(one.object), due_at=NOW if one.due else after(60))
        if one.state is not RecordState.IN_FLIGHT:
            await scene.end(work, flows[one.flow], record, one.state)
        records.append(record)
    return records


async def pause(work: Work, scene: Scene, running: set[str]) -> None:
    for flow in flows_of(scene).values():
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
    for flow in flows_of(scene).values():
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
