"""Connectors and their resources as they go over the wire."""

from __future__ import annotations

import msgspec

from crossdock.model.resource import JsonSchema
from crossdock_api.fact_shapes import InferredDetail, LedgerEventDetail, StatesDetail
from crossdock_api.flow_shapes import OperationSummary, WebhookSummary
from crossdock_api.shapes import Given


class ConnectorSummary(Given, frozen=True, kw_only=True):
    """A connector that is installed."""

    name: str
    title: str
    summary: str
    plugin: str
    """Distribution and version that bring it."""


class ResourceSummary(Given, frozen=True, kw_only=True):
    """A resource that a mapping can read or write."""

    name: str
    title: str
    description: str


class ConnectorDetail(Given, frozen=True, kw_only=True):
    """A connector with all that is needed to configure it and to map from it or to it."""

    name: str
    title: str
    summary: str
    plugin: str
    settings_schema: JsonSchema
    """Of a connection's settings; secrets are `writeOnly`."""
    secrets: tuple[str, ...]
    resources: tuple[ResourceSummary, ...]
    webhooks: tuple[WebhookSummary, ...]
    operations: tuple[OperationSummary, ...]
    states: tuple[StatesDetail, ...]
    """What its business objects go through, and from where on nothing can be called back."""
    ledger_events: tuple[LedgerEventDetail, ...]
    """What its messages mean to an order."""
    inferred: tuple[InferredDetail, ...]
    """What is taken for granted though no documentation settles it."""


class SampleDetail(Given, frozen=True, kw_only=True):
    """An example payload."""

    name: str
    payload: msgspec.Raw


class ResourceDetail(Given, frozen=True, kw_only=True):
    """A resource with its schema and samples."""

    connector: str
    name: str
    title: str
    description: str
    schema: JsonSchema
    samples: tuple[SampleDetail, ...]
    plugin: str
