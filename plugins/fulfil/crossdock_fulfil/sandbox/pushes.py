"""Webhooks: that a record changed is told to whoever asked for it, signed."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from hashlib import sha256
from itertools import count

from crossdock.connect.sandbox import Outbox, Push
from crossdock.engine import json_text
from crossdock_fulfil.sandbox import inferred, start_data
from crossdock_fulfil.sandbox.switches import FulfilSwitches
from crossdock_fulfil.sandbox.tables import Row

MODELS: Mapping[str, str] = {
    "order": "sale.sale",
    "shipment": "stock.shipment.out",
    "return": "stock.shipment.out.return",
}


class Pushes:
    """What an account tells by itself."""

    def __init__(self, outbox: Outbox, switches: FulfilSwitches) -> None:
        self._outbox, self._switches = outbox, switches
        self._numbers = count(1)

    def tell(self, kind: str, record: Row) -> None:
        """Tell that a record of a kind changed, where anybody wants to know."""
        url = {
            "order": self._switches.order_url,
            "shipment": self._switches.shipment_url,
            "return": self._switches.return_url,
        }[kind]
        if not url:
            return
        changed = record["write_date"] or record["create_date"]
        named = {"id": record["id"], "rec_name": record["rec_name"], "changed_at": changed.isoformat()}
        body = json_text.encode({"model": MODELS[kind], **named})
        self._outbox.post(
            Push(
                id=f"webhook-{next(self._numbers)}",
                kind=kind,
                url=url,
                body=body,
                headers={"content-type": "application/json", inferred.SIGNATURE_HEADER: _signature(body)},
                delays=inferred.DELAYS,
            )
        )


def _signature(body: bytes) -> str:
    return base64.b64encode(hmac.digest(base64.b64decode(start_data.WEBHOOK_SECRET), body, sha256)).decode()
