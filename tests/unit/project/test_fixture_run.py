"""Running a folder's fixtures: those that are selected, in order, until told to stop."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.errors import ConfigurationError, NotFound
from crossdock.model.fixture import FixtureResult
from crossdock.project.case import Case
from crossdock.project.fixture_run import Selection, collect, run

CASE = "mappings/shopify-order-to-seko/fixtures/standard-order"

Parts = tuple[Pipeline, Catalogue]


async def test_every_fixture_of_a_new_folder_passes(project: Path, parts: Parts) -> None:
    pipeline, catalogue = parts
    seen: list[str] = []

    def progress(case: Case, _result: FixtureResult) -> None:
        seen.append(case.fixture.name)

    (report,) = await run(collect(project, catalogue, Selection()), pipeline, progress)
    assert (report.passed, report.failed) == (2, 0)
    assert seen == ["standard-order", "unknown-delivery-option"]


async def test_a_failure_ends_the_run_where_that_is_asked_for(project: Path, parts: Parts) -> None:
    pipeline, catalogue = parts
    (project / CASE / "expected.json").write_text("{}")
    cases = collect(project, catalogue, Selection())
    (report,) = await run(cases, pipeline, lambda _case, _result: None, fail_fast=True)
    assert (report.passed, report.failed) == (0, 1)
    assert {difference.pointer for difference in report.results[0].differences} >= {"/WebSalesOrder", "/List"}


def names(cases: tuple[Case, ...]) -> list[str]:
    return [case.fixture.name for case in cases]


async def test_fixtures_are_selected_by_name(project: Path, parts: Parts) -> None:
    _, catalogue = parts
    assert names(collect(project, catalogue, Selection(fixtures=("standard-order",)))) == ["standard-order"]
    assert names(collect(project, catalogue, Selection(fixtures=("no-such",)))) == []


async def test_an_unknown_mapping_is_refused_with_the_nearest(project: Path, parts: Parts) -> None:
    _, catalogue = parts
    with pytest.raises(NotFound, match="Did you mean 'shopify-order-to-seko'"):
        collect(project, catalogue, Selection(mappings=("shopify-orders-to-seko",)))


async def test_an_unknown_connector_is_refused_with_its_line(project: Path, parts: Parts) -> None:
    _, catalogue = parts
    (project / "mappings/shopify-order-to-seko/mapping.yaml").write_text("source: shopfy/order\ntarget: seko/order\n")
    with pytest.raises(ConfigurationError) as refused:
        collect(project, catalogue, Selection())
    (problem,) = refused.value.problems
    assert (problem.code, problem.line) == ("unknown-resource", 1)
    assert "shopify" in problem.remedy
