"""Harbour's connector: as small as one can be that reads, writes and listens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Meta, Struct

from crossdock.connect import (
    Connector,
    Cursor,
    HeaderKey,
    HmacSignature,
    Operation,
    Receipt,
    Repeat,
    Resource,
    Secret,
    Webhook,
    Writes,
)
from crossdock.connect.errors import unclear
from crossdock.connect.resource import at
from crossdock.errors import ErrorKind, Malformed, PlatformError

if TYPE_CHECKING:
    from crossdock.connect.line import Line


class HarbourSettings(Struct, frozen=True, kw_only=True):
    """One quay."""

    address: Annotated[str, Meta(title="Address", description="Where the quay's API is, as https://north.example.com.")]
    token: Annotated[Secret, Meta(title="Token", description="The key to the quay's API.")]
    hook_key: Annotated[Secret | None, Meta(title="Hook key", description="The quay signs its webhooks with it.")] = (
        None
    )


ORDER = Resource(
    name="order",
    title="Order",
    description="What is to be loaded.",
    key=("number",),
    path="/orders",
    records="orders",
    paging=Cursor("after", path="next"),
)
ITEM = Resource(
    name="item", title="Item", description="What can be loaded.", key=("code",), path="/items", records="items"
)
PARCEL = Resource(name="parcel", title="Parcel", description="What was loaded.", key=("reference",))


class Harbour(Connector):
    """A quay, spoken to as it wants to be."""

    name = "harbour"
    title = "Harbour"
    settings: HarbourSettings
    settings_type = HarbourSettings
    base_url = "{address}/api"
    auth = HeaderKey("X-Harbour-Token", setting="token")
    sandbox = "harbour.sandbox:HarbourSandbox"
    resources = (ORDER, ITEM, PARCEL)
    webhooks = (
        Webhook(
            name="parcel-loaded",
            title="Parcel loaded",
            description="A parcel was loaded.",
            resource="parcel",
            topic="parcel.loaded",
            topic_headers=("x-harbour-topic",),
            kind="parcel",
            event_headers=("x-harbour-event",),
            signature=HmacSignature(
                headers=("x-harbour-signature",), setting="hook_key", timestamp_header="x-harbour-time"
            ),
        ),
    )
    operations = (
        Operation(
            name="create-order",
            title="Create order",
            description="Asks the quay to load something.",
            resource="order",
            kind="order",
            writes=Writes.CREATE,
            repeat=Repeat.FOUND,
            path="/orders",
            receipt_id="order.number",
            batch=10,
        ),
    )

    def __init_subclass__(cls) -> None:
        """Whatever is changed in it, the files are those of this package."""
        cls.package = "harbour"
        super().__init_subclass__()

    async def write_batch(
        self,
        line: Line,
        operation: Operation,
        messages: Sequence[Any],
        resolved: Sequence[Mapping[str, Any]],  # noqa: ARG002  # the base's
    ) -> list[Receipt | PlatformError]:
        """Several orders, each of which the quay takes or refuses."""
        answer = await line.ask("POST", "/orders/batch", body={"orders": list(messages)})
        try:
            results = at(answer.document, "results")
        except Malformed:
            results = None
        if not isinstance(results, list) or len(results) != len(messages):
            raise unclear(answer, platform=self.title, what="without a result for each order")
        return [self.result(line, operation, *each) for each in zip(messages, results, strict=True)]

    def result(self, line: Line, operation: Operation, message: Any, result: Any) -> Receipt | PlatformError:  # noqa: ARG002  # others use it
        """What became of one order of a batch."""
        number, words = at(result, "order.number"), at(result, "error")
        if isinstance(words, str):
            return line.trouble(f'refused it: "{words}"', ErrorKind.HOLD, "Correct the order.")
        if not isinstance(number, str):
            return line.trouble("does not say what became of it", uncertain=True)
        return Receipt(id=number, identities=((operation.kind, number),))

    async def find(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt | None:  # noqa: ARG002  # the base's
        """The order of that number, if there is one."""
        for order in await self.orders(line, message["number"]):
            if order["number"] == message["number"]:
                return Receipt(id=order["number"], identities=((operation.kind, order["number"]),))
        return None

    async def orders(self, line: Line, number: str) -> list[Any]:
        """The orders whose number is like another."""
        from crossdock.connect.client import Reader

        return [order async for order in Reader(self, line=line).read("order", number=number)]
