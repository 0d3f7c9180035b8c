"""Flows: their definitions. Whether one is paused is the server's own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from crossdock.cli.pushing.step import Act, Push, Step, etag
from crossdock.engine.json_text import encode
from crossdock.model.flow import Flow, FlowDefinition
from crossdock.model.page import Page
from crossdock.project.contents import ProjectFolder


def flow_steps(push: Push, flow: FlowDefinition, path: str) -> Iterator[Step]:
    """The step for one flow."""
    found = push.server.find(path, Flow)
    if found is not None and found.value.definition == flow:
        return
    do = partial(push.server.put, path, _definition(flow), found.etag if found else None)
    yield Step(act=Act.CHANGE if found else Act.CREATE, item=f"flow {flow.name}", do=do)


def strange_flows(push: Push, project: ProjectFolder, path: str) -> Iterator[Step]:
    """Flows that the folder does not have; the server keeps those that ever took something in, and says so."""
    known = {flow.name for flow in project.flows}
    for stored in push.server.list(path, Page[Flow]):
        if stored.name not in known:
            do = partial(push.server.delete, f"{path}/{stored.name}", etag(stored.revision))
            yield Step(act=Act.DELETE, item=f"flow {stored.name}", do=do)


def _definition(flow: FlowDefinition) -> bytes:
    return encode({key: value for key, value in msgspec.to_builtins(flow).items() if key != "name"})
