"""What is wrong with the alert rules of a project folder; above all, a secret among their settings."""

from __future__ import annotations

from collections.abc import Iterator

from crossdock.errors import NotFound, PluginError
from crossdock.model.problem import Problem
from crossdock.nearest import suggest
from crossdock.project import layout
from crossdock.project.contents import FolderAlert
from crossdock.project.environment_lint import SETTING_RULES
from crossdock.project.folder import Survey
from crossdock.project.resources import Connectors

_MOVE_IT = "Take it out, set it on the server with the rule of this name, and make another one: it may have been seen."


def alert_problems(found: Survey, connectors: Connectors) -> Iterator[Problem]:
    """Every problem of the files in `alerts/`."""
    for rule in found.project.alerts:
        yield from _environments(found, rule)
        yield from _settings(found, rule, connectors)


def _environments(found: Survey, rule: FolderAlert) -> Iterator[Problem]:
    path, names = layout.alert_file(rule.name), found.project.environments
    for index, name in enumerate(rule.environments):
        if name not in names:
            remedy = suggest(name, names) or f"Add it to {layout.PROJECT}, which has {', '.join(names)}."
            line = found.line(path, f"/environments/{index}")
            message = f"The project has no environment '{name}'."
            yield Problem(code="unknown-environment", message=message, remedy=remedy, file=path, line=line)


def _settings(found: Survey, rule: FolderAlert, connectors: Connectors) -> Iterator[Problem]:
    path = layout.alert_file(rule.name)
    try:
        problems = connectors.check_channel_settings(rule.channel, rule.settings, {})
    except (NotFound, PluginError) as error:
        line = found.line(path, "/channel")
        yield Problem(code="unknown-channel", message=error.message, remedy=error.remedy, file=path, line=line)
        return
    for problem in problems:
        told = problem.pointer or ""
        if told.startswith("/secrets/"):
            continue  # secrets are missing here, and shall be
        code = SETTING_RULES.get(problem.code, problem.code)
        secret = code == "secret-in-file"
        yield Problem(
            code=code,
            message=f"'{told.rpartition('/')[2]}' is a secret of the channel '{rule.channel}'; a file must not hold it."
            if secret
            else f"The alert rule '{rule.name}': {problem.message}",
            remedy=_MOVE_IT if secret else problem.remedy,
            file=path,
            line=found.line(path, told),
        )
