"""What is wrong with the connections of a project folder's environments; above all, a secret among them."""

from __future__ import annotations

from collections.abc import Iterator

from crossdock.engine.pointer import pointer
from crossdock.errors import NotFound, PluginError
from crossdock.model.problem import Problem
from crossdock.nearest import suggest
from crossdock.project import layout
from crossdock.project.contents import FolderConnection, FolderEnvironment
from crossdock.project.folder import Survey
from crossdock.project.resources import Connectors

_MOVE_IT = (
    "Take it out, set it on the server with the connection of this name and environment, "
    "and have the platform issue another one: this one may have been seen."
)
SETTING_RULES = {
    "misplaced": "secret-in-file",
    "additionalProperties": "unknown-setting",
    "invalid": "invalid-setting",
    "required": "missing-setting",
}
"""Findings about filled-in settings by the rule that tells them."""


def environment_problems(found: Survey, connectors: Connectors) -> Iterator[Problem]:
    """Every problem of the files in `environments/`."""
    for environment in found.project.connected:
        path = layout.environment_file(environment.name)
        if environment.name not in found.project.environments:
            names = found.project.environments
            remedy = suggest(environment.name, names) or f"Add it to {layout.PROJECT}, which has {', '.join(names)}."
            message = f"The project has no environment '{environment.name}'."
            yield Problem(code="unknown-environment", message=message, remedy=remedy, file=path)
        for connection in environment.connections:
            yield from _connection(found, environment, connection, connectors)
    yield from _differing(found)


def _connection(
    found: Survey, environment: FolderEnvironment, connection: FolderConnection, connectors: Connectors
) -> Iterator[Problem]:
    path = layout.environment_file(environment.name)
    place = pointer(("connections", connection.name))
    try:
        problems = connectors.check_settings(connection.connector, connection.settings, {})
    except (NotFound, PluginError) as error:
        line = found.line(path, f"{place}/connector")
        yield Problem(code="unknown-connector", message=error.message, remedy=error.remedy, file=path, line=line)
        return
    for problem in problems:
        told = problem.pointer or ""
        if told.startswith("/secrets/"):
            continue  # secrets are missing here, and shall be
        rule = SETTING_RULES.get(problem.code, problem.code)
        yield Problem(
            code=rule,
            message=_message(rule, told.rpartition("/")[2], connection, problem),
            remedy=_MOVE_IT if rule == "secret-in-file" else problem.remedy,
            file=path,
            line=found.line(path, f"{place}{told}"),
        )


def _message(rule: str, setting: str, connection: FolderConnection, problem: Problem) -> str:
    if rule == "secret-in-file":
        return f"'{setting}' is a secret of the connector '{connection.connector}'; a file must not hold it."
    return f"The connection '{connection.name}': {problem.message}"


def _differing(found: Survey) -> Iterator[Problem]:
    """A connection means the same platform everywhere: that is what lets one flow run in every environment."""
    first: dict[str, tuple[str, str]] = {}
    for environment in found.project.connected:
        path = layout.environment_file(environment.name)
        for connection in environment.connections:
            where, connector = first.setdefault(connection.name, (environment.name, connection.connector))
            if connector != connection.connector:
                yield Problem(
                    code="connection-differs",
                    message=f"The connection '{connection.name}' is '{connection.connector}' here and '{connector}' "
                    f"in {where}.",
                    remedy="Give the connections of two platforms two names.",
                    file=path,
                    line=found.line(path, pointer(("connections", connection.name, "connector"))),
                )
