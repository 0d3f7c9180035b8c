"""`crossdock lint`: everything that is wrong, or probably wrong, with a project folder; `rules` lists what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from crossdock.engine.json_text import decode
from crossdock.engine.pipeline import Pipeline
from crossdock.engine.schema import SchemaCheck
from crossdock.model.evaluation import HoldCode, Runnable
from crossdock.model.fixture import ExpectHold, Fixture
from crossdock.model.problem import Problem, Severity, Side
from crossdock.nearest import suggest
from crossdock.project import layout
from crossdock.project.alert_lint import alert_problems
from crossdock.project.contents import FolderMapping, ProjectFolder
from crossdock.project.environment_lint import environment_problems
from crossdock.project.flow_lint import flow_problems
from crossdock.project.folder import survey
from crossdock.project.guard_lint import OWN_CODES, guard_problems, plugin_codes
from crossdock.project.lock import installed, lock_problems
from crossdock.project.resources import Connectors, runnables
from crossdock.project.stock_lint import commitment_problems, share_problems
from crossdock.project.strays import stray_files
from crossdock.project.text_lint import text_problems

_REFUSED_INPUTS = (HoldCode.NOT_UNDERSTOOD, HoldCode.SOURCE_INVALID)


async def lint(root: Path, pipeline: Pipeline, resources: Connectors) -> tuple[Problem, ...]:
    """Every problem of a folder with its file, line and remedy, by file and line."""
    found = survey(root)
    ready, unknown = runnables(found, resources)
    problems = [
        *found.problems,
        *unknown,
        *stray_files(root),
        *_lookups(found.project),
        *_playbooks(found.project, resources),
    ]
    for mapping in found.project.mappings:
        problems += await text_problems(mapping, pipeline.evaluator, resources, found.project.tables)
        problems += _fixtures(mapping, ready.get(mapping.name))
    problems += [
        *flow_problems(found, resources),
        *share_problems(found, resources),
        *environment_problems(found, resources),
        *alert_problems(found, resources),
    ]
    problems += await guard_problems(found, pipeline.evaluator, resources)
    problems += await commitment_problems(found, pipeline.evaluator, resources)
    if not unknown:
        problems += lock_problems(root, installed(found.project, resources, pipeline.evaluator.name))
    return tuple(sorted(problems, key=lambda problem: (problem.file or "", problem.line or 0)))


def _fixtures(mapping: FolderMapping, ready: Runnable | None) -> Iterator[Problem]:
    if not mapping.fixtures:
        yield _warning(
            f"{layout.MAPPINGS}/{mapping.name}",
            "no-fixtures",
            f"The mapping '{mapping.name}' has no fixture.",
            f"Add {layout.fixture_folder(mapping.name, '<case>')} with an input and what must come out.",
        )
    if ready is None:
        return
    check = SchemaCheck(ready.source_schema)
    for fixture in mapping.fixtures:
        path = f"{layout.fixture_folder(mapping.name, fixture.name)}/{layout.INPUT}"
        for problem in _input_problems(fixture, check):
            yield msgspec.structs.replace(problem, code="fixture-input", file=path)


def _input_problems(fixture: Fixture, check: SchemaCheck) -> tuple[Problem, ...]:
    if isinstance(fixture.expect, ExpectHold) and fixture.expect.code in _REFUSED_INPUTS:
        return ()
    return check.problems(decode(fixture.input), Side.SOURCE)


def _lookups(project: ProjectFolder) -> Iterator[Problem]:
    for table in project.lookups:
        if not table.rows:
            message = f"The lookup '{table.name}' has no rows."
            yield _warning(layout.rows_file(table.name), "lookup-without-rows", message, "Add them, or remove it.")


def _playbooks(project: ProjectFolder, connectors: Connectors) -> Iterator[Problem]:
    guards = [guard for flow in project.flows for guard in flow.guards]
    codes = [*OWN_CODES, *(code for guard in guards for code in (guard.name, *plugin_codes(guard, connectors)))]
    for code, text in project.playbooks.items():
        path = layout.playbook_file(code)
        if not text.strip():
            yield _warning(path, "playbook-empty", "The playbook says nothing.", "Write what to do about this hold.")
        if code not in codes and (near := suggest(code, codes)):
            message = f"Neither Crossdock nor a guard holds anything with the code '{code}'."
            yield _warning(path, "playbook-code", message, near)


def _warning(path: str, code: str, message: str, remedy: str) -> Problem:
    return Problem(code=code, message=message, remedy=remedy, severity=Severity.WARNING, file=path)
