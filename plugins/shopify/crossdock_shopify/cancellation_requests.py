"""What a merchant asks of whoever fulfils: to stop a fulfilment order that was accepted. It is answered, yes or no.

Facts: https://shopify.dev/docs/api/admin-rest (AssignedFulfillmentOrder, CancellationRequest).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Repeat, Resource, Writes
from crossdock_shopify import inferred
from crossdock_shopify.order_reading import read

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Document = dict[str, Any]
ANSWER_REQUEST = "answer-cancellation-request"
REQUEST = Resource(
    name="cancellation_request",
    title="Cancellation request",
    description="A fulfilment order of which the merchant asks that it be not shipped after all.",
    key=("id",),
    path="/assigned_fulfillment_orders.json",
    records="fulfillment_orders",
    query={"assignment_status": "cancellation_requested"},
    kind="order",
    identity="order_id",
    aliases=(("fulfilment-order", "id"),),
)
ANSWER = Resource(
    name="request_answer",
    title="Answer to a cancellation request",
    description="Whether a fulfilment order is stopped, as the merchant asks.",
    key=("fulfilment_order_id",),
)
OPERATION = Operation(
    name=ANSWER_REQUEST,
    title="Answer a cancellation request",
    description="Accepts or rejects that a fulfilment order is not shipped; one that was answered so stays so.",
    resource=ANSWER.name,
    kind="fulfilment-order",
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path="/fulfillment_orders/{fulfilment_order_id}/cancellation_request/{answer}.json",
    receipt_id="fulfillment_order.id",
    inferred=(inferred.ANSWERED,),
)


def answer(message: Any, _: Mapping[str, Any]) -> Document:
    """The body with what the merchant reads."""
    return {"cancellation_request": {"message": message.get("message", "")}}


async def find_answer(line: Line, message: Any) -> str | None:
    """The fulfilment order where it was answered so; None where it was not answered. Raises PlatformError."""
    number = message["fulfilment_order_id"]
    found = await read(line, f"/fulfillment_orders/{number}.json", "fulfillment_order")
    return number if found.get("request_status") == inferred.ANSWERS[message["answer"]] else None
