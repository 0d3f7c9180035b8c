"""What SEKO's connector says of orders' states and of what its pushes mean, and what it takes for granted."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from crossdock.connect import LedgerEvent, ToldLine, told_events
from crossdock.connect.inferred import inferred_facts
from crossdock.engine import json_text
from crossdock_seko.connector import Seko
from crossdock_seko.sandbox.orders import CANCELLABLE, Status
from crossdock_seko.states import ORDER

README = (Path(__file__).parents[1] / "README.md").read_text()


def sample(resource: str, name: str) -> Any:
    found = {each.name: each.payload for each in Seko.resource(resource).samples(Seko.package)}
    return json_text.decode(found[name])


def test_the_readme_s_table_is_what_is_declared() -> None:
    table = README.partition("## What is inferred")[2].partition("And in the sandbox")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    facts = [each.fact for each in inferred_facts(Seko)]
    assert rows == [f"| `{fact.name}` | {fact.about} | {fact.assumed} | {fact.source} |" for fact in facts]


def test_a_field_that_is_marked_in_a_schema_is_a_fact_of_its_resource() -> None:
    for resource in Seko.resources:
        told = " ".join(fact.about for fact in resource.inferred)
        for name, field in resource.schema(Seko.package)["properties"].items():
            assert "x-inferred" not in field or f"`{name}`" in told, f"{resource.name}.{name}"


def test_the_point_of_no_return_is_where_the_sandbox_refuses() -> None:
    declared = {state.name for state in ORDER.states}
    assert {status.value for status in Status} <= declared
    refused = {status.value for status in Status if status not in (*CANCELLABLE, Status.CANCELLED)}
    assert refused | {"To Be Packed"} == set(ORDER.no_return)


def test_a_short_dispatch_tells_what_left_and_what_never_will() -> None:
    shipped, rest = told_events(Seko.resource("dispatch"), sample("dispatch", "short-picked"))
    assert (shipped.event, rest.event) == (LedgerEvent.SHIPPED, LedgerEvent.PICK_CANCELLED)
    assert shipped.order == rest.order == "EX-1013"
    assert shipped.lines == (ToldLine(sku="TEAEARLGREY100", quantity=Decimal(3)),)
    assert rest.lines == (ToldLine(sku="TEAEARLGREY100", quantity=Decimal(1)),)


def test_a_complete_dispatch_leaves_no_rest() -> None:
    assert [event.event for event in told_events(Seko.resource("dispatch"), sample("dispatch", "complete"))] == [
        "shipped"
    ]


def test_only_a_return_without_notice_names_its_order() -> None:
    (returned,) = told_events(Seko.resource("goods_received"), sample("goods_received", "return-without-notice"))
    assert (returned.event, returned.order, returned.at) == (LedgerEvent.RETURNED, "EX-1005", None)
    assert told_events(Seko.resource("goods_received"), sample("goods_received", "two-lots")) == ()
