"""What SEKO pushes: several messages in one body, each under the name of its service.

`{"Responses": [{"Response": {"TrackingDetails": {...}}}, ...]}` is shown by the manual's page 'Push services'. SEKO
signs nothing, so a push proves itself by a secret.
"""

from __future__ import annotations

from typing import Any

from crossdock.connect import Numbering, Outline, SharedSecret, Webhook
from crossdock.connect.resource import at
from crossdock.errors import InvalidInput
from crossdock_seko import inferred
from crossdock_seko.stock import envelopes

SIGNATURE = SharedSecret(setting="push_secret")
NUMBERING = Numbering(number="SequenceNumber", within="IntegrationId", grace_seconds=inferred.GAP_GRACE_SECONDS)
"""Each service counts its messages, for each account (manual, page 'Push services')."""
SHIPMENT_NAMES = (
    ("reference", "SalesOrderReference"),
    ("tracking", "TrackingNumber"),
    ("guid", "InterfaceRecordId"),
)

WEBHOOKS = (
    Webhook(
        name="dispatch",
        title="Dispatch",
        description="An order left the distribution centre, whole or short; the rest never follows.",
        resource="dispatch",
        topic="Dispatch confirmation",
        kind="order",
        identity="SalesOrderNumber",
        version="DispatchDate",
        aliases=(("dispatch", "DispatchNumber"), *SHIPMENT_NAMES),
        outline=Outline(resource="dispatched_order", known_by=inferred.LISTED_BY, kind="guid"),
        numbering=NUMBERING,
        signature=SIGNATURE,
        inferred=(*inferred.PUSHED, inferred.GRACE, inferred.ENVELOPE, inferred.LISTED),
    ),
    Webhook(
        name="tracking",
        title="Tracking",
        description="How to follow a dispatch. It may come before the dispatch itself, so neither waits for the other.",
        resource="tracking",
        topic="Tracking",
        kind="dispatch",
        identity="DispatchNumber",
        aliases=(("order", "SalesOrderNumber"), *SHIPMENT_NAMES),
        numbering=NUMBERING,
        signature=SIGNATURE,
        inferred=(*inferred.PUSHED, inferred.GRACE),
    ),
    Webhook(
        name="goods-received",
        title="Goods received",
        description="Goods arrived: a delivery or a return that was announced, or a return without notice.",
        resource="goods_received",
        topic="GRN",
        kind="receipt",
        identity="HBRef",
        aliases=(("return", "RMA"), ("guid", "InterfaceRecordId")),
        numbering=NUMBERING,
        signature=SIGNATURE,
        inferred=(*inferred.PUSHED, inferred.GRACE, inferred.ENVELOPE),
    ),
)


def items(webhook: Webhook, document: Any) -> list[Any]:
    """The messages of a push, bare. Raises InvalidInput where one of them is not of this service."""
    responses = at(document, "Responses")
    if inferred.ONE_LINE_AS_OBJECT and isinstance(responses, dict):
        responses = [responses]
    if not (isinstance(responses, list) and responses):
        raise _not_of_this_webhook(webhook, "it has no list of Responses")
    return [_item(webhook, response) for response in responses]


def event_id(webhook: Webhook, item: Any) -> str:
    """Sequence numbers grow by one for each account and service; '' where a message has none.

    With the record's own id: where SEKO begins to count anew, an old number on a new message is no repetition.
    """
    account, number, record = (at(item, name) for name in ("IntegrationId", "SequenceNumber", "InterfaceRecordId"))
    return f"{account}/{webhook.name}/{number}/{record or ''}" if account and number not in (None, "") else ""


def object_kind(webhook: Webhook, item: Any) -> str:
    """The kind of what a message is about.

    A return without notice carries the sales order's number as HBRef, and as RMA that and the delivery's number
    (manual, page 'GRN'); so it is about the order. Announced goods carry a reference of their own.
    """
    if webhook.name != "goods-received":
        return webhook.kind
    without_notice = at(item, "RMA") == f"{at(item, 'HBRef')}.{at(item, 'DeliveryNumber')}"
    return "order" if without_notice else webhook.kind


def _item(webhook: Webhook, response: Any) -> Any:
    names = envelopes(webhook.name)
    item = next((found for name in names if (found := at(response, f"Response.{name}"))), None)
    if not isinstance(item, dict):
        inside = at(response, "Response")
        held = ", ".join(inside) if isinstance(inside, dict) and inside else "nothing"
        raise _not_of_this_webhook(webhook, f"a Response holds {held} where {' or '.join(names)} is expected")
    return item


def _not_of_this_webhook(webhook: Webhook, why: str) -> InvalidInput:
    return InvalidInput(
        f"This push is not of the webhook '{webhook.name}': {why}.",
        code="other-topic",
        remedy="Have SEKO push each service to the address of its own flow.",
    )
