"""Subscriptions of the app whose token we have; those of other apps cannot be seen.

https://shopify.dev/docs/api/admin-rest/latest/resources/webhook
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.connect import Answer, LinkHeader, Subscription, Webhook
from crossdock.errors import ErrorKind, Malformed

if TYPE_CHECKING:
    from crossdock.connect.line import Line

_PATH = "/webhooks.json"
_TELL_AUTHOR = "Look at the platform's answer; its shape may have changed."


async def listed(line: Line) -> list[Subscription]:
    """All of them; raises PlatformError."""
    answer = await line.ask("GET", _PATH, parameters={"limit": "250"})
    found = _subscriptions(line, answer)
    while (following := LinkHeader().target(answer)) is not None:
        answer = await line.follow(following)
        found += _subscriptions(line, answer)
    return found


async def subscribed(line: Line, webhook: Webhook, address: str, instead: Subscription | None) -> Subscription:
    """A new subscription, or an old one with another address; raises PlatformError."""
    if instead is not None:
        document = {"webhook": {"id": int(instead.id), "address": address}}
        answer = await line.ask("PUT", f"/webhooks/{instead.id}.json", body=document)
    else:
        document = {"webhook": {"topic": webhook.topic, "address": address, "format": "json"}}
        answer = await line.ask("POST", _PATH, body=document)
    return _subscription(line, _told(line, answer, "webhook"))


def _subscriptions(line: Line, answer: Answer) -> list[Subscription]:
    told = _told(line, answer, "webhooks")
    if not isinstance(told, list):
        raise line.trouble("answered without a list of webhook subscriptions", ErrorKind.HOLD, _TELL_AUTHOR)
    return [_subscription(line, each) for each in told]


def _subscription(line: Line, told: Any) -> Subscription:
    if not (isinstance(told, dict) and {"id", "topic", "address"} <= told.keys()):
        raise line.trouble("told a webhook subscription without id, topic or address", ErrorKind.HOLD, _TELL_AUTHOR)
    return Subscription(id=str(told["id"]), topic=str(told["topic"]), address=str(told["address"]))


def _told(line: Line, answer: Answer, name: str) -> Any:
    try:
        document = answer.document
    except Malformed as error:
        raise line.trouble("answered with something that is not JSON") from error
    return document.get(name) if isinstance(document, dict) else None
