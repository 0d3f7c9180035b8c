"""The example project: its fixtures pass, and its flow's guards decide about every one of them as they should."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.model.evaluation import Evaluated, Evaluation, HoldCode, Lane
from crossdock.model.flow import GuardAction
from crossdock.model.record import RunCode
from crossdock.project.contents import ProjectFolder
from crossdock.project.fixture_run import Selection, collect, run
from crossdock.project.folder import read
from crossdock.project.format import changes
from crossdock.project.lint import lint
from crossdock.run.guards import first_applying

EXAMPLE = Path(__file__).parents[3] / "examples" / "shopify-seko"
PLAIN = "multi-line-discount"
GUARDED = {
    "test-order": "test-order",
    "gift-card-only": "nothing-to-ship",
    "till-sale-without-addresses": "handed-over-already",
    "part-refunded": "handed-over-already",
}
"""Fixtures to which a guard applies; to all others none does."""
NOW = datetime(2026, 1, 15, 10, 30, tzinfo=UTC)

Parts = tuple[Pipeline, Catalogue]


@pytest.fixture(scope="module")
def example() -> ProjectFolder:
    return read(EXAMPLE)


@pytest.fixture(scope="module")
def inputs(example: ProjectFolder) -> dict[str, bytes]:
    (mapping,) = example.mappings
    return {fixture.name: fixture.input for fixture in mapping.fixtures}


async def guard_of(parts: Parts, example: ProjectFolder, message: bytes) -> str | None:
    """The guard that applies to a message and what is mapped from it; asked with a null target where nothing is."""
    pipeline, catalogue = parts
    case = collect(EXAMPLE, catalogue, Selection(fixtures=(PLAIN,)))[0]

    async def evaluate(text: str, given: bytes) -> Evaluated:
        evaluation = Evaluation(text=text, input=given, lookups=example.tables, received_at=NOW)
        return await pipeline.evaluator.evaluate(evaluation, Lane.DRAFT)

    mapped = await pipeline.map(case.runnable, message, lookups=case.lookups, lane=Lane.DRAFT, received_at=NOW)
    (flow,) = example.flows
    guard = await first_applying(flow.guards, message, mapped.output or b"null", NOW, evaluate)
    return guard.name if guard else None


async def test_it_is_canonical_and_has_nothing_to_be_found(parts: Parts, example: ProjectFolder) -> None:
    assert changes(EXAMPLE, example) == {}
    assert [problem for problem in await lint(EXAMPLE, *parts) if not problem.code.startswith("lock-")] == []


async def test_its_fixtures_pass(parts: Parts) -> None:
    pipeline, catalogue = parts
    (report,) = await run(collect(EXAMPLE, catalogue, Selection()), pipeline, lambda _case, _result: None)
    assert [result.message for result in report.results if not result.passed] == []


async def test_guards_keep_back_what_must_never_reach_a_picker(
    parts: Parts, example: ProjectFolder, inputs: dict[str, bytes]
) -> None:
    applied = {name: await guard_of(parts, example, message) for name, message in inputs.items()}
    assert {name: guard for name, guard in applied.items() if guard} == GUARDED


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ({"cancelled_at": "2026-01-15T10:31:00+00:00"}, "cancelled-in-the-shop"),
        ({"cancelled_at": None}, None),
        ({"fulfillment_status": "fulfilled"}, "handed-over-already"),
        ({"fulfillment_status": "partial"}, None),
        ({"financial_status": "pending"}, "unpaid"),
        ({"financial_status": "voided"}, "unpaid"),
        ({"financial_status": "authorized"}, None),
        ({"financial_status": "pending", "test": True}, "test-order"),
        ({"line_items": []}, "nothing-to-ship"),
    ],
)
async def test_each_guard_looks_at_what_it_is_for(
    parts: Parts, example: ProjectFolder, inputs: dict[str, bytes], change: dict[str, Any], guard: str | None
) -> None:
    message = json.dumps(json.loads(inputs[PLAIN]) | change).encode()
    assert await guard_of(parts, example, message) == guard


def test_every_hold_that_an_operator_meets_has_its_playbook(example: ProjectFolder) -> None:
    settled = {RunCode.UNCHANGED, RunCode.OUTDATED, RunCode.SUPERSEDED, RunCode.SKIPPED}
    (flow,) = example.flows
    own = {guard.name for guard in flow.guards if guard.then is GuardAction.HOLD}
    assert set(example.playbooks) == {*HoldCode, *(set(RunCode) - settled), *own}
    for code, text in example.playbooks.items():
        assert text.startswith("# "), code
        assert "Owner: " in text, code
