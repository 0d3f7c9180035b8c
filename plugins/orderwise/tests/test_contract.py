"""OrderWise keeps the contract of every connector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import httpx

from crossdock.connect import Form, Incoming, Operation, Resource, Secret, Webhook
from crossdock.engine import json_text
from crossdock.testing import ConnectorContract
from crossdock_orderwise import session_posts
from crossdock_orderwise.connector import OrderWise
from crossdock_orderwise.local_time import with_zone, without_zone
from crossdock_orderwise.rows import LINE_COLUMNS, TIMES
from crossdock_orderwise.settings import OrderWiseSettings

LONDON = ZoneInfo("Europe/London")


class TestOrderWise(ConnectorContract):
    connector = OrderWise
    settings = OrderWiseSettings(
        base_url="https://erp.example.com/OWAPI",
        user="made-up-user",
        password=Secret("made-up-orderwise-password"),
        session_id=5,
        orders_export=101,
        despatches_export=102,
        variants_export=103,
        stock_export=104,
        session_secret=Secret("made-up-session-secret"),
        session_location="3",
    )
    parameters: ClassVar[Mapping[str, Mapping[str, Any]]] = {"customer_contact": {"customer_id": 1002}}
    resolved: ClassVar[Mapping[str, Mapping[str, Any]]] = {"cancel-order": {"order_id": 70001, "cancelled": False}}

    def page(self, resource: Resource, records: Sequence[Any], following: str | None = None) -> dict[str, Any]:
        rows = [row for record in records for row in _rows(resource, record)]
        return super().page(resource, rows, following)

    def deliveries(self, webhook: Webhook, records: Sequence[Any]) -> list[Incoming]:
        """One form with all of them, as elements inside of another one."""
        times = [datetime.fromisoformat(record["as_of"]) for record in records if "as_of" in record]
        inside = [_exported(webhook, record) for record in records]
        body = session_posts.FORMAT.encode({"ExportData": {"export": {"element": inside}}})
        return [Incoming(headers={}, body=body, received_at=times[0] if times else datetime.now(UTC))]

    def fetched(self, operation: Operation, document: Any) -> Any:  # noqa: ARG002  # there is one
        return document["SalesOrders"]["SalesOrder"]

    def as_fetched(self, messages: Sequence[Any]) -> Any:
        return [_texts({**one, "OrderDate": without_zone(one["OrderDate"], LONDON)}) for one in messages]

    def acknowledgement(self, operation: Operation, keys: Sequence[str]) -> Incoming:  # noqa: ARG002  # as above
        body = Form().encode({"ExportData": "~".join(keys)})
        return Incoming(headers={}, body=body, received_at=datetime.now(UTC))

    def tells(self, operation: Operation, message: Any, request: httpx.Request) -> bool:
        """Everything as it is, but for the number in the address, and the date on the installation's clock."""
        told = json_text.decode(request.content)
        if operation.name == "cancel-order":
            rest = {name: value for name, value in message.items() if name != "number"}
            return bool(request.url.path == "/OWAPI/sales/orders/70001/cancel" and told == rest)
        header = told["orderHeader"]
        header["orderDate"] = with_zone(header["orderDate"], LONDON)
        return bool(request.url.params["session_id"] == "5" and told == _in_london(message))


def _exported(webhook: Webhook, record: Any) -> Any:
    """What OrderWise sends of a record: times without their zone, and one element's worth of names."""
    if webhook.name == "stock-exported":
        made = {"vad_variant_code": "variant_code", "vasq_free_stock_quantity": "free_stock"}
        rest = {
            name: value
            for name, value in record.items()
            if name not in ("variant_code", "stock_location_id", "free_stock", "as_of")
        }
        return rest | {column: record[name] for column, name in made.items() if name in record}
    element = {name: value for name, value in record.items() if name != "delivery"}
    if (delivery := record.get("delivery")) is None:
        return element
    date, numbers = without_zone(delivery["deliveryDate"], LONDON), delivery["consignmentNumbers"]
    told = {**delivery, "deliveryDate": date, "consignmentNumbers": {"consignmentNumber": numbers}}
    return {**element, "deliveries": told}


def _texts(value: Any) -> Any:
    """What XML makes of a value."""
    if isinstance(value, dict):
        return {name: _texts(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_texts(each) for each in value]
    return value if isinstance(value, str) else json_text.encode(value).decode()


def _in_london(message: Any) -> Any:
    header = message["orderHeader"]
    date = with_zone(without_zone(header["orderDate"], LONDON), LONDON)
    return {**message, "orderHeader": {**header, "orderDate": date}}


def _rows(resource: Resource, record: Any) -> list[Any]:
    """The rows that a record is made of: times without their zone, and one for each line."""
    times = {name: without_zone(record[name], LONDON) for name in TIMES.get(resource.name, ()) if record.get(name)}
    row = {**record, **times}
    if resource.name != "despatch":
        return [row]
    lines = row.pop("lines")
    assert all(set(line) <= set(LINE_COLUMNS) for line in lines)
    return [{**row, **line} for line in lines]
