"""Flows: what is stored of them, what an intake needs of one, and what came in for it."""

from __future__ import annotations

import msgspec
import pytest
from scene import NOW, PLACE, Scene, after, connection_of, flow_of
from uuid_utils.compat import uuid7

from crossdock.errors import Conflict, InvalidInput, NotFound
from crossdock.model.flow import Flow, FlowState, FlowStatus, Guard, GuardAction
from crossdock.model.page import PageRequest
from crossdock.model.record import Delivery, DeliveryOutcome


def changed(flow: Flow, **definition: object) -> Flow:
    return msgspec.structs.replace(
        flow,
        definition=msgspec.structs.replace(flow.definition, **definition),
        revision=flow.revision + 1,
        updated_at=after(1),
    )


async def test_a_flow_comes_back_as_it_was_stored_and_changed(scene: Scene) -> None:
    guard = Guard(name="test-order", when="source.test", then=GuardAction.FILTER, reason="A test is not picked.")
    async with scene.store.begin() as work:
        assert await work.flows.get(scene.project, "orders") == scene.orders
        better = changed(scene.orders, guards=(guard,), description="Orders.")
        await work.flows.change(better)
        assert await work.flows.find(scene.project, "orders", lock=True) == better
        assert await work.flows.by_ids([better.id, uuid7()]) == {better.id: better}
        assert await work.flows.all(scene.project) == [scene.cancellations, better, scene.stock]
        page = await work.flows.page(scene.project, PageRequest(limit=2))
        assert page.items == [scene.cancellations, better]


async def test_a_flow_that_is_not_there_is_not_found_and_the_nearest_is_named(scene: Scene) -> None:
    async with scene.store.read() as work:
        assert await work.flows.find(scene.project, "order") is None
        with pytest.raises(NotFound, match="orders"):
            await work.flows.get(scene.project, "order")


async def test_a_name_is_taken_once(scene: Scene) -> None:
    async with scene.store.begin() as work:
        with pytest.raises(Conflict) as taken:
            await work.flows.add(scene.project, flow_of(scene.project, "orders"))
        assert taken.value.stable_code == "already-exists"
    with pytest.raises(Conflict) as taken:
        async with scene.store.begin() as work:
            await work.flows.change(changed(scene.orders, name="stock"))
    assert taken.value.stable_code == "already-exists"


async def test_a_flow_goes_unless_it_has_records(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await scene.come(work, scene.orders, "1")
        await work.flows.set_state(scene.stock, paused("stock"))
        await work.deliveries.add((scene.project, scene.stock, delivery("stock", code="signature-missing")))
        await work.flows.delete(scene.stock)
        assert await work.flows.find(scene.project, "stock") is None
        with pytest.raises(Conflict) as kept:
            await work.flows.delete(scene.orders)
    assert kept.value.stable_code == "has-records"


def paused(flow: str) -> FlowState:
    return FlowState(
        flow=flow, environment=PLACE, status=FlowStatus.PAUSED, reason="Stocktaking.", since=NOW, by="alex"
    )


async def test_a_flow_runs_until_somebody_pauses_it_in_an_environment(scene: Scene) -> None:
    async with scene.store.begin() as work:
        runs = FlowState(flow="orders", environment=PLACE)
        assert await work.flows.state(scene.orders, PLACE) == runs
        await work.flows.set_state(scene.orders, paused("orders"))
        assert await work.flows.state(scene.orders, PLACE) == paused("orders")
        assert await work.flows.states(scene.project, PLACE) == [
            FlowState(flow="cancellations", environment=PLACE),
            paused("orders"),
            FlowState(flow="stock", environment=PLACE),
        ]
        assert (await work.flows.state(scene.orders, "live")).status is FlowStatus.RUNNING
        resumed = msgspec.structs.replace(runs, since=after(1), by="alex")
        await work.flows.set_state(scene.orders, resumed)
        assert await work.flows.state(scene.orders, PLACE) == resumed


async def test_a_hook_has_all_that_an_intake_needs(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await work.connections.add(scene.project, connection_of(scene.project, "warehouse"), b"others")
        hook = await work.flows.hook(PLACE, "brand", "orders")
    assert hook is not None
    assert (hook.project, hook.flow) == (scene.project, scene.orders)
    assert (hook.connection, hook.secrets) == (scene.connection, b"sealed secrets")


@pytest.mark.parametrize(
    ("environment", "project", "flow"),
    [(PLACE, "brand", "order"), (PLACE, "brands", "orders"), ("live", "brand", "orders"), ("x", "brand", "orders")],
)
async def test_a_hook_of_what_is_not_there_is_none(scene: Scene, environment: str, project: str, flow: str) -> None:
    async with scene.store.read() as work:
        assert await work.flows.hook(environment, project, flow) is None


def delivery(flow: str, *, code: str = "", received: int = 0, duplicates: int = 0) -> Delivery:
    return Delivery(
        id=uuid7(),
        environment=PLACE,
        flow=flow,
        at=NOW,
        source="192.0.2.1",
        outcome=DeliveryOutcome.REJECTED if code else DeliveryOutcome.ACCEPTED,
        code=code,
        received=received,
        duplicates=duplicates,
    )


async def test_deliveries_are_listed_newest_first_by_flow_and_outcome(scene: Scene) -> None:
    first, second = delivery("orders", received=2, duplicates=1), delivery("orders", code="signature-wrong")
    third = delivery("stock", received=1)
    async with scene.store.begin() as work:
        for flow, one in ((scene.orders, first), (scene.orders, second), (scene.stock, third)):
            await work.deliveries.add((scene.project, flow, one))
        page = work.deliveries.page
        assert (await page(scene.project, PLACE, PageRequest())).items == [third, second, first]
        assert (await page(scene.project, PLACE, PageRequest(), flow="orders")).items == [second, first]
        rejected = await page(scene.project, PLACE, PageRequest(), outcome=DeliveryOutcome.REJECTED)
        assert rejected.items == [second]
        assert (await page(scene.project, "live", PageRequest())).items == []


@pytest.mark.parametrize("wrong", [{"received": 1}, {"duplicates": 1}])
async def test_a_rejected_delivery_brings_nothing(scene: Scene, wrong: dict[str, int]) -> None:
    with pytest.raises(InvalidInput):
        async with scene.store.begin() as work:
            await work.deliveries.add((scene.project, scene.orders, delivery("orders", code="x", **wrong)))


async def test_an_environment_in_which_something_came_in_is_in_use(scene: Scene) -> None:
    async with scene.store.begin() as work:
        assert await work.projects.used_environments(scene.project) == {PLACE}
        rejected = msgspec.structs.replace(delivery("orders", code="signature-wrong"), environment="live")
        await work.deliveries.add((scene.project, scene.orders, rejected))
        assert await work.projects.used_environments(scene.project) == {PLACE, "live"}


async def test_playbooks_are_put_changed_and_taken_away(scene: Scene) -> None:
    async with scene.store.begin() as work:
        await work.playbooks.put(scene.project, "refused", "Ask the warehouse.")
        await work.playbooks.put(scene.project, "lookup-miss", "Add the row.")
        await work.playbooks.put(scene.project, "refused", "Read the warehouse's words.")
        assert await work.playbooks.all(scene.project) == {
            "lookup-miss": "Add the row.",
            "refused": "Read the warehouse's words.",
        }
        await work.playbooks.delete(scene.project, "refused")
        await work.playbooks.delete(scene.project, "refused")
        assert list(await work.playbooks.all(scene.project)) == ["lookup-miss"]
