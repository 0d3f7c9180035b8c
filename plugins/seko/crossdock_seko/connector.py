"""SEKO's iHub, current generation (v3/v4): reading stock, sending orders, taking pushes in.

There is no list of orders or products to read: dispatches, tracking and receipts are pushed. Which dispatches there
are, only the first generation tells (v1, `first_generation.py`). Facts: SEKO's public manuals, spaces SHUB and SMAN.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from msgspec import structs

from crossdock.connect import (
    Answer,
    Connector,
    Incoming,
    Message,
    Operation,
    Query,
    Receipt,
    Resource,
    Webhook,
    path_of,
)
from crossdock.connect.errors import unclear
from crossdock.connect.resource import at
from crossdock.engine import json_text
from crossdock.errors import InvalidInput, Malformed, PlatformError
from crossdock_seko import first_generation, goods, products, pushes, stock
from crossdock_seko.cannot import CANNOT
from crossdock_seko.failures import call_status, is_cancelled_already, refusal
from crossdock_seko.inferred import (
    EVERYWHERE,
    ONE_LINE_AS_OBJECT,
    REASON,
    REPEATED_ORDER_WORDS,
    REPEATED_RECEIPT_WORDS,
)
from crossdock_seko.key import TokenInQuery
from crossdock_seko.operations import CANCEL, OPERATIONS
from crossdock_seko.resources import RESOURCES
from crossdock_seko.settings import SekoSettings
from crossdock_seko.states import STATES

if TYPE_CHECKING:
    from crossdock.connect.line import Line

LONGEST_QUERY = 2048
"""Characters of a query string, the key included."""
_JSON = {"Content-Type": "application/json"}
"""The manual wants it of every POST, also of one without a body."""


class Seko(Connector):
    """A client's account at SEKO Logistics."""

    name = "seko"
    title = "SEKO"
    settings: SekoSettings
    settings_type = SekoSettings
    base_url = "{base_url}"
    auth = TokenInQuery(setting="api_key")
    sandbox = "crossdock_seko.sandbox:SekoSandbox"
    states = STATES
    inferred = EVERYWHERE
    cannot = CANNOT
    resources = RESOURCES
    webhooks = (*pushes.WEBHOOKS, stock.MOVED)
    operations = OPERATIONS

    @property
    def first_generation_address(self) -> str:
        """Where the older services are; beside the current ones, unless SEKO has an address of their own for it."""
        given = self.settings.first_generation_url
        return (given or first_generation.HOSTS.get(self.address, self.address)).rstrip("/")

    @property
    def other_addresses(self) -> tuple[str, ...]:
        return (self.first_generation_address,)

    def messages(self, webhook: Webhook, incoming: Incoming) -> list[Message]:
        """One message for each item of a push."""
        return [self._message(webhook, item) for item in pushes.items(webhook, json_text.decode(incoming.body))]

    def _message(self, webhook: Webhook, item: Any) -> Message:
        about = structs.replace(webhook, kind=pushes.object_kind(webhook, item))
        return about.message(
            self.resource(webhook.resource), item, json_text.encode(item), pushes.event_id(webhook, item)
        )

    async def write(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt:
        """Send a message, or cancel an order; one that is cancelled already is as it shall be."""
        if operation.name == products.SET_PRODUCT:
            return self.receipt(operation, message, await products.send(line, message))
        if operation.name != CANCEL:
            return await super().write(line, operation, message, resolved)
        reason = {REASON: message["ReasonCode"]} if "ReasonCode" in message else {}
        path = path_of(operation, message, resolved)
        try:
            answer = await line.ask(operation.method, path, parameters=reason, headers=_JSON)
        except PlatformError as error:
            if not is_cancelled_already(error):
                raise
            return _known_by_name(operation, message["SalesOrderNumber"])
        return self.receipt(operation, message, answer)

    def receipt(self, operation: Operation, message: Any, answer: Answer) -> Receipt:
        """SEKO knows everything by our name, and a new order or announcement by a GUID of its own too."""
        if call_status(answer) is None:
            raise unclear(answer, platform=self.title, what="without a CallStatus")
        name = "/".join(self.resource(operation.resource).key_of(message))
        if operation.name in (CANCEL, products.SET_PRODUCT, goods.SET_KIT):
            return _known_by_name(operation, name)
        guid = self.told(answer, "GUID")
        announced = operation.name == goods.ANNOUNCE_GOODS
        names = goods.receipt_names(message, guid) if announced else ((operation.kind, name), ("guid", guid))
        return Receipt(id=guid, identities=names)

    async def probe(self, line: Line) -> str:
        """Each distribution centre is asked for one product."""
        from crossdock_seko import probing  # here, since it brings the HTTP library

        centres, product = self._centres({"dc": self.settings.centres}), self.settings.probe_product
        return await probing.answering(self, line, centres, product) if centres and product else ""

    def is_repeat(self, error: PlatformError) -> bool:
        return any(words in error.message.lower() for words in (*REPEATED_ORDER_WORDS, *REPEATED_RECEIPT_WORDS))

    def queries(self, resource: Resource, parameters: Mapping[str, Any]) -> Iterator[Query]:
        """Split a long list of product codes so that no query string is longer than SEKO takes."""
        if resource.name in first_generation.NAMES:
            yield from self._first_generation_queries(resource, parameters)
            return
        codes: Sequence[str] = parameters.get("product_codes", ())
        centres = self._centres(parameters)
        rest = {name: value for name, value in parameters.items() if name not in ("product_codes", "dc")}
        if resource.name == "stock_level" and not codes and not centres:
            raise InvalidInput(
                "Reading stock needs product codes or a distribution centre.", remedy="Give `product_codes` or `dc`."
            )
        for dc in centres or [""]:
            fixed = {**rest, **({"dc": dc} if dc else {})}
            for joined in self._joined(codes, fixed):
                yield from super().queries(resource, {**fixed, **({"productCodes": joined} if joined else {})})

    def _centres(self, parameters: Mapping[str, Any]) -> list[str]:
        """Several are separated by commas; SEKO is asked for one after the other."""
        given: str = parameters.get("dc") or self.settings.dc_code or ""
        return [dc.strip() for dc in given.split(",") if dc.strip()]

    def _first_generation_queries(self, resource: Resource, parameters: Mapping[str, Any]) -> Iterator[Query]:
        given = dict(parameters)
        for name in {resource.since, resource.until} & set(given):
            given[str(name)] = first_generation.in_utc(given[str(name)])
        for query in super().queries(resource, given):
            yield Query(query.path, query.parameters, self.first_generation_address)

    def _joined(self, codes: Sequence[str], fixed: Mapping[str, Any]) -> Iterator[str]:
        separator = _separator(codes)
        key = {"api_key": self.settings.api_key.reveal()}
        chunk = ""
        for code in codes:
            longer = f"{chunk}{separator}{code}" if chunk else code
            if chunk and len(urlencode({**fixed, **key, "productCodes": longer})) > LONGEST_QUERY:
                yield chunk
                longer = code
            chunk = longer
        yield chunk

    def records(self, resource: Resource, document: Any) -> list[Any]:
        if resource.name in first_generation.NAMES:
            return first_generation.records(resource, document)
        found = at(document, resource.records)
        if ONE_LINE_AS_OBJECT and isinstance(found, dict) and "ProductCode" in found:
            return [found]
        lines = super().records(resource, document)
        if not lines:
            raise ValueError("the list is empty, which is never taken for a stock of zero")
        return lines

    def stock(
        self,
        resource: Resource,  # noqa: ARG002  # there is one
        lines: Sequence[Any],
        absent: Sequence[tuple[str, str]],
        at: datetime,
    ) -> list[Any]:
        return stock.counted(lines, absent, at)

    def stock_locations(self, parameters: Mapping[str, Any]) -> tuple[str, ...] | None:
        return tuple(self._centres(parameters)) or None

    async def fetch(self, line: Line, webhook: Webhook, message: Any, now: datetime) -> Any:  # noqa: ARG002  # as the base has it
        return await stock.present(self, line, message, now)

    def failure(self, answer: Answer) -> PlatformError | None:
        failed = super().failure(answer) or refusal(answer)
        nothing = failed is not None and first_generation.is_nothing_dispatched(answer, failed.message)
        return None if nothing else failed

    def words(self, answer: Answer) -> str:
        try:
            words = at(answer.document, "Message")
        except Malformed:
            return super().words(answer)
        return words if isinstance(words, str) else super().words(answer)


def _known_by_name(operation: Operation, name: str) -> Receipt:
    return Receipt(id=name, identities=((operation.kind, name),))


def _separator(codes: Sequence[str]) -> str:
    for separator in ("~", ","):
        if not any(separator in code for code in codes):
            return separator
    raise InvalidInput(
        "Product codes with a comma and with a tilde cannot be asked for together.",
        remedy="Ask for them in two reads: SEKO separates codes by one or the other.",
    )
