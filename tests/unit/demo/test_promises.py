"""What a long run looks for: each promise is kept by an ordinary day, and broken by what would break it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from crossdock.demo.evidence import Evidence
from crossdock.demo.promises import KNOWN_WITHIN, PROMISES, Seen

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
COUNTS = {
    "received": 1,
    "delivered": 1,
    "held": 0,
    "filtered": 0,
    "failed": 0,
    "in_flight": 0,
    "deliveries": 1,
    "duplicates": 0,
    "rejected": 0,
    "journal_agrees": True,
}
SHOP: dict[str, Any] = {
    "orders": [{"id": "51", "name": "#1001", "tags": "demo, standard", "cancelled_at": None}],
    "fulfilments": [{"order": "51", "status": "success", "tracking_numbers": ["XX1GB"]}],
    "refunds": [],
    "stock": [{"sku": "TIN-ROUND-S", "available": 3}],
}
WAREHOUSE: dict[str, Any] = {
    "orders": [{"id": "1001", "reference": "51"}],
    "dispatches": [{"id": "1001-1", "order": "1001", "tracking": "XX1GB", "lines": [{"short": 0}]}],
}
RECORDS = [
    {"id": "r1", "flow": "orders", "key": "51", "object_id": "o1", "state": "delivered"},
    {"id": "r2", "flow": "dispatches", "key": "1001-1", "object_id": "o1", "state": "delivered"},
]
DAY = Evidence(
    at=NOON, shop=SHOP, warehouse=WAREHOUSE, counts={"orders": COUNTS}, records=RECORDS, holds=[], footprint=None
)


def broken(evidence: Evidence) -> dict[str, list[str]]:
    """What is broken once everything was there for long enough."""
    seen = Seen()
    for promise in PROMISES.values():
        list(promise(evidence, seen))
    later = replace(evidence, at=evidence.at + KNOWN_WITHIN + timedelta(seconds=1))
    found = {name: list(promise(later, seen)) for name, promise in PROMISES.items()}
    return {name: breaches for name, breaches in found.items() if breaches}


def shop(**changes: Any) -> Evidence:
    return replace(DAY, shop={**SHOP, **changes})


def warehouse(**changes: Any) -> Evidence:
    return replace(DAY, warehouse={**WAREHOUSE, **changes})


def records(**changes: Any) -> Evidence:
    return replace(DAY, records=[{**RECORDS[0], **changes}, RECORDS[1]])


def hold(**changes: Any) -> Evidence:
    held = {
        "record": "r9",
        "object_id": "o9",
        "flow": "orders",
        "key": "51",
        "message": "Product TINROUNDS has no free stock.",
    }
    return replace(DAY, holds=[{**held, **changes}])


def test_an_ordinary_day_keeps_all_promises() -> None:
    assert broken(DAY) == {}


@pytest.mark.parametrize(
    ("evidence", "promise"),
    [
        (replace(DAY, counts={"orders": {**COUNTS, "delivered": 0}}), "The equation holds, and the journal agrees"),
        (replace(DAY, counts={"orders": {**COUNTS, "deliveries": 2}}), "The equation holds, and the journal agrees"),
        (
            replace(DAY, counts={"orders": {**COUNTS, "journal_agrees": False}}),
            "The equation holds, and the journal agrees",
        ),
        (
            warehouse(orders=[*WAREHOUSE["orders"], {"id": "900", "reference": "51"}]),
            "No order is sent twice, or that must not be",
        ),
        (warehouse(orders=[{"id": "1001", "reference": "50"}]), "No order is sent twice, or that must not be"),
        (shop(orders=[{**SHOP["orders"][0], "tags": "demo, test"}]), "No order is sent twice, or that must not be"),
        (shop(fulfilments=SHOP["fulfilments"] * 2), "No dispatch is told twice"),
        (
            shop(fulfilments=[{"order": "51", "status": "success", "tracking_numbers": ["YY2GB"]}]),
            "No dispatch is told twice",
        ),
        (shop(refunds=[{"order": "51"}]), "No refund is made twice"),
        (shop(stock=[{"sku": "TIN-ROUND-S", "available": -1}]), "Nothing is oversold"),
        (hold(), "Nothing is oversold"),
        (replace(DAY, records=[RECORDS[1]]), "No order is forgotten"),
        (records(state="held"), "No order is forgotten"),
        (records(state="in-flight", due_at=None), "No order is forgotten"),
        (records(state="in-flight", due_at="2026-03-02T11:00:00Z"), "No order is forgotten"),
        (replace(DAY, records=[RECORDS[0]]), "No dispatch is forgotten"),
        (
            shop(orders=[{**SHOP["orders"][0], "cancelled_at": "2026-03-02T11:00:00Z"}]),
            "No cancellation is forgotten",
        ),
    ],
)
def test_what_breaks_a_promise_is_found(evidence: Evidence, promise: str) -> None:
    assert promise in broken(evidence)


def test_what_came_just_now_is_not_forgotten_yet() -> None:
    news = replace(DAY, records=[])
    seen = Seen()
    assert [breach for promise in PROMISES.values() for breach in promise(news, seen)] == []


def test_a_rest_that_was_sent_again_is_the_same_order() -> None:
    again = {"id": "1001-R2", "reference": "51"}
    left = {"id": "1001-R2-1", "order": "1001-R2", "tracking": "XX2GB", "lines": [{"short": 0}]}
    evidence = replace(
        DAY,
        warehouse={"orders": [*WAREHOUSE["orders"], again], "dispatches": [*WAREHOUSE["dispatches"], left]},
        shop={
            **SHOP,
            "fulfilments": [
                *SHOP["fulfilments"],
                {"order": "51", "status": "success", "tracking_numbers": ["XX2GB"]},
            ],
        },
        records=[
            *RECORDS,
            {"id": "r3", "flow": "dispatches", "key": "1001-R2-1", "object_id": "o1", "state": "delivered"},
        ],
    )
    assert broken(evidence) == {}


def test_a_dispatch_that_a_sweep_found_is_not_forgotten() -> None:
    marked = hold(flow="dispatches", key="", message="never came")
    assert broken(replace(marked, records=[RECORDS[0]])) == {}


def test_what_waits_behind_a_held_record_of_its_object_is_not_forgotten() -> None:
    waiting = records(state="in-flight", due_at="2026-03-02T11:00:00Z")
    held = hold(object_id="o1", message="A person has to decide.")
    assert broken(replace(waiting, holds=held.holds)) == {}


def test_in_the_end_everything_must_be_known_at_once() -> None:
    news, seen = replace(DAY, records=[RECORDS[1]]), Seen()
    seen.expect_all("order", "cancellation")
    found = {name for name, promise in PROMISES.items() if list(promise(news, seen))}
    assert found == {"No order is forgotten"}
