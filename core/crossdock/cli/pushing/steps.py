"""All steps of a push, in the order in which things need each other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from crossdock.cli.pushing.alerts import alert_steps, strange_alerts
from crossdock.cli.pushing.annotations import annotation_steps
from crossdock.cli.pushing.fixtures import fixture_steps
from crossdock.cli.pushing.flows import flow_steps, strange_flows
from crossdock.cli.pushing.lookups import lookup_steps, strange_lookups
from crossdock.cli.pushing.mappings import mapping_steps, strange_mappings
from crossdock.cli.pushing.playbooks import playbook_steps
from crossdock.cli.pushing.step import Act, Push, Step, body, put_if_different
from crossdock.cli.pushing.texts import text_steps
from crossdock.model.project import Project, ProjectNew, ProjectSettings
from crossdock.project.contents import ProjectFolder


def steps(push: Push, project: ProjectFolder) -> Iterator[Step]:
    """The steps that are needed; each must be done, or left, before the next is asked for."""
    base = f"projects/{project.name}"
    yield from _project(push, project, base)
    for table in project.lookups:
        yield from lookup_steps(push, table, f"{base}/lookups/{table.name}")
    for mapping in project.mappings:
        path = f"{base}/mappings/{mapping.name}"
        yield from mapping_steps(push, mapping, f"{base}/mappings")
        yield from annotation_steps(push, mapping, f"{path}/annotations")
        yield from fixture_steps(push, mapping, f"{path}/fixtures")
        yield from text_steps(push, mapping, path)
    for flow in project.flows:
        yield from flow_steps(push, flow, f"{base}/flows/{flow.name}")
    for rule in project.alerts:
        yield from alert_steps(push, rule, f"{base}/alert-rules/{rule.name}")
    yield from playbook_steps(push, project, f"{base}/playbooks")
    if push.prune:
        yield from strange_alerts(push, project, f"{base}/alert-rules")
        yield from strange_flows(push, project, f"{base}/flows")
        yield from strange_mappings(push, project, f"{base}/mappings")
        yield from strange_lookups(push, project, f"{base}/lookups")


def _project(push: Push, project: ProjectFolder, path: str) -> Iterator[Step]:
    found = push.server.find(path, Project)
    shared: dict[str, Any] = {
        "description": project.description,
        "environments": project.environments,
        "ownership": project.ownership,
    }
    item = f"project {project.name}"
    if found is None:
        new = ProjectNew(name=project.name, title=project.title, **shared)
        do = partial(push.server.create, "projects", body(new))
        yield Step(act=Act.CREATE, item=item, do=do, vital=True)
        return
    title, four_eyes = project.title or found.value.title, found.value.four_eyes
    retention_days = found.value.retention_days
    settings = ProjectSettings(title=title, four_eyes=four_eyes, retention_days=retention_days, **shared)
    yield from put_if_different(push, path, item, settings, found)
