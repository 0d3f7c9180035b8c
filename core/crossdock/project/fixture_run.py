"""Running the fixtures of a project folder: the same pipeline as the studio's, without server or database."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import msgspec

from crossdock.engine.fixtures import run_fixture
from crossdock.engine.pipeline import Pipeline
from crossdock.errors import NotFound
from crossdock.model.fixture import Fixture, FixtureReport, FixtureResult
from crossdock.nearest import suggest
from crossdock.project.case import Case
from crossdock.project.contents import FolderMapping
from crossdock.project.cross_check import cross_check
from crossdock.project.folder import raise_problems, survey
from crossdock.project.resources import Resources, runnables


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which fixtures to run; empty: all of them."""

    mappings: tuple[str, ...] = ()
    fixtures: tuple[str, ...] = ()

    def of(self, mapping: FolderMapping) -> tuple[Fixture, ...]:
        """The fixtures of a mapping that are selected."""
        if self.mappings and mapping.name not in self.mappings:
            return ()
        return tuple(fixture for fixture in mapping.fixtures if not self.fixtures or fixture.name in self.fixtures)

    def check(self, mappings: Collection[FolderMapping]) -> None:
        """Raises NotFound for a mapping that is not there, naming the nearest."""
        names = [mapping.name for mapping in mappings]
        for name in self.mappings:
            if name not in names:
                remedy = suggest(name, names) or f"The folder has: {', '.join(names) or 'none'}."
                raise NotFound(f"There is no mapping '{name}' in the folder.", remedy=remedy)


Progress = Callable[[Case, FixtureResult], None]
"""Told of each result as it comes."""


def collect(root: Path, resources: Resources, selection: Selection) -> tuple[Case, ...]:
    """The selected fixtures of a folder, by mapping and name.

    Raises ConfigurationError with everything that is wrong in the folder, NotFound for an unknown mapping.
    """
    found = survey(root)
    ready, unknown = runnables(found, resources)
    raise_problems(root, (*found.problems, *unknown))
    selection.check(found.project.mappings)
    return tuple(
        Case(mapping=mapping.name, fixture=fixture, runnable=ready[mapping.name], lookups=found.project.tables)
        for mapping in found.project.mappings
        for fixture in selection.of(mapping)
    )


async def run(
    cases: tuple[Case, ...],
    pipeline: Pipeline,
    progress: Progress,
    *,
    fail_fast: bool = False,
    other: Pipeline | None = None,
) -> tuple[FixtureReport, ...]:
    """Run fixtures in order; a report for each mapping that had one.

    With a pipeline on another engine, a fixture for which the two differ has failed too.
    """
    results: dict[str, list[FixtureResult]] = {}
    for case in cases:
        result = await run_fixture(pipeline, case.runnable, case.fixture, case.lookups)
        if other is not None:
            result = await cross_check(case, result, pipeline, other)
        results.setdefault(case.mapping, []).append(result)
        progress(case, result)
        if fail_fast and not result.passed:
            break
    return tuple(_report(mapping, tuple(found)) for mapping, found in results.items())


def _report(mapping: str, results: tuple[FixtureResult, ...]) -> FixtureReport:
    passed = sum(result.passed for result in results)
    return FixtureReport(mapping=mapping, passed=passed, failed=len(results) - passed, results=results)
