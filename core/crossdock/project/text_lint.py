"""What is wrong, or probably wrong, with the texts of a project folder."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from crossdock.engine.ports import Analyst
from crossdock.errors import NotFound
from crossdock.model.analysis import Described, LintFinding, Surroundings
from crossdock.model.problem import Problem
from crossdock.model.resource import ResourceRef
from crossdock.project import layout
from crossdock.project.contents import FolderMapping
from crossdock.project.resources import Resources


async def text_problems(
    mapping: FolderMapping, analyst: Analyst, resources: Resources, lookups: Iterable[str]
) -> list[Problem]:
    """What keeps a text from being evaluated; or, where nothing does, what the linter finds in it."""
    problems = await analyst.parse(mapping.text)
    if not problems:
        around = Surroundings(
            source=_described(mapping.source, resources),
            target=_described(mapping.target, resources),
            lookups=tuple(lookups),
        )
        problems = tuple(_problem(finding) for finding in (await analyst.lint(mapping.text, around)).findings)
    return [_in_file(problem, mapping) for problem in problems]


def _described(ref: ResourceRef, resources: Resources) -> Described | None:
    """None for a resource that nobody has: that is another rule's to say."""
    try:
        resource = resources.resource(ref)
    except NotFound:
        return None
    return Described(schema=resource.schema, samples=resource.samples)


def _problem(finding: LintFinding) -> Problem:
    return Problem(
        code=finding.rule,
        message=finding.message,
        remedy=finding.remedy,
        severity=finding.severity,
        expression=finding.span,
    )


def _in_file(problem: Problem, mapping: FolderMapping) -> Problem:
    line = problem.expression.line if problem.expression else None
    return msgspec.structs.replace(problem, file=layout.text_file(mapping.name), line=line)
