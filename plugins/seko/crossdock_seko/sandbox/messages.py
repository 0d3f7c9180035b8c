"""The bodies of what SEKO pushes. Which of their fields are inferred, the resources' schemas say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from crossdock_seko.sandbox.orders import Order, OrderLine, Status
from crossdock_seko.sandbox.receipts import Receipt


def dispatch(order: Order, *, with_tracking: bool) -> dict[str, Any]:
    """An order left: what was ordered, and what was shipped of it."""
    header, delivery = order.document["header"], order.document["delivery"]
    lines = [
        {
            "LineNumber": line.number,
            "ProductCode": line.code,
            "EAN": None,
            "QuantityOrdered": line.quantity,
            "QuantityShipped": line.shipped,
            "LotNo": None,
        }
        for line in order.lines
    ]
    return {
        **_shipment(order),
        **({} if with_tracking else {"TrackingNumber": None, "TrackingUrl": None}),
        "DispatchId": f"D{order.sequence:06}",
        "ToBePackedDate": written(order.reached[Status.PICK_COMPLETE]),
        "ToDispatchDate": written(order.reached[Status.TO_DISPATCH]),
        "DispatchDate": written(order.reached[Status.DISPATCHED]),
        "DCCode": order.dc,
        "CourierService": header.get("CourierService"),
        "ShipToAttention": " ".join(filter(None, (delivery.get("FirstName"), delivery.get("LastName")))) or None,
        **{
            f"DeliveryAddress{name}": delivery.get(name)
            for name in ("Line1", "Line2", "Line3", "City", "County", "PostcodeZip", "CountryCode")
        },
        "List": {"DispatchLineItem": lines},
    }


def tracking(order: Order) -> dict[str, Any]:
    """How to follow an order that left."""
    return _shipment(order)


def goods_received(receipt: Receipt) -> dict[str, Any]:
    """What arrived of an announcement."""
    lines = [
        {
            "LineNumber": line.number,
            "ProductCode": line.code,
            "EAN": None,
            "Quantity": line.quantity,
            "LotNo": line.lot,
            "ReturnReason": line.reason,
        }
        for line in receipt.lines
    ]
    return {
        "RMA": receipt.reference if receipt.is_return else None,
        "HBRef": receipt.reference,
        "DeliveryNumber": "1",
        "DCCode": receipt.dc,
        "GRNLineItem": lines,
    }


def came_back(order: Order, line: OrderLine, quantity: int, reason: str | None) -> dict[str, Any]:
    """What came back of an order without notice: it is named by the order's number (manual, page 'GRN')."""
    received = {"LineNumber": 1, "ProductCode": line.code, "EAN": None, "Quantity": quantity, "LotNo": None}
    return {
        "RMA": f"{order.number}.{order.returns}",
        "HBRef": order.number,
        "DeliveryNumber": str(order.returns),
        "DCCode": order.dc,
        "GRNLineItem": [{**received, "ReturnReason": reason}],
    }


def moved(dc: str, code: str, quantity: int, between: tuple[str, str], at: datetime, number: int) -> dict[str, Any]:
    """Stock changed from one kind of location to another."""
    return {
        "DcCode": dc,
        "UtcDate": written(at),
        "FromLocationType": between[0],
        "ToLocationType": between[1],
        "FromChannel": None,
        "ToChannel": None,
        "Quantity": quantity,
        "ProductCode": code,
        "Ean": None,
        "MovementID": str(number),
    }


def written(moment: datetime) -> str:
    """A moment as SEKO writes it: in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _shipment(order: Order) -> dict[str, Any]:
    header = order.document["header"]
    return {
        "SalesOrderNumber": order.number,
        "SalesOrderReference": header.get("SalesOrderReference"),
        "DispatchNumber": order.dispatch_number,
        "Courier": header.get("CourierName"),
        "TrackingNumber": order.tracking_number,
        "TrackingUrl": f"https://track.example.com/{order.tracking_number}",
    }
