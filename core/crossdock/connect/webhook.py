"""What a platform sends by itself: declared as webhooks, taken in as requests, split into messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

import msgspec

from crossdock.connect.resource import Resource, at
from crossdock.connect.signature import Signature
from crossdock.errors import InvalidInput


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """One request that came in, untouched."""

    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """As it came: signatures are made of these bytes."""
    received_at: datetime
    """With its zone."""
    path_secret: str = ""
    """What followed the flow's name in the address."""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message about one thing, after splitting."""

    payload: bytes
    """JSON text."""
    key: str
    """Its business key at the source: the parts of its resource's key, joined by slashes."""
    version: str
    """The source's version or time, as it writes it; '' where it tells none."""
    identities: tuple[tuple[str, str], ...]
    """Kinds and values of names; the first one tells the business object, the others serve to search."""
    event_id: str = ""
    """The platform's id of the event or delivery; '' where it sends none."""
    once: bool = False
    """Its object has one such message only, ever: a sweep takes in only what never came."""


class _Naming(Protocol):
    """What tells a message's object, its version and its other names; webhooks and resources do."""

    @property
    def kind(self) -> str: ...

    @property
    def identity(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def aliases(self) -> tuple[tuple[str, str], ...]: ...


class Webhook(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of message that a platform sends by itself. Paths inside a message are dotted."""

    name: str
    """What happened: 'order-created'."""
    title: str
    description: str
    resource: str
    """The connector's resource that it carries; its schema is the mapping's source."""
    topic: str
    """The platform's own name of it."""
    topic_headers: tuple[str, ...] = ()
    """Headers that name the topic, in lower case; the first that is there must agree."""
    kind: str
    """The identity kind of the business object it is about: 'order'."""
    identity: str = ""
    """Path of that object's value; '' where it is the message's own key."""
    version: str = ""
    """Path of the source's version or time; '' where it tells none."""
    aliases: tuple[tuple[str, str], ...] = ()
    """Other names: their kinds and paths. One that is not in a message is left out."""
    made_since: str = ""
    """For a message that comes once for each object, when that is made: the query parameter that lists what was made
    since a time. A sweep reads by it, and takes in only objects that never came. '' for all other messages."""
    event_headers: tuple[str, ...] = ()
    """Headers with the id of the event or delivery, in lower case; the first that is there counts."""
    signature: Signature

    def require_topic(self, incoming: Incoming) -> None:
        """Raises InvalidInput for a request whose headers name another topic."""
        named = first_header(incoming.headers, self.topic_headers)
        if named not in ("", self.topic):
            raise InvalidInput(
                f"This message is of the topic '{named}' and not of this webhook: '{self.name}' takes '{self.topic}'.",
                code="other-topic",
                remedy="Subscribe this address to its own topic, and the other topic to a flow of its own.",
            )

    def event_id(self, incoming: Incoming) -> str:
        """The id of the event or delivery; '' where the platform sends none."""
        return first_header(incoming.headers, self.event_headers)

    def message(self, resource: Resource, document: Any, payload: bytes, event_id: str) -> Message:
        """The message that a document is; raises InvalidInput where it has no key, or names no object."""
        made = _message(self, resource, document, payload)
        return msgspec.structs.replace(made, event_id=event_id, once=bool(self.made_since))


def listed_message(resource: Resource, webhook: Webhook | None, record: Any, payload: bytes) -> Message:
    """The message that a record of a list is: the same as a webhook of that resource would bring, where there is one.

    Raises InvalidInput where it has no key, or names no object.
    """
    if webhook is not None:
        return webhook.message(resource, record, payload, "")
    return _message(resource, resource, record, payload)


def _message(naming: _Naming, resource: Resource, document: Any, payload: bytes) -> Message:
    key = "/".join(resource.key_of(document))
    own = (naming.kind or resource.name, resource.text_at(document, naming.identity) if naming.identity else key)
    others = ((kind, _text(at(document, path))) for kind, path in naming.aliases)
    return Message(
        payload=payload,
        key=key,
        version=_text(at(document, naming.version)) if naming.version else "",
        identities=(own, *((kind, value) for kind, value in others if value)),
    )


def first_header(headers: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The value of the first of some headers that is there and not empty; '' where none is."""
    return next((headers[name] for name in names if headers.get(name)), "")


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
