"""Connectors as the API's documentation shows them."""

from __future__ import annotations

from crossdock_api import example_facts
from crossdock_api.connector_shapes import (
    ConnectorDetail,
    ConnectorSummary,
    RateDetail,
    ResourceDetail,
    ResourceSummary,
    SampleDetail,
    SandboxConnection,
)
from crossdock_api.example_values import ORDER, SCHEMA
from crossdock_api.flow_shapes import WebhookSummary

CONNECTOR = ConnectorSummary(
    name="shopify", title="Shopify", summary="Online shops on Shopify.", plugin="crossdock-shopify 0.1.0"
)
CONNECTOR_DETAIL = ConnectorDetail(
    name="shopify",
    title="Shopify",
    summary="Online shops on Shopify.",
    plugin="crossdock-shopify 0.1.0",
    address="https://{shop}.myshopify.com/admin/api/{api_version}",
    settings_schema={
        "type": "object",
        "properties": {
            "shop": {"type": "string", "description": "The shop's own name: what stands before .myshopify.com."},
            "access_token": {
                "type": "string",
                "description": "Admin API access token of a custom app.",
                "writeOnly": True,
            },
        },
        "required": ["shop", "access_token"],
    },
    secrets=("access_token",),
    resources=(
        ResourceSummary(
            name="order",
            title="Order",
            description="An order as the shop's webhook sends it.",
            key=("id",),
            read=True,
            since=True,
            counted=False,
            samples=("two-mugs",),
        ),
    ),
    webhooks=(
        WebhookSummary(
            name="order-created",
            title="Order created",
            description="An order was placed.",
            resource="order",
            topic="orders/create",
        ),
    ),
    operations=(),
    states=(example_facts.STATES,),
    ledger_events=(example_facts.ORDER_PLACED,),
    inferred=(example_facts.INFERRED,),
    rate=RateDetail(per_second=2.0, burst=40, told=True, throttled_seconds=2.0),
    cannot=("A fulfilment keeps no reference of the sender's.",),
    authorisation=None,
    sandbox=True,
)
SANDBOX_CONNECTION = SandboxConnection(
    command="crossdock sandbox shopify --port 9302",
    settings={"shop": "example-tea", "address": "http://127.0.0.1:9302"},
    secrets={"access_token": "sandbox-token"},
)
RESOURCE = ResourceDetail(
    connector="shopify",
    name="order",
    title="Order",
    description="An order as the shop's webhook sends it.",
    schema=SCHEMA,
    samples=(SampleDetail(name="two-mugs", payload=ORDER),),
    plugin="crossdock-shopify 0.1.0",
)
