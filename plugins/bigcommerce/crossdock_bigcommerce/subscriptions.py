"""Webhooks of the API account whose token we have; those of other accounts cannot be seen.

Facts: BigCommerce's public documentation (Webhooks, v3 hooks).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.connect import Subscription, Webhook
from crossdock.connect.resource import at
from crossdock.errors import ErrorKind
from crossdock_bigcommerce.order_reading import read_list

if TYPE_CHECKING:
    from crossdock.connect.line import Line

_PATH = "/v3/hooks"


async def listed(line: Line) -> list[Subscription]:
    """Those that are active: one that was switched off tells nothing. Raises PlatformError."""
    return [_subscription(line, each) for each in await read_list(line, _PATH, "data") if at(each, "is_active")]


async def subscribed(line: Line, webhook: Webhook, address: str, instead: Subscription | None) -> Subscription:
    """A new webhook, or an old one with another address; raises PlatformError."""
    document = {"scope": webhook.topic, "destination": address, "is_active": True}
    method, path = ("POST", _PATH) if instead is None else ("PUT", f"{_PATH}/{instead.id}")
    answer = await line.ask(method, path, body=document)
    return _subscription(line, at(line.document(answer), "data"))


def _subscription(line: Line, told: Any) -> Subscription:
    if not (isinstance(told, dict) and {"id", "scope", "destination"} <= told.keys()):
        raise line.trouble(
            "told a webhook without id, scope or destination",
            ErrorKind.HOLD,
            "Look at the platform's answer; its shape may have changed.",
        )
    return Subscription(id=str(told["id"]), topic=str(told["scope"]), address=str(told["destination"]))
