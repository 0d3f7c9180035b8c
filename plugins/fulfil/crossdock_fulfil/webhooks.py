"""What Fulfil tells by itself: that a record changed. How it is now is read then.

The signature is the one that Fulfil's public Python client checks: HMAC-SHA256 of the body, by the secret that base64
stands for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.connect import HmacSignature, Resource, Webhook
from crossdock.errors import ErrorKind, PlatformError
from crossdock_fulfil import asking, inferred, relating
from crossdock_fulfil.models import MODELS

if TYPE_CHECKING:
    from crossdock.connect.line import Line

SIGNATURE = HmacSignature(headers=(inferred.SIGNATURE_HEADER,), setting="webhook_secret", key="base64")

CHANGE = Resource(
    name="change",
    title="Change",
    description="That a record changed, as a webhook tells it; how it is now is read.",
    key=("id",),
    inferred=(inferred.WEBHOOK_BODY,),
)


def _of(name: str, fetches: str, title: str, description: str) -> Webhook:
    return Webhook(
        name=name,
        title=title,
        description=description,
        resource=CHANGE.name,
        topic=MODELS[fetches].name,
        kind=fetches,
        version="changed_at",
        aliases=(("record", "rec_name"),),
        fetches=fetches,
        signature=SIGNATURE,
        inferred=(inferred.WEBHOOK_HEADER, inferred.WEBHOOK_BODY),
    )


WEBHOOKS = (
    _of("order-changed", "order", "Order changed", "An order was made, or anything about it changed."),
    _of("shipment-sent", "shipment", "Shipment sent", "A shipment left the warehouse."),
    _of("return-changed", "return", "Return changed", "Goods are to come back, or came."),
)


async def present(line: Line, webhook: Webhook, message: Any) -> asking.Record:
    """The record that a message is about, as it is now. Raises PlatformError, also where it is not what the webhook tells."""
    model = MODELS[webhook.fetches]
    domain = [*model.domain, ["id", "=", message["id"]]]
    found = await asking.search(line, model.name, domain, model.fields)
    if not found:
        raise _not_shown(line, webhook, message, "there is none such any more, or this user may not see it")
    try:
        (record,) = await relating.whole(line, model, found)
    except ValueError as error:
        raise _not_shown(line, webhook, message, str(error)) from error
    return record


def _not_shown(line: Line, webhook: Webhook, message: Any, why: str) -> PlatformError:
    return line.trouble(
        f"tells of {webhook.fetches} {message['id']}, and does not show it: {why}",
        ErrorKind.HOLD,
        "Look there what became of it.",
    )
