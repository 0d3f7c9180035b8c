"""Veeqo: reading orders, what was shipped of them, products and stock; creating and cancelling orders; setting stock.

What is odd here: shipments, variants and stock stand inside of other records (`nested.py`), lines name ids where we have
SKUs (`ordering.py`), and pages are counted in headers. Facts: Veeqo's public API documentation
(github.com/VeeqoAPI/api-docs) and public client code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from crossdock.connect import Answer, Connector, HeaderKey, Operation, Rate, Receipt, Resource
from crossdock_veeqo import cancelling, counting, failures, inferred, nested, ordering, stock
from crossdock_veeqo.cannot import CANNOT
from crossdock_veeqo.resources import RESOURCES
from crossdock_veeqo.settings import VeeqoSettings
from crossdock_veeqo.states import STATES

if TYPE_CHECKING:
    from crossdock.connect.line import Line


class _Writer(Protocol):
    """A module that looks up what an operation needs, and sends it."""

    async def resolve(self, connector: Connector, line: Line, message: Any) -> dict[str, Any]: ...

    async def write(self, connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt: ...


_WRITERS: Mapping[str, _Writer] = {
    ordering.CREATE_ORDER.name: ordering,
    cancelling.CANCEL_ORDER.name: cancelling,
    counting.SET_STOCK.name: counting,
}


class Veeqo(Connector):
    """A company's account at Veeqo."""

    name = "veeqo"
    title = "Veeqo"
    settings: VeeqoSettings
    settings_type = VeeqoSettings
    base_url = "{base_url}"
    auth = HeaderKey("x-api-key", setting="api_key")
    rate = Rate(per_second=5, burst=100)
    """Of a key: all programs that use the same one share it."""
    sandbox = "crossdock_veeqo.sandbox:VeeqoSandbox"
    resources = (*RESOURCES, ordering.NEW_ORDER, cancelling.CANCELLATION, counting.PHYSICAL_LEVEL)
    operations = (ordering.CREATE_ORDER, cancelling.CANCEL_ORDER, counting.SET_STOCK)
    states = STATES
    inferred = (inferred.NO_WEBHOOKS, inferred.CHANGED_SINCE, inferred.PAGE, inferred.WORDS)
    cannot = CANNOT

    def inner_records(self, resource: Resource, listed: list[Any]) -> list[Any]:
        take_out = nested.INSIDE.get(resource.name)
        return listed if take_out is None else list(take_out(listed))

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

    async def resolve(self, line: Line, operation: Operation, message: Any) -> dict[str, Any]:
        return await _WRITERS[operation.name].resolve(self, line, message)

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
