"""What is wrong, or probably wrong, with the guards of a project folder's flows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

import msgspec

from crossdock.engine.guard_options import option_problems
from crossdock.engine.ports import Analyst
from crossdock.errors import NotFound, PluginError
from crossdock.model.analysis import LintFinding, Surroundings
from crossdock.model.evaluation import HoldCode
from crossdock.model.flow import FlowDefinition, Guard, GuardAction
from crossdock.model.guard_faults import guard_faults
from crossdock.model.problem import Problem, Severity
from crossdock.model.record import RunCode
from crossdock.project import layout
from crossdock.project.folder import Survey
from crossdock.project.guard_input import surroundings
from crossdock.project.resources import Connectors

OWN_CODES: tuple[str, ...] = (*HoldCode, *RunCode)
"""The codes of Crossdock's own, which no guard may take."""


async def guard_problems(found: Survey, analyst: Analyst, connectors: Connectors) -> list[Problem]:
    """Every problem of every guard: its name, its playbooks, and its text or its plugin's guard."""
    problems: list[Problem] = []
    mappings = {mapping.name: mapping for mapping in found.project.mappings}
    for flow in found.project.flows:
        around = surroundings(mappings.get(flow.mapping), connectors, tuple(found.project.tables))
        for index, guard in enumerate(flow.guards):
            problems += _GuardLint(found, flow, index, connectors).problems()
            if guard.when and not guard.plugin:
                problems += [_placed(found, flow, index, each) for each in await _text(guard.when, analyst, around)]
    return problems


def plugin_codes(guard: Guard, connectors: Connectors) -> tuple[str, ...]:
    """The codes of its own that a plugin's guard declares; none where it cannot be had, which is told elsewhere."""
    try:
        return tuple(code.name for code in connectors.guard(guard.plugin).codes) if guard.plugin else ()
    except (NotFound, PluginError):
        return ()


class _GuardLint:
    """One guard of a flow, its text aside, held against the folder and what is installed."""

    def __init__(self, found: Survey, flow: FlowDefinition, index: int, connectors: Connectors) -> None:
        self._found = found
        self._path = layout.flow_file(flow.name)
        self._place = f"/guards/{index}"
        self._guard = flow.guards[index]
        self._connectors = connectors

    def problems(self) -> Iterator[Problem]:
        guard = self._guard
        if guard.name in OWN_CODES:
            message = f"'{guard.name}' is a code of Crossdock's own, and a guard's name is the code of what it holds."
            yield self._problem("guard-code", "/name", message, "Rename the guard.")
        for fault in guard_faults(guard):
            yield self._problem(fault.code, fault.pointer, fault.message, fault.remedy)
        if guard.plugin:
            yield from self._of_plugin()
        elif guard.then is not None:
            yield from self._playbooks({guard.then}, [guard.name])

    def _of_plugin(self) -> Iterator[Problem]:
        guard = self._guard
        try:
            loaded = self._connectors.guard(guard.plugin)
        except (NotFound, PluginError) as error:
            yield self._problem(error.stable_code, "/plugin", error.message, error.remedy)
            return
        for problem in option_problems(loaded, guard.options):
            message = f"The options of '{loaded.name}': {problem.message}"
            yield self._problem("guard-options", f"/options{problem.pointer or ''}", message, problem.remedy)
        held = [code.name for code in loaded.codes if code.action is GuardAction.HOLD]
        yield from self._playbooks(set(loaded.actions), held or [guard.name])

    def _playbooks(self, actions: Set[GuardAction], held: Sequence[str]) -> Iterator[Problem]:
        codes = list(held) if GuardAction.HOLD in actions else []
        codes += [str(RunCode.WAITED_TOO_LONG)] if GuardAction.WAIT in actions else []
        for code in codes:
            if code not in self._found.project.playbooks:
                message = f"Records that the guard '{self._guard.name}' holds have no playbook."
                remedy = f"Write what to do about them into {layout.playbook_file(code)}."
                yield self._problem("guard-without-playbook", "/name", message, remedy, Severity.WARNING)

    def _problem(
        self, code: str, pointer: str, message: str, remedy: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        line = self._found.line(self._path, f"{self._place}{pointer}")
        return Problem(code=code, message=message, remedy=remedy, severity=severity, file=self._path, line=line)


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
