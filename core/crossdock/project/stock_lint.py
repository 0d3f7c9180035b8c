"""What is wrong, or probably wrong, with what flows say of stock: what messages take of it, and what tells it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crossdock.engine.ports import Analyst
from crossdock.errors import NotFound
from crossdock.model.analysis import Described, LintReport, Surroundings
from crossdock.model.flow import FlowDefinition
from crossdock.model.problem import Problem
from crossdock.project import layout
from crossdock.project.folder import Survey
from crossdock.project.resources import Resources


async def commitment_problems(found: Survey, analyst: Analyst, resources: Resources) -> list[Problem]:
    """Every problem of the texts that say what messages take from stock."""
    problems: list[Problem] = []
    for flow in found.project.flows:
        if flow.commits:
            around = Surroundings(source=_source(found, flow, resources), lookups=tuple(found.project.tables))
            problems += [_placed(found, flow, each) for each in await _text(flow.commits, analyst, around)]
    return problems


async def _text(text: str, analyst: Analyst, around: Surroundings) -> list[Problem]:
    problems = await analyst.parse(text)
    return [*problems] if problems else [*_findings(await analyst.lint(text, around))]


def _findings(report: LintReport) -> Iterator[Problem]:
    for finding in report.findings:
        yield Problem(code=finding.rule, message=finding.message, remedy=finding.remedy, severity=finding.severity)


def _source(found: Survey, flow: FlowDefinition, resources: Resources) -> Described | None:
    """None for a mapping or a resource that nobody has: that is another rule's to say."""
    mapping = next((each for each in found.project.mappings if each.name == flow.mapping), None)
    if mapping is None:
        return None
    try:
        resource = resources.resource(mapping.source)
    except NotFound:
        return None
    return Described(schema=resource.schema, samples=resource.samples)


def _placed(found: Survey, flow: FlowDefinition, problem: Problem) -> Problem:
    path = layout.flow_file(flow.name)
    return msgspec.structs.replace(problem, file=path, line=found.line(path, "/commits"), expression=None)
