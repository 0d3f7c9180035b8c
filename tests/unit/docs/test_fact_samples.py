"""The states, ledger events and inferred facts on the page about connectors can be declared, and tell what it says."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crossdock.connect import Inferred, LedgerEvent, Resource, States, told_events

PAGE = (Path(__file__).parents[3] / "docs" / "plugins" / "reference.md").read_text()
SHIPMENT = {
    "id": "S-1",
    "status": "sent",
    "left_at": "2026-03-02T10:00:00Z",
    "order": {"number": "EX-1001"},
    "parcels": [{"items": [{"product": {"sku": "TEA"}, "ordered": 3, "sent": 2}]}],
}


def section(heading: str) -> str:
    return PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@pytest.fixture(scope="module")
def declared() -> dict[str, Any]:
    names: dict[str, Any] = {}
    for heading in ("States", "Ledger events", "Inferred facts"):
        for sample in re.findall(r"```python\n(.*?)```", section(heading), re.DOTALL):
            exec(sample, names)  # noqa: S102  # it is our own page
    return names


def test_a_shipment_tells_what_left_and_the_rest(declared: dict[str, Any]) -> None:
    shipment = Resource("shipment", "Shipment", "What left.", ("id",), tells=declared["SHIPMENT_TELLS"])
    told = {event.event: event for event in told_events(shipment, SHIPMENT)}
    assert [line.quantity for line in told[LedgerEvent.SHIPPED].lines] == [Decimal(2)]
    assert [line.quantity for line in told[LedgerEvent.PICK_CANCELLED].lines] == [Decimal(1)]


def test_states_and_facts_are_what_the_kit_takes(declared: dict[str, Any]) -> None:
    states, fact = declared["ORDER_STATES"], declared["PAGE_SIZE"]
    assert isinstance(states, States)
    assert isinstance(fact, Inferred)
    assert states.of({"status": "picking"}) in states.no_return


def test_every_event_and_every_field_is_explained() -> None:
    rows = set(re.findall(r"^\| `([a-z-]+)` \|", section("Ledger events"), re.MULTILINE))
    assert rows >= {event.value for event in LedgerEvent} | {"order", "at", "lines", "sku", "quantity", "less", "when"}
