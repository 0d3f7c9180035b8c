"""Alert channels: how somebody is told of an alert. A plugin brings one by deriving from `AlertChannel`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import msgspec

from crossdock.connect.answer import Answer
from crossdock.connect.errors import kind_of, quoted, retry_after
from crossdock.errors import PlatformError
from crossdock.model.alert import Notice

if TYPE_CHECKING:
    import socket


class Outside(Protocol):
    """The way out. No address inside the deployment's network is reached, but those that it allows."""

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send a body; follows no redirect. Raises PlatformError where nobody answers, or it may not be asked."""

    async def connect(self, host: str, port: int) -> socket.socket:
        """A connected TCP socket that does not block, to be closed by the caller; raises as `post` does."""


class AlertChannel(ABC):
    """One way to tell, with its settings filled in."""

    name: ClassVar[str]
    settings_type: ClassVar[type[msgspec.Struct]]
    """A Struct as connectors have it: its JSON Schema is the form, its `Secret` fields are write-only."""

    def __init__(self, settings: Any, outside: Outside) -> None:
        """Raises InvalidInput for settings that cannot be used; it is made once when they are stored, to find out."""
        self.settings, self.outside = settings, outside

    @abstractmethod
    async def send(self, notice: Notice) -> str:
        """Tell it, once, within half a minute; gives in a sentence what the other end said.

        Raises PlatformError where it did not arrive; it is tried again later, whatever the error's kind. A notice
        that is tried again has the same id.
        """


def refusal(who: str, answer: Answer) -> PlatformError | None:
    """The error of an answer that is no success; None when it is one. The address is not told: it may be a secret."""
    if 200 <= answer.status < 300:
        return None
    words = "" if answer.looks_like_html else answer.body.decode(errors="replace")
    return PlatformError(
        f"{who} answered {answer.status}{quoted(words) or '.'}",
        kind=kind_of(answer.status),
        remedy="Check the rule's settings against what the other end says; what waits is sent again by itself.",
        status=answer.status,
        retry_after=retry_after(answer.headers.get("retry-after"), answer.received_at),
    )
