"""Which inferred facts a project relies on."""

from __future__ import annotations

import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.connect.inferred import Part, Place
from crossdock.connect.reliance import Reliance, Wiring, reliances
from crossdock.model.flow import FlowDefinition, FlowSource, FlowTarget, Poll
from crossdock.model.resource import ResourceRef
from crossdock.model.schedule import Schedule
from crossdock.plugins import Plugins
from crossdock.project.contents import FolderMapping

CONNECTIONS = (("shop", "shopify"), ("warehouse", "seko"))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(Plugins())


def mapping(source: str, target: str) -> FolderMapping:
    return FolderMapping(name="any", source=ResourceRef.parse(source), target=ResourceRef.parse(target), text="$")


def flow(source: FlowSource, operation: str, connection: str) -> FlowDefinition:
    target = FlowTarget(connection=connection, operation=operation)
    return FlowDefinition(name="any", source=source, mapping="any", target=target, owner="ops")


def wiring(*flows: FlowDefinition, mappings: tuple[FolderMapping, ...] = ()) -> Wiring:
    return Wiring(connections=CONNECTIONS, mappings=mappings, flows=flows)


def by_name(found: tuple[Reliance, ...], connector: str) -> dict[str, tuple[Place, ...]]:
    return {one.fact.name: one.used_by for one in found if one.connector == connector}


def test_a_connection_alone_relies_on_what_is_assumed_of_the_whole_platform(catalogue: Catalogue) -> None:
    found = reliances(catalogue, wiring())
    assert set(by_name(found, "shopify")) == {"bucket-size", "stopping-statuses"}
    assert set(by_name(found, "seko")) == {"credential-words", "other-failures"}


def test_a_flow_relies_on_what_its_webhook_and_its_operation_assume(catalogue: Catalogue) -> None:
    dispatches = flow(FlowSource(connection="warehouse", webhook="dispatch"), "create-refund", "shop")
    found = reliances(catalogue, wiring(dispatches))
    assert by_name(found, "shopify")["refund-currency"] == (Place(Part.OPERATION, "create-refund"),)
    assert by_name(found, "seko")["gap-grace"] == (Place(Part.WEBHOOK, "dispatch"),)
    assert by_name(found, "seko")["dispatch-lines"] == (Place(Part.RESOURCE, "dispatch"),)
    assert "used-number-words" not in by_name(found, "seko")


def test_what_a_webhook_fetches_and_what_stock_is_counted_from_are_relied_on(catalogue: Catalogue) -> None:
    moved = flow(FlowSource(connection="warehouse", webhook="stock-moved"), "set-available", "shop")
    found = by_name(reliances(catalogue, wiring(moved)), "seko")
    assert found["one-as-object"] == (Place(Part.RESOURCE, "stock_level"), Place(Part.WEBHOOK, "stock-moved"))
    assert "idempotent-stock" in by_name(reliances(catalogue, wiring(moved)), "shopify")


def test_a_poll_relies_on_what_it_reads(catalogue: Catalogue) -> None:
    poll = Poll(resource="dispatched_order", schedule=Schedule(every_seconds=3600))
    swept = flow(FlowSource(connection="warehouse", webhook="dispatch", poll=poll), "create-fulfilment", "shop")
    assert by_name(reliances(catalogue, wiring(swept)), "seko")["no-dispatches"] == (
        Place(Part.RESOURCE, "dispatched_order"),
    )


def test_a_mapping_relies_on_what_is_assumed_of_its_resources(catalogue: Catalogue) -> None:
    mapped = Wiring(connections=(), mappings=(mapping("shopify/customer", "seko/order"),), flows=())
    found = reliances(catalogue, mapped)
    assert by_name(found, "shopify")["updated-since"] == (Place(Part.RESOURCE, "customer"),)
    assert "credential-words" in by_name(found, "seko")


def test_what_is_not_installed_is_left_to_others(catalogue: Catalogue) -> None:
    elsewhere = flow(FlowSource(connection="gone", webhook="any"), "any", "nowhere")
    unknown = Wiring(
        connections=(("gone", "no-such-connector"),),
        mappings=(mapping("none/order", "none/order"),),
        flows=(elsewhere,),
    )
    assert reliances(catalogue, unknown) == ()
