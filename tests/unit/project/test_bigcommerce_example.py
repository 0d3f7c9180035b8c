"""The example project between BigCommerce and Veeqo: what must never reach a picker does not, and nothing is left unsaid."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.model.evaluation import Evaluated, Evaluation, HoldCode, Lane
from crossdock.model.flow import FlowDefinition, Guard, GuardAction
from crossdock.model.lookup import LookupTables
from crossdock.model.record import RunCode
from crossdock.project.contents import ProjectFolder
from crossdock.project.fixture_run import Selection, collect, run
from crossdock.project.folder import read
from crossdock.project.format import changes
from crossdock.project.lint import lint
from crossdock.run.guards import GuardInput, first_applying
from crossdock_commerce.sku import normalise

ROOT = Path(__file__).parents[3] / "examples" / "bigcommerce-veeqo"
NOW = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
Parts = tuple[Pipeline, Catalogue]
GUARDED = {
    "orders": {
        "incomplete": "incomplete",
        "test-order": "test-order",
        "gift-certificate-only": "nothing-to-ship",
        "fetched-at-the-counter": "fetched-at-the-counter",
        "from-a-marketplace-that-ships": "shipped-by-others",
        "free-of-charge": "free-of-charge",
    },
    "cancellations": {"still-wanted": "not-cancelled", "test-order": "test-order"},
    "refunds": {"a-part": "part-paid-back", "after-it-left": "has-left", "shipping-costs-only": "no-goods"},
    "shipments": {"other-store": "other-store", "shipped-by-amazon": "shipped-by-amazon"},
    "returns": {
        "on-its-way": "not-received",
        "refunded-before": "paid-back-before",
        "part-received": "part-received",
        **dict.fromkeys(("plain", "several-lines", "without-order", "without-sku"), "return-without-notice"),
        "other-store": "other-store",
        "shipped-by-amazon": "shipped-by-amazon",
    },
    "stock": {},
    "products": {"without-sku": "no-sku"},
    "prices": {"without-sku": "no-sku", "without-price": "no-price"},
}
"""By flow: fixtures to which a guard applies; to all others none does."""
SETTLED = {RunCode.UNCHANGED, RunCode.OUTDATED, RunCode.SUPERSEDED, RunCode.SKIPPED, RunCode.PAUSED}
NOT_MET = {RunCode.PUSH_MISSING, RunCode.NOT_STOCKED}
"""Codes of Crossdock's own that its platforms cannot bring about."""
OF_CONNECTORS = {"order-exists"}


@pytest.fixture(scope="module")
def example() -> ProjectFolder:
    return read(ROOT)


class TextsOnly(msgspec.Struct, frozen=True):
    """Evaluates the texts of guards; the example asks no plugin's."""

    pipeline: Pipeline
    lookups: LookupTables

    async def evaluate(self, text: str, given: bytes) -> Evaluated:
        evaluation = Evaluation(text=text, input=given, lookups=self.lookups, received_at=NOW)
        return await self.pipeline.evaluator.evaluate(evaluation, Lane.DRAFT)

    async def check(self, guard: Guard, given: bytes, *, is_mapped: bool) -> Evaluated:  # noqa: ARG002  # never asked
        raise AssertionError(f"'{guard.name}' is a plugin's")


def named(example: ProjectFolder, name: str) -> FlowDefinition:
    return next(flow for flow in example.flows if flow.name == name)


def inputs(example: ProjectFolder, flow: FlowDefinition) -> dict[str, bytes]:
    """The fixtures of a flow's mapping."""
    mapping = next(mapping for mapping in example.mappings if mapping.name == flow.mapping)
    return {fixture.name: fixture.input for fixture in mapping.fixtures}


async def guard_of(parts: Parts, example: ProjectFolder, flow: FlowDefinition, message: bytes) -> str | None:
    """The guard that applies to a message and what is mapped from it; asked with a null target where nothing is."""
    pipeline, catalogue = parts
    case = collect(ROOT, catalogue, Selection(mappings=(flow.mapping,)))[0]
    mapped = await pipeline.map(case.runnable, message, lookups=case.lookups, lane=Lane.DRAFT, received_at=NOW)
    given = GuardInput(source=message, target=mapped.output or b"null", now=NOW)
    applied = await first_applying(flow.guards, given, TextsOnly(pipeline, example.tables))
    return applied.guard.name if applied else None


