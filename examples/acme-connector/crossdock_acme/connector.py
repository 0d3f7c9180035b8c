"""Acme's warehouses: parcels that are packed and sent. Facts: Acme's API guide, chapters 2 to 5."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossdock.connect import (
    Answer,
    Connector,
    Cursor,
    HeaderKey,
    HmacSignature,
    LedgerEvent,
    Operation,
    Rate,
    Receipt,
    Repeat,
    Resource,
    State,
    States,
    Tells,
    Webhook,
    Writes,
)
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.connect.resource import at
from crossdock.errors import ErrorKind, Malformed
from crossdock_acme import inferred
from crossdock_acme.settings import AcmeSettings

LEFT = (("status", ("left",)),)
"""What a parcel says that a carrier took."""


class Acme(Connector):
    """One site of Acme's."""

    name = "acme"
    title = "Acme"
    settings_type = AcmeSettings
    base_url = "{address}/api"
    auth = HeaderKey("X-Acme-Token", setting="token")
    rate = Rate(per_second=5, burst=20)
    sandbox = "crossdock_acme.sandbox:AcmeSandbox"
    resources = (
        Resource(
            name="parcel",
            title="Parcel",
            description="Goods that Acme packs and sends to somebody.",
            key=("reference",),
            path="/parcels",
            records="parcels",
            paging=Cursor("after", path="next"),
            since="changed_since",
            version="changed_at",
            tells=(
                Tells(
                    event=LedgerEvent.SHIPPED, when=LEFT, at="left_at", lines="lines", sku="sku", quantity="quantity"
                ),
            ),
        ),
    )
    states = (
        States(
            kind="parcel",
            resource="parcel",
            path="status",
            states=(State("waiting", "Nobody has touched it."), State("left", "A carrier has it.")),
            no_return=("left",),
            note="Acme calls nothing back by its API; ring the site while a parcel is waiting.",
        ),
    )
    webhooks = (
        Webhook(
            name="parcel-left",
            title="Parcel left",
            description="A carrier took a parcel.",
            resource="parcel",
            topic="parcel.left",
            topic_headers=("x-acme-topic",),
            kind="parcel",
            version="changed_at",
            aliases=(("tracking", "tracking_number"),),
            event_headers=("x-acme-event",),
            signature=HmacSignature(
                headers=("x-acme-signature",), setting="hook_key", encoding="hex", timestamp_header="x-acme-time"
            ),
        ),
    )
    operations = (
        Operation(
            name="create-parcel",
            title="Create parcel",
            description="Asks Acme to pack and send a parcel.",
            resource="parcel",
            kind="parcel",
            writes=Writes.CREATE,
            repeat=Repeat.FOUND,
            path="/parcels",
            receipt_id="parcel.reference",
            inferred=(inferred.EXACT_REFERENCE,),
        ),
    )

    async def find(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt | None:
        """The parcel with that reference, if there is one."""
        reference = message["reference"]
        async with Reader(self, line=line) as reader:
            found = [parcel async for parcel in reader.read("parcel", reference=reference)]
        return Receipt(id=reference, identities=((operation.kind, reference),)) if found else None

    def words(self, answer: Answer) -> str:
        """Acme says why it refused under `error.text`."""
        try:
            told = at(answer.document, "error.text")
        except Malformed:
            told = None
        return told if isinstance(told, str) else super().words(answer)

    def kind(self, answer: Answer) -> ErrorKind | None:
        """423: the site is being counted, and takes parcels again in a while."""
        return ErrorKind.RETRY if answer.status == 423 else None
