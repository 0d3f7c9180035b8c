"""What a folder needs of the installed plugins: the schemas its mappings are held against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from crossdock.errors import NotFound
from crossdock.guards import Guard
from crossdock.model.evaluation import Runnable
from crossdock.model.problem import Problem
from crossdock.model.resource import ResourceInfo, ResourceRef
from crossdock.project import layout
from crossdock.project.contents import FolderMapping
from crossdock.project.folder import Survey


class Resources(Protocol):
    """The installed connectors' resources; `crossdock.connect.catalogue.Catalogue` is one."""

    def resource(self, ref: ResourceRef) -> ResourceInfo:
        """One resource; raises NotFound naming the nearest."""

    def versions(self) -> Mapping[str, str]:
        """Distribution to version, of every plugin that brings connectors, functions or guards."""


class Declared(Protocol):
    """A webhook or an operation, as a connector declares it."""

    @property
    def resource(self) -> str:
        """The resource it brings or takes."""


class Outlined(Protocol):
    """A list that tells of a webhook's messages without telling them."""

    @property
    def resource(self) -> str:
        """What is read."""


class Told(Declared, Protocol):
    """A webhook, as a connector declares it."""

    @property
    def brings(self) -> str:
        """The resource that a mapping of its messages reads."""

    @property
    def outline(self) -> Outlined | None:
        """Where a sweep finds that there was such a message."""


class Written(Declared, Protocol):
    """An operation, as a connector declares it."""

    @property
    def stock(self) -> object | None:
        """For one that sets how much can be sold."""


class Readable(Protocol):
    """A resource, as a connector declares it."""

    @property
    def name(self) -> str: ...

    @property
    def path(self) -> str | None:
        """Where a list of it is read; None: it is not read."""

    @property
    def is_polled(self) -> bool:
        """Whether a flow can read it again and again."""

    @property
    def stock(self) -> object | None:
        """For one that tells how much there is."""

    @property
    def passed_on(self) -> bool:
        """Whether the platform only passes it on, from a system that it does not name."""

    @property
    def until(self) -> str | None:
        """What leaves out what is newer than a time; None: it cannot."""

    def missing(self, parameters: Mapping[str, str]) -> list[str]:
        """The parameters that a read of it needs, and that are not given."""


class Kind(Protocol):
    """A connector's class; `crossdock.connect.Connector` is one."""

    def resource(self, name: str) -> Readable:
        """One of its resources; raises NotFound naming the nearest."""

    def webhook(self, name: str) -> Told:
        """One of its webhooks; raises NotFound naming the nearest."""

    def operation(self, name: str) -> Written:
        """One of its operations; raises NotFound naming the nearest."""


class Connectors(Resources, Protocol):
    """The installed connectors, as flows and environments name them."""

    def connector(self, name: str) -> Kind:
        """A connector's class; raises NotFound naming the nearest, PluginError where it cannot be loaded."""

    def guard(self, name: str) -> Guard:
        """A plugin's guard; raises NotFound naming the nearest, PluginError where it cannot be loaded."""

    def check_settings(
        self, connector: str, settings: Mapping[str, Any], secrets: Mapping[str, Any]
    ) -> tuple[Problem, ...]:
        """Everything wrong with filled-in settings; pointers lead to `/settings/...` and `/secrets/...`."""

    def check_channel_settings(
        self, channel: str, settings: Mapping[str, Any], secrets: Mapping[str, Any]
    ) -> tuple[Problem, ...]:
        """As `check_settings`, of an alert channel."""


def runnables(found: Survey, resources: Resources) -> tuple[dict[str, Runnable], tuple[Problem, ...]]:
    """Each mapping of a folder, ready to run, by name; and a problem for each resource that no plugin has."""
    ready: dict[str, Runnable] = {}
    problems: list[Problem] = []
    for mapping in found.project.mappings:
        source = _resource(found, mapping, "source", resources, problems)
        target = _resource(found, mapping, "target", resources, problems)
        if source and target:
            ready[mapping.name] = Runnable(text=mapping.text, source_schema=source.schema, target_schema=target.schema)
    return ready, tuple(problems)


def _resource(
    found: Survey, mapping: FolderMapping, key: str, resources: Resources, problems: list[Problem]
) -> ResourceInfo | None:
    path = layout.mapping_file(mapping.name)
    try:
        return resources.resource(mapping.source if key == "source" else mapping.target)
    except NotFound as error:
        problems.append(
            Problem(
                code="unknown-resource",
                message=error.message,
                remedy=error.remedy,
                file=path,
                line=found.line(path, f"/{key}"),
            )
        )
        return None
