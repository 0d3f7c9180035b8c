"""Connectors and their resources as they go over the wire."""

from __future__ import annotations

import msgspec

from crossdock.connect.authorisation import AuthorisationCode
from crossdock.connect.connector import Connector
from crossdock.connect.resource import Resource
from crossdock.model.resource import JsonSchema, ResourceInfo
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
    key: tuple[str, ...]
    """Paths of what tells one record from another."""
    read: bool
    """Whether the platform lists it; else it is told by a webhook, or only written."""
    since: bool
    """Whether the list can be kept to what changed since a time."""
    counted: bool
    """Whether its records are made of a whole list by the connector: how much there is."""
    samples: tuple[str, ...]
    """Names of the examples that come with it."""

    @classmethod
    def of(cls, declared: Resource, info: ResourceInfo) -> ResourceSummary:
        """What a connector declares, and what it ships."""
        return cls(
            name=declared.name,
            title=declared.title,
            description=declared.description,
            key=tuple(declared.key),
            read=declared.path is not None,
            since=declared.since is not None,
            counted=declared.stock is not None,
            samples=tuple(sample.name for sample in info.samples),
        )


class RateDetail(Given, frozen=True, kw_only=True):
    """How often a connection may ask."""

    per_second: float | None
    """Requests; null: the platform tells no limit."""
    burst: int | None
    """Requests at once before that counts."""
    told: bool
    """Whether answers tell how much is left."""
    throttled_seconds: float
    """How long everybody waits after a 429 that does not say."""

    @classmethod
    def of(cls, connector: type[Connector]) -> RateDetail:
        """What a connector declares."""
        rate = connector.rate
        return cls(
            per_second=rate.per_second if rate else None,
            burst=rate.burst if rate else None,
            told=bool(connector.limits),
            throttled_seconds=connector.throttled_seconds,
        )


class AllowedByPerson(Given, frozen=True, kw_only=True):
    """That a person allows each connection at the platform."""

    keeps: str
    """The secret setting that this gives."""

    @classmethod
    def of(cls, declared: AuthorisationCode | None) -> AllowedByPerson | None:
        """What a connector declares; None where nobody is asked."""
        return None if declared is None else cls(keeps=declared.keeps)


class SandboxConnection(Given, frozen=True, kw_only=True):
    """What a connection to a connector's sandbox needs."""

    command: str
    """What starts the sandbox there."""
    settings: dict[str, str]
    secrets: dict[str, str]
    """Made up: they open nothing but a sandbox."""


class ConnectorDetail(Given, frozen=True, kw_only=True):
    """A connector with all that is needed to configure it and to map from it or to it."""

    name: str
    title: str
    summary: str
    plugin: str
    address: str
    """Where the platform answers, with settings in braces."""
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
    rate: RateDetail
    cannot: tuple[str, ...]
    """What the platform does not offer; sentences."""
    authorisation: AllowedByPerson | None
    """Null: filled-in settings are enough."""
    sandbox: bool
    """Whether there is one to try it on."""


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
