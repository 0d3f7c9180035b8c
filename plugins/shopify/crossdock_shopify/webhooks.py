"""What a shop tells by itself, as far as the connector's resources describe it.

Headers and signature: https://shopify.dev/docs/apps/build/webhooks and Shopify's own client libraries, which take both
spellings of each header.
"""

from __future__ import annotations

from crossdock.connect import HmacSignature, Webhook


def _spellings(*names: str) -> tuple[str, ...]:
    """Headers with and without the X that newer deliveries leave out."""
    return tuple(header for name in names for header in (f"x-shopify-{name}", f"shopify-{name}"))


SIGNATURE = HmacSignature(headers=_spellings("hmac-sha256"), setting="webhook_secret")
TOPIC = _spellings("topic")
EVENT = _spellings("event-id", "webhook-id")
"""An event has one id however often it is told; the webhook's id is one delivery's, its repeats included."""
ORDER_NAMES = (("order-name", "name"), ("order-number", "order_number"))


def _of_order(name: str, topic: str, title: str, description: str, *, made_since: str = "") -> Webhook:
    return Webhook(
        name=name,
        title=title,
        description=description,
        resource="order",
        topic=topic,
        topic_headers=TOPIC,
        kind="order",
        version="updated_at",
        aliases=ORDER_NAMES,
        made_since=made_since,
        event_headers=EVENT,
        signature=SIGNATURE,
    )


WEBHOOKS = (
    _of_order(
        "order-created",
        "orders/create",
        "Order created",
        "A buyer ordered. Sent once for each order.",
        made_since="created_at_min",
    ),
    _of_order(
        "order-updated",
        "orders/updated",
        "Order updated",
        "Anything about an order changed, also by what we write to it. Sent often, and not always in order.",
    ),
    _of_order("order-cancelled", "orders/cancelled", "Order cancelled", "An order was cancelled, with its reason."),
    Webhook(
        name="refund-created",
        title="Refund created",
        description="Money, goods or both were taken back. It is about its order.",
        resource="refund",
        topic="refunds/create",
        topic_headers=TOPIC,
        kind="order",
        identity="order_id",
        aliases=(("refund", "id"),),
        event_headers=EVENT,
        signature=SIGNATURE,
    ),
)
