"""What is wrong with the flows of a project folder: names that lead nowhere, and data written against its master."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from crossdock.errors import NotFound, PluginError
from crossdock.model.flow import FlowDefinition, FlowSource, OrderPolicy, Poll
from crossdock.model.problem import Problem
from crossdock.model.resource import ResourceRef
from crossdock.model.source_faults import beside_faults, source_faults
from crossdock.nearest import suggest
from crossdock.project import layout
from crossdock.project.contents import FolderMapping
from crossdock.project.folder import Survey
from crossdock.project.resources import Connectors, Kind

_KINDS_OF_DATA = {
    "stock_level": "stock",
    "available_level": "stock",
    "physical_level": "stock",
    "level": "stock",
    "new_product": "product",
    "new_item": "product",
    "item": "product",
    "party": "customer",
    "new_customer": "customer",
    "new_order": "order",
    "session_order": "order",
    "new_shipment": "shipment",
}
"""Resources whose kind of data has another name in `ownership`; all others have their own."""


Found = TypeVar("Found")


def flow_problems(found: Survey, connectors: Connectors) -> Iterator[Problem]:
    """Every problem of the files in `flows/`, the guards' texts aside."""
    for flow in found.project.flows:
        yield from _FlowLint(found, flow, connectors).problems()


class _FlowLint:
    """One flow, held against the folder it is in and the connectors that are installed."""

    def __init__(self, found: Survey, flow: FlowDefinition, connectors: Connectors) -> None:
        self._found = found
        self._flow = flow
        self._connectors = connectors
        self._path = layout.flow_file(flow.name)
        self._kinds = {
            connection.name: connection.connector
            for environment in found.project.connected
            for connection in environment.connections
        }

    def problems(self) -> Iterator[Problem]:
        flow = self._flow
        mapping = next((each for each in self._found.project.mappings if each.name == flow.mapping), None)
        if mapping is None:
            yield self._unknown(
                "mapping", "/mapping", flow.mapping, [each.name for each in self._found.project.mappings]
            )
        flows = {each.name: each for each in self._found.project.flows}
        for fault in (*source_faults(flow.source), *beside_faults(flow, flows)):
            yield self._problem(fault.code, fault.pointer, fault.message, fault.remedy)
        yield from self._source(mapping)
        yield from self._target(mapping)

    def _source(self, mapping: FolderMapping | None) -> Iterator[Problem]:
        source = self._flow.source
        connector = self._kinds.get(source.connection)
        if connector is None:
            yield self._no_connection("source", source.connection)
            return
        if source.webhook:
            yield from self._webhook(connector, source.webhook, mapping)
        if source.poll is not None:
            yield from self._poll(connector, source, source.poll, mapping)
        elif source.beside and not source.webhook and mapping is not None:
            yield from self._read_beside(connector, source.beside, mapping)

    def _read_beside(self, connector: str, beside: str, mapping: FolderMapping) -> Iterator[Problem]:
        """Whether the other flow's poll reads what this one maps."""
        polls = [flow.source.poll for flow in self._found.project.flows if flow.name == beside]
        read = ResourceRef(connector, polls[0].resource) if polls and polls[0] else None
        if read and self._differs(read, mapping.source):
            message = f"'{beside}' reads {read}, and the mapping '{mapping.name}' is of {mapping.source}."
            remedy = "Name a flow that reads the mapping's own resource."
            yield self._problem("flow-source", "/source/beside", message, remedy)

    def _webhook(self, connector: str, webhook: str, mapping: FolderMapping | None) -> Iterator[Problem]:
        pointer = "/source/webhook"
        declared = self._declared(connector, lambda kind: kind.webhook(webhook))
        if isinstance(declared, NotFound):
            yield self._problem("unknown-webhook", pointer, declared.message, declared.remedy)
        elif declared and mapping and self._differs(brings := ResourceRef(connector, declared.brings), mapping.source):
            message = f"'{webhook}' brings {brings}, and the mapping '{mapping.name}' is of {mapping.source}."
            yield self._problem("flow-source", pointer, message, "Name a webhook or a mapping of the same resource.")

    def _poll(self, connector: str, source: FlowSource, poll: Poll, mapping: FolderMapping | None) -> Iterator[Problem]:
        pointer = "/source/poll/resource"
        resource = self._declared(connector, lambda kind: kind.resource(poll.resource))
        if isinstance(resource, NotFound):
            yield self._problem("poll-source", pointer, resource.message, resource.remedy)
        elif resource:
            reads = ResourceRef(connector, resource.name)
            if not resource.is_polled:
                message = f"'{connector}' gives no list of '{poll.resource}' to read."
                yield self._problem("poll-source", pointer, message, "Name a resource that is read, or a webhook.")
            if poll.delay_seconds and not resource.until:
                message = f"'{poll.resource}' cannot be read up to a time, so nothing can be left for later."
                yield self._problem("poll-delay", "/source/poll/delay_seconds", message, "Take the delay out.")
            if mapping and self._differs(reads, mapping.source) and not self._is_outline(connector, source, poll):
                message = f"The poll reads {reads}, and the mapping '{mapping.name}' is of {mapping.source}."
                yield self._problem("flow-source", pointer, message, "Poll the mapping's own resource.")
            for name in resource.missing(poll.parameters):
                message = f"Reading '{poll.resource}' needs '{name}'."
                remedy = "Give it among the poll's parameters."
                yield self._problem("poll-source", "/source/poll/parameters", message, remedy)

    def _is_outline(self, connector: str, source: FlowSource, poll: Poll) -> bool:
        """Whether the list tells of the flow's webhook that there is a message, without the message."""
        webhook = self._declared(connector, lambda kind: kind.webhook(source.webhook)) if source.webhook else None
        outline = None if webhook is None or isinstance(webhook, NotFound) else webhook.outline
        return outline is not None and outline.resource == poll.resource

    def _target(self, mapping: FolderMapping | None) -> Iterator[Problem]:
        target = self._flow.target
        connector = self._kinds.get(target.connection)
        if connector is None:
            yield self._no_connection("target", target.connection)
            return
        pointer = "/target/operation"
        declared = self._declared(connector, lambda kind: kind.operation(target.operation))
        if isinstance(declared, NotFound):
            yield self._problem("unknown-operation", pointer, declared.message, declared.remedy)
        elif declared:
            takes = ResourceRef(connector, declared.resource)
            if mapping and self._differs(takes, mapping.target):
                message = (
                    f"'{target.operation}' takes {takes}, and the mapping '{mapping.name}' makes {mapping.target}."
                )
                remedy = "Name an operation or a mapping of the same resource."
                yield self._problem("flow-target", pointer, message, remedy)
            if declared.stock is not None:
                yield from self._stock(mapping)
            if mapping is None or not self._is_passed_on(mapping.source):
                yield from self._against_master(declared.resource)

    def _stock(self, mapping: FolderMapping | None) -> Iterator[Problem]:
        """What sets stock must be given stock, and only the newest of it."""
        if mapping is not None:
            yield from self._stock_source(mapping.source)
        if self._flow.order is not OrderPolicy.SUPERSEDE:
            message = "An older number of stock must not hold a newer one up."
            yield self._problem("stock-order", "/target/operation", message, "Give the flow `order: supersede`.")

    def _stock_source(self, source: ResourceRef) -> Iterator[Problem]:
        declared = self._declared(source.connector, lambda kind: kind.resource(source.resource))
        if declared and not isinstance(declared, NotFound) and declared.stock is None:
            message = f"'{source}' does not say what its number of stock contains."
            remedy = "Map from a resource that its connector declares as stock."
            yield self._problem("stock-source", "/mapping", message, remedy)

    def _differs(self, declared: ResourceRef, mapped: ResourceRef) -> bool:
        """Not for a mapping's resource that nobody has: that is told once, with the mapping."""
        try:
            self._connectors.resource(mapped)
        except (NotFound, PluginError):
            return False
        return declared != mapped

    def _declared(self, connector: str, look: Callable[[Kind], Found]) -> Found | NotFound | None:
        """What the connector declares; None for a connector that cannot be had, which the environment's file tells."""
        try:
            kind = self._connectors.connector(connector)
        except (NotFound, PluginError):
            return None
        try:
            return look(kind)
        except NotFound as error:
            return error

    def _is_passed_on(self, source: ResourceRef) -> bool:
        """Whether a platform in the middle brings it, which does not say whose it is."""
        declared = self._declared(source.connector, lambda kind: kind.resource(source.resource))
        return declared is not None and not isinstance(declared, NotFound) and declared.passed_on

    def _against_master(self, resource: str) -> Iterator[Problem]:
        """Only its master's own data may be written to another platform."""
        kind = _KINDS_OF_DATA.get(resource, resource)
        source = self._flow.source.connection
        if source == self._flow.target.connection:
            return
        for owned in self._found.project.ownership:
            if owned.data == kind and owned.system not in (source, self._kinds.get(source)):
                message = f"The flow writes {kind} from '{source}', and the master of {kind} is '{owned.system}'."
                remedy = f"Take it from '{owned.system}', or settle with {owned.person} who is the master."
                yield self._problem("against-ownership", "/target/operation", message, remedy)

    def _no_connection(self, end: str, name: str) -> Problem:
        return self._unknown("connection", f"/{end}/connection", name, sorted(self._kinds))

    def _unknown(self, noun: str, pointer: str, name: str, known: list[str]) -> Problem:
        where = f"{layout.ENVIRONMENTS}/<environment>.yaml" if noun == "connection" else f"{layout.MAPPINGS}/"
        remedy = suggest(name, known) or f"Put it into {where}, or name one of: {', '.join(known) or 'none yet'}."
        return self._problem(f"unknown-{noun}", pointer, f"The folder has no {noun} '{name}'.", remedy)

    def _problem(self, code: str, pointer: str, message: str, remedy: str) -> Problem:
        line = self._found.line(self._path, pointer)
        return Problem(code=code, message=message, remedy=remedy, file=self._path, line=line)
