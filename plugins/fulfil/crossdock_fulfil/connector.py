"""Fulfil: orders, what left and comes back of them, products, stock, customers; orders, customers and postings written.

What is odd here: every object is asked for by the same verbs (`asking.py`), numbers and times are typed objects
(`typed_json.py`), and lists of ids stand where other platforms put lines (`relating.py`). Facts: Fulfil's public
developer guides and clients.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from crossdock.connect import (
    Answer,
    Connector,
    HeaderKey,
    Operation,
    Query,
    Rate,
    Receipt,
    Resource,
    SharedQuota,
    Webhook,
)
from crossdock_fulfil import (
    asking,
    cancelling,
    customers,
    failures,
    inferred,
    ordering,
    posting,
    reducing,
    relating,
    stock,
    webhooks,
)
from crossdock_fulfil.cannot import CANNOT
from crossdock_fulfil.models import MODELS
from crossdock_fulfil.resources import RESOURCES
from crossdock_fulfil.settings import FulfilSettings
from crossdock_fulfil.states import STATES

if TYPE_CHECKING:
    from crossdock.connect.line import Line


class _Writer(Protocol):
    """A module that looks up what an operation needs, and sends it."""

    async def resolve(self, connector: Connector, line: Line, message: Any) -> dict[str, Any]: ...

    async def write(self, connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt: ...


class _Finder(Protocol):
    """A module that finds what became of a write."""

    async def find(
        self, connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]
    ) -> Receipt | None: ...


_WRITERS: Mapping[str, _Writer] = {
    ordering.CREATE_ORDER.name: ordering,
    cancelling.CANCEL_ORDER.name: cancelling,
    reducing.REDUCE_ORDER.name: reducing,
    customers.SET_CUSTOMER.name: customers,
    posting.CREATE_ENTRY.name: posting,
}
_FINDERS: Mapping[str, _Finder] = {reducing.REDUCE_ORDER.name: reducing, posting.CREATE_ENTRY.name: posting}


class Fulfil(Connector):
    """A merchant's account at Fulfil."""

    name = "fulfil"
    title = "Fulfil"
    settings: FulfilSettings
    settings_type = FulfilSettings
    base_url = "{address}/api/v2"
    auth = HeaderKey("x-api-key", setting="token")
    rate = Rate(per_second=9, burst=9)
    """Ten a second were seen, and nine: of a user, whichever program asks."""
    limits = (SharedQuota(left="x-ratelimit-remaining", resets="x-ratelimit-reset", resets_in="epoch-seconds"),)
    sandbox = "crossdock_fulfil.sandbox:FulfilSandbox"
    resources = (
        *RESOURCES,
        ordering.NEW_ORDER,
        cancelling.CANCELLATION,
        reducing.REDUCTION,
        customers.PARTY,
        posting.ENTRY,
        webhooks.CHANGE,
    )
    operations = (
        ordering.CREATE_ORDER,
        cancelling.CANCEL_ORDER,
        reducing.REDUCE_ORDER,
        customers.SET_CUSTOMER,
        posting.CREATE_ENTRY,
    )
    webhooks = webhooks.WEBHOOKS
    states = STATES
    cannot = CANNOT
    inferred = (inferred.CHANGED, inferred.IDS_GROW, inferred.DOTTED_READ)

    def queries(self, resource: Resource, parameters: Mapping[str, Any]) -> Iterator[Query]:
        if resource.path is None:
            yield from super().queries(resource, parameters)  # refuses it
            return
        yield Query(resource.path, body=asking.question(MODELS[resource.name], parameters), method="PUT")

    def inner_records(self, resource: Resource, listed: list[Any]) -> list[Any]:  # noqa: ARG002  # all are flat
        return [asking.flat(row) for row in listed]

    async def whole(self, line: Line, resource: Resource, records: list[Any]) -> list[Any]:
        if resource.name == stock.STOCK_LINE.name:
            return await stock.whole(line, records)
        return await relating.whole(line, MODELS[resource.name], records)

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

    async def fetch(self, line: Line, webhook: Webhook, message: Any, now: datetime) -> Any:  # noqa: ARG002  # it is now
        return await webhooks.present(line, webhook, message)

    async def resolve(self, line: Line, operation: Operation, message: Any) -> dict[str, Any]:
        return await _WRITERS[operation.name].resolve(self, line, message)

    async def write(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt:
        return await _WRITERS[operation.name].write(self, line, message, resolved)

    async def find(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt | None:
        return await _FINDERS[operation.name].find(self, line, message, resolved)
