"""What a platform sends by itself: declared as webhooks, taken in as requests, split into messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

import msgspec

from crossdock.connect.format import JSON, Format, Json
from crossdock.connect.inferred import Inferred
from crossdock.connect.resource import Resource, at
from crossdock.connect.signature import Signature
from crossdock.engine import json_text
from crossdock.errors import InvalidInput
from crossdock.model.money import Money

LONGEST_NUMBER = 18
"""Digits of a number in a stream; the database takes no more."""


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


class Numbered(msgspec.Struct, frozen=True, kw_only=True):
    """A message's place in a stream whose numbers grow by one."""

    stream: str
    """What is counted together, within a connection: 'EXTEA/dispatch'."""
    number: int
    grace_seconds: int
    """How long a number may be missing before something is wrong: messages come in any order, and are tried again."""


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
    worth: Money | None = None
    """How much money it is about; None where it does not tell."""
    event_id: str = ""
    """The platform's id of the event or delivery; '' where it sends none."""
    once: bool = False
    """Its object has one such message only, ever: a sweep takes in only what never came."""
    sequence: Numbered | None = None
    """None where the platform does not number its messages."""
    outlined_as: str = ""
    """What it is known by in a list that tells only that there is such a message; '' where there is no such list. What
    was read from that list has no key: it is the mark of a message, and not the message."""


class Numbering(msgspec.Struct, frozen=True, kw_only=True):
    """How a platform numbers the messages of one webhook: each one more than the last. Paths as in `Webhook`."""

    number: str
    """Path of the number; it may be a text of digits."""
    within: str = ""
    """Path of what has numbers of its own, an account for example."""
    grace_seconds: int
    """As in `Numbered`."""

    def place_of(self, webhook: str, document: Any) -> Numbered | None:
        """A message's place in its stream; None for one without a number."""
        number = _text(at(document, self.number))
        if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER):
            return None
        stream = "/".join(part for part in (_text(at(document, self.within)) if self.within else "", webhook) if part)
        return Numbered(stream=stream, number=int(number), grace_seconds=self.grace_seconds)


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """A list that tells which messages of a webhook there are, and not what they say."""

    resource: str
    """The connector's resource whose key tells one from another."""
    known_by: str
    """Path of the same value in the webhook's message; compared without regard to case."""
    kind: str
    """Its identity kind, under which other messages of the object name it too: 'guid'."""


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


class Said(msgspec.Struct, frozen=True):
    """What a platform wants to be answered with, for one that reads the answer."""

    content_type: str
    body: str


class Webhook(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of message that a platform sends by itself. Paths inside a message are dotted."""

    name: str
    """What happened: 'order-created'."""
    title: str
    description: str
    resource: str
    """The connector's resource that it carries; its schema is the mapping's source, unless something is fetched."""
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
    outline: Outline | None = None
    """For a message that no list tells, but a list has the mark of: a sweep by it finds messages that never came, which
    the platform must be asked to send again."""
    numbering: Numbering | None = None
    """None: the platform does not number it."""
    fetches: str = ""
    """The resource that is read by the connector's `fetch` when such a message comes: it tells that something changed,
    and not how it is now. What is fetched is what is mapped. '' where the message says all."""
    event_headers: tuple[str, ...] = ()
    """Headers with the id of the event or delivery, in lower case; the first that is there counts."""
    signature: Signature
    format: Format = JSON
    """What its bodies are written in; its resource's samples are JSON values all the same."""
    said: Said | None = None
    """What is answered once it is stored; None: JSON that tells the records. The status says the same either way."""
    inferred: tuple[Inferred, ...] = ()
    """What is assumed of it."""

    @property
    def brings(self) -> str:
        """The resource that is mapped when such a message comes."""
        return self.fetches or self.resource

    def require_topic(self, incoming: Incoming) -> None:
        """Raises InvalidInput for a request whose headers name another topic."""
        named = first_header(incoming.headers, self.topic_headers)
        if named not in ("", self.topic):
            raise InvalidInput(
                f"This message is of the topic '{named}' and not of this webhook: '{self.name}' takes '{self.topic}'.",
                code="other-topic",
                remedy="Subscribe this address to its own topic, and the other topic to a flow of its own.",
            )

    def read(self, incoming: Incoming) -> tuple[Any, bytes]:
        """The value of a request's body, and its JSON text: the very bytes that came where they are that. Raises Malformed."""
        document = self.format.decode(incoming.body)
        return document, incoming.body if isinstance(self.format, Json) else json_text.encode(document)

    def event_id(self, incoming: Incoming) -> str:
        """The id of the event or delivery; '' where the platform sends none."""
        return first_header(incoming.headers, self.event_headers)

    def message(self, resource: Resource, document: Any, payload: bytes, event_id: str) -> Message:
        """The message that a document is; raises InvalidInput where it has no key, or names no object."""
        return msgspec.structs.replace(
            _message(self, resource, document, payload),
            event_id=event_id,
            once=bool(self.made_since),
            sequence=self.numbering and self.numbering.place_of(self.name, document),
            outlined_as=_text(at(document, self.outline.known_by)).casefold() if self.outline else "",
        )


def outlined_message(resource: Resource, outline: Outline, record: Any, payload: bytes) -> Message:
    """The mark of a message, which a record of a list is; raises InvalidInput where it has no key."""
    value = "/".join(resource.key_of(record))
    return Message(
        payload=payload, key="", version="", identities=((outline.kind, value),), outlined_as=value.casefold()
    )


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
        worth=resource.worth_of(document),
    )


def first_header(headers: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The value of the first of some headers that is there and not empty; '' where none is."""
    return next((headers[name] for name in names if headers.get(name)), "")


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
