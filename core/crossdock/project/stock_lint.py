"""What is wrong, or probably wrong, with what flows say of stock: what messages take of it, and who is told how much."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crossdock.engine.ports import Analyst
from crossdock.errors import NotFound, PluginError
from crossdock.model.analysis import Described, LintReport, Surroundings
from crossdock.model.flow import FlowDefinition
from crossdock.model.problem import Problem, Severity
from crossdock.project import layout
from crossdock.project.folder import Survey
from crossdock.project.resources import Connectors, Resources


def share_problems(found: Survey, connectors: Connectors) -> Iterator[Problem]:
    """Shares of what is no stock, shares that nobody else has one beside, and channels that are told all of what others share."""
    telling = [flow for flow in found.project.flows if _tells_stock(found, flow, connectors)]
    for flow in found.project.flows:
        others = [one for one in telling if one.name != flow.name and one.source.connection == flow.source.connection]
        sharing = [one.name for one in others if one.share]
        if flow.share and flow not in telling:
            message = "Only what sets stock can have a share of it."
            yield _shared(found, flow, Severity.ERROR, message, "Take the share out.")
        elif flow.share and not sharing:
            message = (
                f"No other flow has a share of the stock at '{flow.source.connection}'; this one is told all of it."
            )
            yield _shared(
                found, flow, Severity.WARNING, message, "Give the other channel's flow a share, or take this out."
            )
        elif flow in telling and not flow.share and others:
            message = f"'{others[0].name}' tells another channel of the same stock: both may sell the last piece."
            yield _shared(found, flow, Severity.WARNING, message, "Give each of them a `share`.")


def _tells_stock(found: Survey, flow: FlowDefinition, connectors: Connectors) -> bool:
    mapping = next((each for each in found.project.mappings if each.name == flow.mapping), None)
    try:
        connector = connectors.connector(mapping.target.connector) if mapping else None
        return connector is not None and connector.operation(flow.target.operation).stock is not None
    except (NotFound, PluginError):
        return False


def _shared(found: Survey, flow: FlowDefinition, severity: Severity, message: str, remedy: str) -> Problem:
    path = layout.flow_file(flow.name)
    line = found.line(path, "/share" if flow.share else "/target/operation")
    return Problem(code="stock-share", message=message, remedy=remedy, severity=severity, file=path, line=line)


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
