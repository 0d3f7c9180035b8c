"""What a project folder holds, read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from crossdock.model.alert import AlertKind, Thresholds
from crossdock.model.annotation import Annotation
from crossdock.model.fixture import Fixture
from crossdock.model.flow import FlowDefinition
from crossdock.model.lookup import LookupTable, LookupTables
from crossdock.model.project import Ownership
from crossdock.model.resource import ResourceRef

UNSTORED = 0
"""The revision of a lookup that comes from a folder: the studio counts from 1."""


class FolderMapping(msgspec.Struct, frozen=True, kw_only=True):
    """`mappings/<name>/`: settings, text and fixtures of one mapping."""

    name: str
    source: ResourceRef
    target: ResourceRef
    description: str = ""
    owners: tuple[str, ...] = ()
    text: str
    """`map.jsonata`, byte for byte."""
    annotations: tuple[Annotation, ...] = ()
    """By target."""
    fixtures: tuple[Fixture, ...] = ()
    """By name."""


class FolderConnection(msgspec.Struct, frozen=True, kw_only=True):
    """Which platform stands behind a connection's name in one environment. Its secrets are on the server alone."""

    name: str
    connector: str
    settings: dict[str, Any] = {}
    """Plain ones, by the connector's schema."""


class FolderEnvironment(msgspec.Struct, frozen=True, kw_only=True):
    """`environments/<name>.yaml`: the connections of one environment."""

    name: str
    connections: tuple[FolderConnection, ...] = ()


class FolderAlert(msgspec.Struct, frozen=True, kw_only=True):
    """`alerts/<name>.yaml`: who is told of what. Its secrets are on the server alone."""

    name: str
    channel: str
    kinds: tuple[AlertKind, ...] = ()
    environments: tuple[str, ...] = ()
    quiet_seconds: int = 3600
    thresholds: Thresholds = Thresholds()
    settings: dict[str, Any] = {}
    """Plain ones, by the channel's schema."""


class ProjectFolder(msgspec.Struct, frozen=True, kw_only=True):
    """One project as text files; `folder.read` and `write.write` are each other's inverse on it."""

    name: str
    title: str = ""
    description: str = ""
    environments: tuple[str, ...] = ("sandbox", "live")
    ownership: tuple[Ownership, ...] = ()
    mappings: tuple[FolderMapping, ...] = ()
    """By name."""
    lookups: tuple[LookupTable, ...] = ()
    """By name."""
    flows: tuple[FlowDefinition, ...] = ()
    """By name."""
    connected: tuple[FolderEnvironment, ...] = ()
    """The environments that have a file, by name."""
    alerts: tuple[FolderAlert, ...] = ()
    """By name."""
    playbooks: Mapping[str, str] = {}
    """What to do about a hold: its code to Markdown text."""

    @property
    def tables(self) -> LookupTables:
        """The lookups as an evaluation takes them."""
        return {table.name: table for table in self.lookups}
