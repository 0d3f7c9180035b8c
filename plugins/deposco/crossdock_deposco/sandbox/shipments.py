"""Outbound shipments: what left of an order, and how it can be followed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from crossdock.connect.sandbox import Agenda

if TYPE_CHECKING:
    from crossdock_deposco.sandbox.floor import Parcel
    from crossdock_deposco.sandbox.orders import Line, Order
    from crossdock_deposco.sandbox.tenant import Tenant

Record = dict[str, Any]


class Shipments:
    """All of them, as they are told; their lines stand apart."""

    def __init__(self, tenant: Tenant, agenda: Agenda) -> None:
        self._tenant, self._agenda = tenant, agenda
        self.all: dict[int, Record] = {}
        self.lines: dict[int, list[Record]] = {}
        self.orders: dict[int, Order] = {}

    def send(self, order: Order, parcel: Parcel) -> None:
        """A parcel leaves."""
        number, now = self._tenant.next_id(), self._tenant.now
        self.all[number] = {
            "self": {"id": number},
            "businessUnit": order.document["businessUnit"],
            "number": str(number),
            "status": "Shipped",
            "shipVia": order.document.get("shipVia"),
            "shipVendor": order.document.get("shipVendor"),
            "trackingNumber": None,
            "trackingUrl": "https://track.example.com/?number=",
            "shipFromFacility": {"businessKey": {"number": order.facility}},
            "shipmentDates": {"actualShipDate": now},
            "totalPackages": 1,
            "createdDate": now,
            "updatedDate": now,
        }
        self.lines[number] = [_line(line, parcel[line.id]) for line in order.lines if line.id in parcel]
        self.orders[number] = order
        if self._tenant.switches.minutes_to_label:
            self._tenant.later(self._tenant.switches.minutes_to_label, self._agenda, partial(self._label, number))
        else:
            self._label(number)

    def _label(self, number: int) -> None:
        self.all[number] |= {"trackingNumber": f"XD{number}GB", "updatedDate": self._tenant.now}


def _line(line: Line, packs: int) -> Record:
    return {
        "self": {"id": line.id + 500_000},
        "number": str(line.id),
        "orderLine": {"id": line.id},
        "externalLineNumber": "",
        "item": line.document["item"],
        "pack": line.document["pack"],
        "orderPackQuantity": line.ordered,
        "shippedPackQuantity": packs,
        "canceledPackQuantity": line.cancelled,
    }
