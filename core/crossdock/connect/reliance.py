"""Which inferred facts a project relies on, by the parts of the connectors that its mappings and flows use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol

import msgspec

from crossdock.connect.catalogue import Catalogue
from crossdock.connect.connector import Connector
from crossdock.connect.inferred import Inferred, Part, Place, inferred_facts
from crossdock.errors import NotFound, PluginError
from crossdock.model.flow import FlowDefinition, FlowSource, FlowTarget
from crossdock.model.resource import ResourceRef


class Mapped(Protocol):
    """A mapping, of a folder or of the studio."""

    @property
    def source(self) -> ResourceRef: ...

    @property
    def target(self) -> ResourceRef: ...


class Wiring(msgspec.Struct, frozen=True, kw_only=True):
    """What of a project names parts of connectors."""

    connections: tuple[tuple[str, str], ...]
    """Names, and the connectors behind them; one name may stand for several, in several environments."""
    mappings: tuple[Mapped, ...]
    flows: tuple[FlowDefinition, ...]


class Reliance(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that a project relies on."""

    connector: str
    fact: Inferred
    used_by: tuple[Place, ...]
    """The places among those it is declared at that the project uses."""


def reliances(catalogue: Catalogue, wiring: Wiring) -> tuple[Reliance, ...]:
    """What a project relies on, by connector. A connector that is not installed, or broken, tells nothing here."""
    used: defaultdict[str, set[Place]] = defaultdict(set)
    for connector, place in _used(catalogue, wiring):
        used[connector].add(place)
    return tuple(
        Reliance(connector=name, fact=one.fact, used_by=here)
        for name in sorted(used)
        for connector in _installed(catalogue, name)
        for one in inferred_facts(connector)
        if (here := tuple(place for place in one.used_by if place in used[name]))
    )


def _used(catalogue: Catalogue, wiring: Wiring) -> Iterator[tuple[str, Place]]:
    for _, name in wiring.connections:
        yield name, Place(Part.CONNECTOR)
    for mapping in wiring.mappings:
        for ref in (mapping.source, mapping.target):
            yield ref.connector, Place(Part.CONNECTOR)
            yield ref.connector, Place(Part.RESOURCE, ref.resource)
    for flow in wiring.flows:
        for connector in _behind(catalogue, wiring, flow.source.connection):
            yield from ((connector.name, place) for place in _read(connector, flow.source))
        for connector in _behind(catalogue, wiring, flow.target.connection):
            yield from ((connector.name, place) for place in _written(connector, flow.target))


def _behind(catalogue: Catalogue, wiring: Wiring, connection: str) -> Iterator[type[Connector]]:
    for name in sorted({connector for name, connector in wiring.connections if name == connection}):
        yield from _installed(catalogue, name)


def _installed(catalogue: Catalogue, name: str) -> Iterable[type[Connector]]:
    try:
        return (catalogue.connector(name),)
    except (NotFound, PluginError):
        return ()


def _read(connector: type[Connector], source: FlowSource) -> Iterator[Place]:
    for webhook in connector.webhooks:
        if webhook.name == source.webhook:
            yield Place(Part.WEBHOOK, webhook.name)
            yield Place(Part.RESOURCE, webhook.resource)
            yield from _read_as(connector, webhook.fetches)
    if source.poll is not None:
        yield from _read_as(connector, source.poll.resource)


def _read_as(connector: type[Connector], name: str) -> Iterator[Place]:
    """A resource, and the one whose lines it is counted from."""
    for resource in connector.resources:
        if resource.name == name:
            yield Place(Part.RESOURCE, name)
            if resource.stock is not None:
                yield Place(Part.RESOURCE, resource.stock.read_from)


def _written(connector: type[Connector], target: FlowTarget) -> Iterator[Place]:
    for operation in connector.operations:
        if operation.name == target.operation:
            yield Place(Part.OPERATION, operation.name)
            yield Place(Part.RESOURCE, operation.resource)
