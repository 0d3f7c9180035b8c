"""What a store tells by itself. A message names no more than an id: what it is about is read when it comes.

Facts: BigCommerce's public documentation (Webhooks overview and events).
"""

from __future__ import annotations

from crossdock.connect import Resource, StandardWebhooks, Webhook
from crossdock.connect.resource import at
from crossdock.errors import InvalidInput
from crossdock_bigcommerce import inferred

SIGNATURE = StandardWebhooks(setting="client_secret")
TYPE = "data.type"
EVENT = "hash"
"""Of what a message says; the same one comes again where it is sent twice."""


def _notice(thing: str, *, key: str = "data.id", what: str = "") -> Resource:
    return Resource(
        name=f"{thing}_notice",
        title=f"{thing.capitalize()} notice",
        description=what or f"Says of which {thing} something changed, by its id.",
        key=(key,),
    )


NOTICES = (
    _notice("order"),
    _notice(
        "refund", key="data.refund.refund_id", what="Says that money of an order was given back, by the ids of both."
    ),
    _notice("product"),
    _notice("customer"),
)


def _webhook(name: str, topic: str, thing: str, description: str, *, kind: str = "", identity: str = "") -> Webhook:
    return Webhook(
        name=name,
        title=name.replace("-", " ").capitalize(),
        description=description,
        resource=f"{thing}_notice",
        fetches=thing,
        topic=topic,
        kind=kind or thing,
        identity=identity,
        signature=SIGNATURE,
        inferred=(inferred.SIGNED, inferred.SIGNED_ANEW),
    )


WEBHOOKS = (
    _webhook(
        "order-created",
        "store/order/created",
        "order",
        "An order was begun; also one that is incomplete (0), and may never be placed.",
    ),
    _webhook(
        "order-status-updated",
        "store/order/statusUpdated",
        "order",
        "An order's status changed: it was placed, paid, shipped, cancelled or refunded.",
    ),
    _webhook(
        "refund-created",
        "store/order/refund/created",
        "refund",
        "Money of an order was given back.",
        kind="order",
        identity="data.id",
    ),
    _webhook("product-created", "store/product/created", "product", "A product was made."),
    _webhook("product-updated", "store/product/updated", "product", "A product was changed."),
    _webhook("customer-created", "store/customer/created", "customer", "Somebody opened an account."),
    _webhook("customer-updated", "store/customer/updated", "customer", "A customer's account was changed."),
)
TYPES = {"refund_notice": "order"}
"""What a notice says that it is about, where that is not in its own name."""


def require_type(webhook: Webhook, document: object) -> None:
    """Raises InvalidInput for a notice about another kind of thing: its id would be taken for another's."""
    wanted, told = TYPES.get(webhook.resource, webhook.fetches), at(document, TYPE)
    if told != wanted:
        raise InvalidInput(
            f"This message is about a thing of the type '{told}', and '{webhook.name}' takes '{wanted}'.",
            code="other-topic",
            remedy="Subscribe this address to its own scope, and the other scope to a flow of its own.",
        )
