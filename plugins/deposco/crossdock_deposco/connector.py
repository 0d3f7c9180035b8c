"""Deposco: reading orders, shipments, returns, items and facilities, and stock at the older API; writing orders, items,
returns and cancellations.

What is odd here: lists inside of records are cut short (`nested.py`), customer orders show later than they are taken in
(`customer_ordering.py`), and stock is told by an older API with a password of its own (`stock.py`). Facts: Deposco's API
description, and public client code.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from crossdock.connect import Answer, Basic, Connector, Operation, Query, Rate, Receipt, RefreshToken, Resource
from crossdock.errors import InvalidInput, PlatformError
from crossdock_deposco import (
    cancelling,
    customer_ordering,
    failures,
    inferred,
    items,
    listing,
    nested,
    ordering,
    resources,
    returning,
    stock,
)
from crossdock_deposco.cannot import CANNOT
from crossdock_deposco.settings import DeposcoSettings
from crossdock_deposco.states import STATES

if TYPE_CHECKING:
    from crossdock.connect.line import Line

    Resolves = Callable[[Connector, Line, Any], Awaitable[dict[str, Any]]]
    Sends = Callable[[Connector, Line, Any, Mapping[str, Any]], Awaitable[Receipt]]
    Finds = Callable[[Connector, Line, Any], Awaitable[Receipt | None]]
    Confirms = Callable[[Connector, Line, Receipt], Awaitable[Receipt | None]]

_RESOLVES: Mapping[str, Resolves] = {
    ordering.CREATE_ORDER.name: ordering.resolve,
    customer_ordering.CREATE_CUSTOMER_ORDER.name: customer_ordering.resolve,
    cancelling.CANCEL_ORDER.name: cancelling.resolve,
}
_SENDS: Mapping[str, Sends] = {
    ordering.CREATE_ORDER.name: ordering.write,
    customer_ordering.CREATE_CUSTOMER_ORDER.name: customer_ordering.write,
    cancelling.CANCEL_ORDER.name: cancelling.write,
    items.SET_ITEM.name: items.set_item,
    items.IMPORT_ITEMS.name: items.import_items,
    returning.CREATE_RETURN.name: returning.write,
}
_FINDS: Mapping[str, Finds] = {
    ordering.CREATE_ORDER.name: ordering.find,
    customer_ordering.CREATE_CUSTOMER_ORDER.name: customer_ordering.find,
}
_CONFIRMS: Mapping[str, Confirms] = {
    customer_ordering.CREATE_CUSTOMER_ORDER.name: customer_ordering.confirm,
    items.IMPORT_ITEMS.name: items.confirm_import,
}


class Deposco(Connector):
    """One business unit in one environment of Deposco's."""

    name = "deposco"
    title = "Deposco"
    settings: DeposcoSettings
    settings_type = DeposcoSettings
    base_url = "{address}/latest"
    auth = RefreshToken(
        token_url="{auth_address}/oauth2/token",  # noqa: S106  # an address, no password
        client_id="client_id",
        client_secret="client_secret",  # noqa: S106  # a setting's name
        refresh_token="refresh_token",  # noqa: S106  # a setting's name
        client_sent_as="form",
    )
    other_auth = Basic("legacy_user", "legacy_password")
    rate = Rate(per_second=2.8, burst=4)
    """One request in 350 ms, as the integration that measured four a second asks."""
    sandbox = "crossdock_deposco.sandbox:DeposcoSandbox"
    resources = (
        *resources.RESOURCES,
        ordering.NEW_ORDER,
        customer_ordering.NEW_CUSTOMER_ORDER,
        cancelling.CANCELLATION,
        items.NEW_ITEM,
        items.ITEM_IMPORT,
        returning.NEW_RETURN,
    )
    operations = (
        ordering.CREATE_ORDER,
        customer_ordering.CREATE_CUSTOMER_ORDER,
        cancelling.CANCEL_ORDER,
        items.SET_ITEM,
        items.IMPORT_ITEMS,
        returning.CREATE_RETURN,
    )
    states = STATES
    cannot = CANNOT
    inferred = (inferred.CHANGED_AFTER, inferred.BUSINESS_UNIT, inferred.ONE_RATE)

    @property
    def other_addresses(self) -> tuple[str, ...]:
        given = self.settings.legacy_address and self.settings.legacy_password
        return (self.settings.legacy_address.rstrip("/"),) if given else ()

    def queries(self, resource: Resource, parameters: Mapping[str, Any]) -> Iterator[Query]:
        """Stock is read at the older API; other lists are asked for the business unit's rows."""
        if resource.name in resources.OWNED:
            parameters = {"businessUnit": self.settings.business_unit, **parameters}
        for query in super().queries(resource, parameters):
            yield (
                query
                if resource.name != stock.STOCK_ENTRY.name
                else Query(query.path, query.parameters, self._legacy())
            )

    def _legacy(self) -> str:
        if not self.other_addresses:
            raise InvalidInput(
                "Stock is told by Deposco's older API only, and the connection has no address or password of it.",
                remedy="Fill in the older API's address, user and password; Deposco's support gives them.",
            )
        return self.other_addresses[0]

    def records(self, resource: Resource, document: Any) -> list[Any]:
        return stock.items(document) if resource.name == stock.STOCK_ENTRY.name else listing.rows(document)

    def inner_records(self, resource: Resource, listed: list[Any]) -> list[Any]:
        """Stock by facility; of other lists the business unit's rows, since filters are ignored at times."""
        if resource.name == stock.STOCK_ENTRY.name:
            return list(stock.entries(listed))
        return [row for row in listed if listing.is_of(row, self.settings.business_unit)]

    async def whole(self, line: Line, resource: Resource, records: list[Any]) -> list[Any]:
        """Records with all their lines; shipments with their orders."""
        if resource.name not in nested.LINES:
            return records
        full = [await nested.with_lines(line, resource.name, record) for record in records]
        if resource.name != resources.SHIPMENT.name:
            return full
        orders: dict[str, Any] = {}
        return [each for shipment in full for each in await nested.with_orders(line, shipment, orders)]

    def stock(
        self,
        resource: Resource,  # noqa: ARG002  # there is one
        lines: Sequence[Any],
        absent: Sequence[tuple[str, str]],
        at: datetime,
    ) -> list[Any]:
        return stock.counted(lines, absent, at)

    def words(self, answer: Answer) -> str:
        return failures.words(answer) or super().words(answer)

    def failure(self, answer: Answer) -> PlatformError | None:
        failed = super().failure(answer)
        return None if failed is None else failures.meant(answer, failed)

    async def resolve(self, line: Line, operation: Operation, message: Any) -> dict[str, Any]:
        look = _RESOLVES.get(operation.name)
        return {} if look is None else await look(self, line, message)

    async def write(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt:
        return await _SENDS[operation.name](self, line, message, resolved)

    async def find(
        self,
        line: Line,
        operation: Operation,
        message: Any,
        resolved: Mapping[str, Any],  # noqa: ARG002  # the number says it
    ) -> Receipt | None:
        return await _FINDS[operation.name](self, line, message)

    async def confirm(self, line: Line, operation: Operation, receipt: Receipt) -> Receipt | None:
        return await _CONFIRMS[operation.name](self, line, receipt)
