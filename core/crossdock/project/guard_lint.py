"""What is wrong, or probably wrong, with the guards of a project folder's flows."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crossdock.engine.ports import Analyst
from crossdock.model.analysis import LintFinding, Surroundings
from crossdock.model.evaluation import HoldCode
from crossdock.model.flow import FlowDefinition, Guard, GuardAction
from crossdock.model.problem import Problem, Severity
from crossdock.model.record import RunCode
from crossdock.project import layout
from crossdock.project.folder import Survey
from crossdock.project.guard_input import surroundings
from crossdock.project.resources import Resources

OWN_CODES: tuple[str, ...] = (*HoldCode, *RunCode)
"""The codes of Crossdock's own, which no guard may take."""


async def guard_problems(found: Survey, analyst: Analyst, resources: Resources) -> list[Problem]:
    """Every problem of every guard: its name, its playbook, and its text."""
    problems: list[Problem] = []
    mappings = {mapping.name: mapping for mapping in found.project.mappings}
    for flow in found.project.flows:
        around = surroundings(mappings.get(flow.mapping), resources, tuple(found.project.tables))
        for index, guard in enumerate(flow.guards):
            problems += _names(found, flow, index, guard)
            problems += [_placed(found, flow, index, each) for each in await _text(guard.when, analyst, around)]
    return problems


def _names(found: Survey, flow: FlowDefinition, index: int, guard: Guard) -> Iterator[Problem]:
    path = layout.flow_file(flow.name)
    line = found.line(path, f"/guards/{index}/name")
    if guard.name in OWN_CODES:
        message = f"'{guard.name}' is a code of Crossdock's own, and a guard's name is the code of what it holds."
        yield Problem(code="guard-code", message=message, remedy="Rename the guard.", file=path, line=line)
    code = {GuardAction.HOLD: guard.name, GuardAction.WAIT: str(RunCode.WAITED_TOO_LONG)}.get(guard.then)
    if code is not None and code not in found.project.playbooks:
        yield Problem(
            code="guard-without-playbook",
            message=f"Records that the guard '{guard.name}' holds have no playbook.",
            remedy=f"Write what to do about them into {layout.playbook_file(code)}.",
            severity=Severity.WARNING,
            file=path,
            line=line,
        )


async def _text(text: str, analyst: Analyst, around: Surroundings) -> tuple[Problem, ...]:
    problems = await analyst.parse(text)
    if problems:
        return problems
    return tuple(_problem(finding) for finding in (await analyst.lint(text, around)).findings)


def _problem(finding: LintFinding) -> Problem:
    return Problem(code=finding.rule, message=finding.message, remedy=finding.remedy, severity=finding.severity)


def _placed(found: Survey, flow: FlowDefinition, index: int, problem: Problem) -> Problem:
    """In the line of the guard's text; a span would count from the text's start, not from the line's."""
    path = layout.flow_file(flow.name)
    line = found.line(path, f"/guards/{index}/when")
    return msgspec.structs.replace(problem, file=path, line=line, expression=None)
