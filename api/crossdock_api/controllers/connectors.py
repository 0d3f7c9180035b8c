"""Connectors and their resources: what can be mapped from and to."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from litestar import Controller, get
from litestar.params import PathParameter, QueryParameter

from crossdock.connect.inferred import inferred_facts
from crossdock.connect.ledger import tellings
from crossdock.connect.sandbox import start_sandbox
from crossdock.model.page import Page
from crossdock.model.resource import ResourceInfo, ResourceRef
from crossdock_api.connector_shapes import (
    AllowedByPerson,
    ConnectorDetail,
    ConnectorSummary,
    RateDetail,
    ResourceDetail,
    ResourceSummary,
    SampleDetail,
    SandboxConnection,
)
from crossdock_api.fact_shapes import InferredDetail, LedgerEventDetail, StatesDetail
from crossdock_api.flow_shapes import OperationSummary, WebhookSummary
from crossdock_api.request import StudioRequest

PluginName = Annotated[str, PathParameter(pattern=r"^[A-Za-z0-9_-]+$", max_length=63, description="Its name.")]
"""What a plugin brings may be named more freely than what people create."""
SandboxAddress = Annotated[
    str,
    QueryParameter(
        pattern=r"^http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?$", description="Where the sandbox listens."
    ),
]


class ConnectorController(Controller):
    path = "/connectors"
    tags = ("connectors",)

    @get(operation_id="listConnectors", summary="List the connectors that are installed")
    async def list_connectors(self, request: StudioRequest) -> Page[ConnectorSummary]:
        found = request.catalogue.plugins.connectors.values()
        return Page(
            items=[
                ConnectorSummary(name=entry.name, title=entry.title, summary=entry.summary, plugin=str(plugin))
                for entry, plugin in found
            ]
        )

    @get("/{connector:str}", operation_id="getConnector", summary="Get a connector: settings, resources, webhooks")
    async def get_connector(self, request: StudioRequest, connector: PluginName) -> ConnectorDetail:
        catalogue = request.catalogue
        entry, plugin = catalogue.plugins.connector(connector)
        declared = catalogue.connector(connector)
        return ConnectorDetail(
            name=entry.name,
            title=entry.title,
            summary=entry.summary,
            plugin=str(plugin),
            address=declared.base_url,
            settings_schema=catalogue.settings_schema(connector),
            secrets=catalogue.secret_names(connector),
            resources=tuple(map(ResourceSummary.of, declared.resources, catalogue.resources(connector))),
            webhooks=tuple(map(WebhookSummary.of, catalogue.webhooks(connector))),
            operations=tuple(map(OperationSummary.of, catalogue.operations(connector))),
            states=tuple(map(StatesDetail.of, declared.states)),
            ledger_events=tuple(map(LedgerEventDetail.of, tellings(declared))),
            inferred=tuple(map(InferredDetail.of, inferred_facts(declared))),
            rate=RateDetail.of(declared),
            cannot=tuple(declared.cannot),
            authorisation=AllowedByPerson.of(declared.authorisation),
            sandbox=declared.sandbox is not None,
        )

    @get(
        "/{connector:str}/sandbox",
        operation_id="getSandboxConnection",
        summary="Get what a connection to a connector's sandbox needs",
    )
    async def get_sandbox_connection(
        self, request: StudioRequest, connector: PluginName, address: SandboxAddress = "http://127.0.0.1:9301"
    ) -> SandboxConnection:
        """Nothing is started: the command does that, on the machine of the address."""
        declared = request.catalogue.connector(connector)
        given = start_sandbox(declared).connection(address)
        secrets = request.catalogue.secret_names(connector)
        return SandboxConnection(
            command=f"crossdock sandbox {connector} --port {urlsplit(address).port or 80}",
            settings={name: value for name, value in given.items() if name not in secrets},
            secrets={name: value for name, value in given.items() if name in secrets},
        )

    @get(
        "/{connector:str}/resources/{resource:str}",
        operation_id="getResource",
        summary="Get a resource: its schema and samples",
    )
    async def get_resource(self, request: StudioRequest, connector: PluginName, resource: PluginName) -> ResourceDetail:
        return _resource_detail(request.catalogue.resource(ResourceRef(connector, resource)))


def _resource_detail(info: ResourceInfo) -> ResourceDetail:
    return ResourceDetail(
        connector=info.ref.connector,
        name=info.ref.resource,
        title=info.title,
        description=info.description,
        schema=info.schema,
        samples=tuple(SampleDetail(name=sample.name, payload=msgspec.Raw(sample.payload)) for sample in info.samples),
        plugin=info.plugin,
    )