async def test_it_is_canonical_and_has_nothing_to_be_found(parts: Parts, example: ProjectFolder) -> None:
    assert changes(ROOT, example) == {}
    assert [one for one in await lint(ROOT, *parts) if not one.code.startswith("lock-")] == []


async def test_its_fixtures_pass(parts: Parts, example: ProjectFolder) -> None:
    pipeline, catalogue = parts
    reports = await run(collect(ROOT, catalogue, Selection()), pipeline, lambda _case, _result: None)
    assert {report.mapping for report in reports} == {flow.mapping for flow in example.flows}
    assert [result.message for report in reports for result in report.results if not result.passed] == []


async def test_guards_keep_back_what_must_never_go_on(parts: Parts, example: ProjectFolder) -> None:
    assert {flow.name for flow in example.flows} == set(GUARDED)
    for flow in example.flows:
        applied = {case: await guard_of(parts, example, flow, given) for case, given in inputs(example, flow).items()}
        assert {case: guard for case, guard in applied.items() if guard} == GUARDED[flow.name], flow.name


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ({"status_id": 0}, "incomplete"),
        ({"status_id": 1}, "not-paid-yet"),
        ({"status_id": 2}, "handed-over-already"),
        ({"status_id": 4}, "paid-back"),
        ({"status_id": 5}, "cancelled-in-the-shop"),
        ({"status_id": 6}, "cancelled-in-the-shop"),
        ({"status_id": 7}, "not-paid-yet"),
        ({"status_id": 9}, None),
        ({"status_id": 11}, None),
        ({"status_id": 12}, "not-paid-yet"),
        ({"status_id": 13}, "disputed"),
        ({"status_id": 14}, "paid-back"),
        ({"items_shipped": 1}, "handed-over-already"),
        ({"products": []}, "nothing-to-ship"),
        ({"shipping_addresses": []}, "fetched-at-the-counter"),
        ({"total_inc_tax": "0.0000"}, "free-of-charge"),
        ({"total_inc_tax": "0.0000", "staff_notes": "A Replacement, see 1000"}, None),
        ({"total_inc_tax": "0.0000", "staff_notes": None}, "free-of-charge"),
    ],
)
async def test_each_status_is_for_veeqo_or_not(
    parts: Parts, example: ProjectFolder, change: dict[str, Any], guard: str | None
) -> None:
    flow = named(example, "orders")
    message = json.dumps(json.loads(inputs(example, flow)["plain"]) | change).encode()
    assert await guard_of(parts, example, flow, message) == guard


async def test_an_order_to_several_addresses_is_held(parts: Parts, example: ProjectFolder) -> None:
    flow = named(example, "orders")
    order = json.loads(inputs(example, flow)["plain"])
    order["shipping_addresses"] *= 2
    assert await guard_of(parts, example, flow, json.dumps(order).encode()) == "several-addresses"


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ({"status_id": 6}, "never-sent"),
        ({"shipping_addresses": []}, "never-sent"),
        ({"products": []}, "nothing-to-ship"),
        ({"status_id": 11}, "not-cancelled"),
        ({}, None),
    ],
)
async def test_a_cancellation_is_for_veeqo_where_it_may_have_the_order(
    parts: Parts, example: ProjectFolder, change: dict[str, Any], guard: str | None
) -> None:
    flow = named(example, "cancellations")
    message = json.dumps(json.loads(inputs(example, flow)["plain"]) | change).encode()
    assert await guard_of(parts, example, flow, message) == guard


def test_a_bundle_and_its_components_name_each_other(example: ProjectFolder) -> None:
    bundles, parts = (example.tables[name] for name in ("bundles", "bundles-of"))
    forth = {
        (normalise(part.partition(":")[0]), row.keys[0]) for row in bundles.rows for part in row.values[0].split(",")
    }
    back = {(normalise(row.keys[0]), bundle) for row in parts.rows for bundle in row.values[0].split(",")}
    assert forth == back != set()


def test_every_hold_that_an_operator_meets_has_its_playbook(example: ProjectFolder) -> None:
    own = {guard.name for flow in example.flows for guard in flow.guards if guard.then is GuardAction.HOLD}
    met = set(RunCode) - SETTLED - NOT_MET
    assert set(example.playbooks) == {*HoldCode, *met, *own, *OF_CONNECTORS, "mass-zero"}
    for code, text in example.playbooks.items():
        assert text.startswith("# "), code
        assert "Owner: " in text, code
