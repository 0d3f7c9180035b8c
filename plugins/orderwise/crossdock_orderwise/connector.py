"""OrderWise: reading orders, despatches, variants, stock and customers; creating and cancelling orders; E-Commerce sessions.

What is odd here: nearly all is read by definitions that each installation keeps under numbers of its own (`exports.py`),
times have no zone (`local_time.py`), and sessions fetch orders from us (`session_orders.py`). Facts: public code that talks to live installations; the vendor's own reference
comes with an installation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from crossdock.connect import (
    Answer,
    Connector,
    Incoming,
    Message,
    Operation,
    Query,
    Rate,
    Receipt,
    Resource,
    TokenExchange,
    Webhook,
)
from crossdock.engine import json_text
from crossdock_orderwise import (
    cancelling,
    exports,
    failures,
    inferred,
    ordering,
    rows,
    session_orders,
    session_posts,
    stock,
)
from crossdock_orderwise.cannot import CANNOT
from crossdock_orderwise.local_time import zone_named
from crossdock_orderwise.resources import RESOURCES
from crossdock_orderwise.settings import OrderWiseSettings
from crossdock_orderwise.states import STATES

if TYPE_CHECKING:
    from crossdock.connect.line import Line


class _Writer(Protocol):
    """A module that looks up what an operation needs, and sends it."""

    async def resolve(self, connector: OrderWise, line: Line, message: Any) -> dict[str, Any]: ...

    async def write(self, connector: OrderWise, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt: ...


_WRITERS: Mapping[str, _Writer] = {ordering.CREATE_ORDER.name: ordering, cancelling.CANCEL_ORDER.name: cancelling}


class OrderWise(Connector):
    """One installation."""

    name = "orderwise"
    title = "OrderWise"
    settings: OrderWiseSettings
    settings_type = OrderWiseSettings
    base_url = "{base_url}"
    auth = TokenExchange(token_url="{base_url}/token/gettoken", user="user", password="password")  # noqa: S106  # names of settings
    rate = Rate(per_second=5, burst=20)
    """Ours, and no limit of OrderWise's: behind it stands the customer's own database."""
    sandbox = "crossdock_orderwise.sandbox:OrderWiseSandbox"
    resources = (
        *RESOURCES,
        ordering.NEW_ORDER,
        cancelling.CANCELLATION,
        session_orders.SESSION_ORDER,
        session_posts.SESSION_DESPATCH,
    )
    webhooks = (session_posts.DESPATCHED, session_posts.STOCK_EXPORTED)
    operations = (ordering.CREATE_ORDER, cancelling.CANCEL_ORDER, session_orders.OFFER_ORDER)
    states = STATES
    cannot = CANNOT
    inferred = (inferred.BARE_ROWS, inferred.ONE_CLOCK, inferred.WORDS)

    def queries(self, resource: Resource, parameters: Mapping[str, Any]) -> Iterator[Query]:
        if resource.name in exports.EXPORTS:
            yield exports.query(self.settings, resource, parameters)
        else:
            yield from super().queries(resource, parameters)

    def records(self, resource: Resource, document: Any) -> list[Any]:  # noqa: ARG002  # all are answered alike
        return inferred.rows(document)

    def inner_records(self, resource: Resource, listed: list[Any]) -> list[Any]:
        if resource.name not in exports.EXPORTS or not all(isinstance(row, dict) for row in listed):
            return listed
        gather, zone = rows.GATHERED.get(resource.name, iter), zone_named(self.settings.zone)
        return list(gather([rows.timed(resource.name, row, zone) for row in listed]))

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

    def messages(self, webhook: Webhook, incoming: Incoming) -> list[Message]:
        document, _ = webhook.read(incoming)
        if webhook is session_posts.STOCK_EXPORTED:
            found = session_posts.levels(document, self.settings.session_location, incoming)
        else:
            found = session_posts.despatches(document, zone_named(self.settings.zone))
        resource = self.resource(webhook.resource)
        return [webhook.message(resource, record, json_text.encode(record), "") for record in found]

    async def fetch(
        self,
        line: Line,
        webhook: Webhook,  # noqa: ARG002  # one fetches
        message: Any,
        now: datetime,  # noqa: ARG002  # a delivery stays as it left
    ) -> Any:
        return await session_posts.delivery(self, line, message)

    def offer(self, operation: Operation, messages: Sequence[Any]) -> Any:  # noqa: ARG002  # there is one
        return session_orders.document(messages, zone_named(self.settings.zone))

    def acknowledged(self, operation: Operation, incoming: Incoming) -> list[str]:  # noqa: ARG002  # as above
        return session_orders.acknowledged(incoming)

    async def resolve(self, line: Line, operation: Operation, message: Any) -> dict[str, Any]:
        writer = _WRITERS.get(operation.name)
        return {} if writer is None else await writer.resolve(self, line, message)

    async def write(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt:
        return await _WRITERS[operation.name].write(self, line, message, resolved)

    async def find(
        self,
        line: Line,
        operation: Operation,  # noqa: ARG002  # one is asked for
        message: Any,
        resolved: Mapping[str, Any],  # noqa: ARG002  # the number says it
    ) -> Receipt | None:
        return await ordering.find(self, line, message)

    async def confirm(
        self,
        line: Line,
        operation: Operation,  # noqa: ARG002  # one is asked for
        receipt: Receipt,
    ) -> Receipt | None:
        return await cancelling.confirm(self, line, receipt)
