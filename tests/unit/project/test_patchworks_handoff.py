"""The example project behind Patchworks: its fixtures pass, its guards decide as they should, its holds have playbooks."""

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

ROOT = Path(__file__).parents[3] / "examples" / "patchworks-handoff"
NOW = datetime(2026, 1, 15, 10, 30, tzinfo=UTC)
Parts = tuple[Pipeline, Catalogue]
GUARDED = {
    "orders": {
        "test-order": "test-order",
        "gift-card-only": "nothing-to-ship",
        "till-sale-without-addresses": "handed-over-already",
        "without-data": "nothing-to-ship",
    },
    "cancellations": {"till-sale": "handed-over-already", "test-order": "test-order"},
    "refunds": dict.fromkeys(("kept-by-the-customer", "money-only"), "nothing-comes-back"),
    "products": {
        "digital-draft": "not-for-sale",
        "gift-card": "not-shipped",
        "shipped-by-others": "shipped-by-others",
    },
    "returns": {"announced": "announced"},
}
"""By flow: fixtures to which a guard applies; to all others none does."""
SETTLED = {RunCode.UNCHANGED, RunCode.OUTDATED, RunCode.SUPERSEDED, RunCode.SKIPPED, RunCode.PAUSED}
NOT_MET = {RunCode.SKU_UNKNOWN, RunCode.SKU_AMBIGUOUS, RunCode.NOT_STOCKED}
"""Codes of Crossdock's own that these platforms cannot bring about."""


@pytest.fixture(scope="module")
def example() -> ProjectFolder:
    return read(ROOT)


def named(example: ProjectFolder, name: str) -> FlowDefinition:
    return next(flow for flow in example.flows if flow.name == name)


def inputs(example: ProjectFolder, flow: FlowDefinition) -> dict[str, bytes]:
    """The fixtures of a flow's mapping."""
    mapping = next(mapping for mapping in example.mappings if mapping.name == flow.mapping)
    return {fixture.name: fixture.input for fixture in mapping.fixtures}


class TextsOnly(msgspec.Struct, frozen=True):
    """Evaluates the texts of guards; the example asks no plugin's."""

    pipeline: Pipeline
    lookups: LookupTables

    async def evaluate(self, text: str, given: bytes) -> Evaluated:
        evaluation = Evaluation(text=text, input=given, lookups=self.lookups, received_at=NOW)
        return await self.pipeline.evaluator.evaluate(evaluation, Lane.DRAFT)

    async def check(self, guard: Guard, given: bytes, *, is_mapped: bool) -> Evaluated:  # noqa: ARG002  # never asked
        raise AssertionError(f"'{guard.name}' is a plugin's")


async def guard_of(parts: Parts, example: ProjectFolder, flow: FlowDefinition, message: bytes) -> str | None:
    """The guard that applies to a message; these guards look at the message alone."""
    given = GuardInput(source=message, target=b"null", now=NOW)
    applied = await first_applying(flow.guards, given, TextsOnly(parts[0], example.tables))
    return applied.guard.name if applied else None


async def test_it_is_canonical_and_has_nothing_to_be_found(parts: Parts, example: ProjectFolder) -> None:
    assert changes(ROOT, example) == {}
    assert [problem for problem in await lint(ROOT, *parts) if not problem.code.startswith("lock-")] == []


async def test_its_fixtures_pass(parts: Parts, example: ProjectFolder) -> None:
    pipeline, catalogue = parts
    reports = await run(collect(ROOT, catalogue, Selection()), pipeline, lambda _case, _result: None)
    assert {report.mapping for report in reports} == {flow.mapping for flow in example.flows}
    assert [result.message for report in reports for result in report.results if not result.passed] == []


@pytest.mark.parametrize("name", sorted(GUARDED))
async def test_guards_keep_back_what_must_never_go_on(name: str, parts: Parts, example: ProjectFolder) -> None:
    flow = named(example, name)
    applied = {case: await guard_of(parts, example, flow, message) for case, message in inputs(example, flow).items()}
    assert {case: guard for case, guard in applied.items() if guard} == GUARDED[name]


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ({"cancelled_at": "2026-01-15T10:31:00+00:00"}, "cancelled-in-the-shop"),
        ({"cancelled_at": None}, None),
        ({"fulfillment_status": "partial"}, None),
        ({"financial_status": "pending"}, "unpaid"),
        ({"financial_status": "authorized"}, None),
        ({"line_items": []}, "nothing-to-ship"),
    ],
)
async def test_each_guard_looks_into_what_was_handed_over(
    parts: Parts, example: ProjectFolder, change: dict[str, Any], guard: str | None
) -> None:
    flow = named(example, "orders")
    envelope = json.loads(inputs(example, flow)["multi-line-discount"])
    message = json.dumps({**envelope, "data": {**envelope["data"], **change}}).encode()
    assert await guard_of(parts, example, flow, message) == guard


def test_every_hold_that_an_operator_meets_has_its_playbook(example: ProjectFolder) -> None:
    own = {guard.name for flow in example.flows for guard in flow.guards if guard.then is GuardAction.HOLD}
    met = {*set(RunCode) - SETTLED - NOT_MET, *own, "run-partial", "run-unsuccessful"}
    assert set(example.playbooks) == {*HoldCode, *met}
    for code, text in example.playbooks.items():
        assert text.startswith("# "), code
        assert "Owner: " in text, code
