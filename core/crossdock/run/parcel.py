"""What comes in: deliveries, and each of their messages on its way to become a record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from crossdock.connect.webhook import Message
from crossdock.errors import InvalidInput
from crossdock.model.project import Project
from crossdock.model.record import Identity
from crossdock.store.flows import Hook


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """One delivery to a flow, verified and split."""

    id: UUID
    hook: Hook
    environment: str
    source: str
    """The sender's address."""
    messages: tuple[Message, ...]
    fault: InvalidInput | None = None
    """Why it could not be understood; its body is then the one message."""
    listed: bool = False
    """It was read from a list, in which what came before stands again, and says nothing."""

    def shared(self) -> Iterator[Arrival]:
        """This delivery, and what it is to the flows that take in beside its own.

        What is wrong with a list is told once, and so is what it only has the marks of: that comes to all when it comes.
        """
        yield self
        if self.listed and self.fault:
            return
        messages = tuple(message for message in self.messages if not (self.listed and message.outlined_as))
        for hook in self.hook.others():
            yield msgspec.structs.replace(self, id=uuid7(), hook=hook, messages=messages)


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """One message of one delivery."""

    arrival: Arrival
    message: Message
    record_id: UUID

    @property
    def is_outline(self) -> bool:
        """Whether it is but the mark of a message that a list knows of."""
        return self.arrival.listed and bool(self.message.outlined_as)

    @property
    def comes_once(self) -> bool:
        """Of what comes once for each object, a list brings what never came; and what a list brought comes no more.

        A platform that tells the same object twice by webhook is not silenced by this: that is for people to see.
        """
        return self.message.once and self.arrival.hook.is_swept

    @property
    def mark(self) -> str:
        """What a list knows it by."""
        return self.message.outlined_as or self.message.key

    @property
    def names(self) -> list[tuple[Project, str, Identity]]:
        """What its object is called; the first name tells it."""
        hook, environment = self.arrival.hook, self.arrival.environment
        connection = hook.connection.name
        return [
            (hook.project, environment, Identity(connection, kind, value)) for kind, value in self.message.identities
        ]


def at_fault(arrival: Arrival, body: bytes, fault: InvalidInput) -> Arrival:
    """A delivery that is not understood: one message, for a person."""
    return msgspec.structs.replace(arrival, messages=(not_understood(arrival.id, body),), fault=fault)


def not_understood(arrival_id: UUID, body: bytes) -> Message:
    """A body that holds no message we know, as a message of its own; the same body twice is one."""
    event = f"body:{hashlib.sha256(body).hexdigest()}"
    identities = (("delivery", str(arrival_id)),)
    return Message(payload=body, key="", version="", identities=identities, event_id=event)
