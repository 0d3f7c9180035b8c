"""Alert rules. Their secrets are on the server alone: what is set there stays set."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from crossdock.cli.pushing.step import Act, Push, Step, body, etag
from crossdock.model.alert import AlertRule, AlertRuleSettings
from crossdock.model.page import Page
from crossdock.project.contents import FolderAlert, ProjectFolder


def alert_steps(push: Push, rule: FolderAlert, path: str) -> Iterator[Step]:
    """The step for one alert rule."""
    found = push.server.find(path, AlertRule)
    wanted = {name: value for name, value in msgspec.structs.asdict(rule).items() if name != "name"}
    if found is not None and all(getattr(found.value, name) == value for name, value in wanted.items()):
        return
    do = partial(push.server.put, path, body(AlertRuleSettings(**wanted)), found.etag if found else None)
    yield Step(act=Act.CHANGE if found else Act.CREATE, item=f"alert rule {rule.name}", do=do)


def strange_alerts(push: Push, project: ProjectFolder, path: str) -> Iterator[Step]:
    """Alert rules that the folder does not have."""
    known = {rule.name for rule in project.alerts}
    for stored in push.server.list(path, Page[AlertRule]):
        if stored.name not in known:
            do = partial(push.server.delete, f"{path}/{stored.name}", etag(stored.revision))
            yield Step(act=Act.DELETE, item=f"alert rule {stored.name}", do=do)
