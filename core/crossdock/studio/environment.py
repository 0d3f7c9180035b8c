"""Environments are named in paths; a name that the project does not have is told with the nearest."""

from __future__ import annotations

from crossdock.model.project import Project
from crossdock.store.refusals import absent


def require_environment(project: Project, name: str) -> None:
    """Raises NotFound naming the nearest environment."""
    if name not in project.environments:
        raise absent(f"environment of project '{project.name}' named", name, project.environments)
