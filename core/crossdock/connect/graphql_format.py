"""Operations of GraphQL: a message as a mutation's variables, and what an answer says of it, which comes with 200.

Source: the GraphQL specification of October 2021, section 7.1 (Response Format).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from crossdock.connect.format import JSON, Format
from crossdock.connect.resource import at
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, Malformed, PlatformError

if TYPE_CHECKING:
    from crossdock.connect.answer import Answer


class Graphql(msgspec.Struct, frozen=True, kw_only=True):
    """A mutation that takes a message: `Graphql(query="mutation ($input: ...) ...", variable="input")`."""

    query: str
    variable: str = ""
    """The variable that a message is; '': its fields are the variables."""
    kinds: Mapping[str, ErrorKind] = {}
    """What codes of errors (`extensions.code`) mean that are told before anything was carried out; hold otherwise."""
    refusals: str = ""
    """Path of the list in an answer that says what was refused of the message, as 'data.orderCreate.userErrors'."""

    @property
    def title(self) -> str:
        return JSON.title

    @property
    def content_type(self) -> str:
        return JSON.content_type

    @property
    def answers(self) -> Format:
        return self

    def encode(self, value: Any) -> bytes:
        return json_text.encode({"query": self.query, "variables": {self.variable: value} if self.variable else value})

    def decode(self, body: bytes) -> Any:
        return json_text.decode(body)

    def failure(self, answer: Answer, platform: str) -> PlatformError | None:
        """What an answer with a status of success says went wrong; None where it says nothing.

        Without `data` nothing was carried out; beside it, nobody can tell.
        """
        try:
            document = answer.document
        except Malformed:
            return None  # what cannot be read is told by whoever needs to read it
        if errors := at(document, "errors"):
            begun = "data" in document
            return _failed(platform, answer, errors, ErrorKind.RETRY if begun else self._kind(errors), uncertain=begun)
        refusals = at(document, self.refusals) if self.refusals else None
        return _failed(platform, answer, refusals, ErrorKind.HOLD) if refusals else None

    def _kind(self, errors: Any) -> ErrorKind:
        codes = [at(each, "extensions.code") for each in errors] if isinstance(errors, list) else []
        return next((self.kinds[code] for code in codes if code in self.kinds), ErrorKind.HOLD)


def failure(answer: Answer, *, platform: str) -> PlatformError | None:
    """The error that an answer in GraphQL tells; None for all others."""
    return answer.format.failure(answer, platform) if isinstance(answer.format, Graphql) else None


def _failed(platform: str, answer: Answer, errors: Any, kind: ErrorKind, *, uncertain: bool = False) -> PlatformError:
    told = errors if isinstance(errors, list) else [errors]
    words = "; ".join(str(at(each, "message") or each) for each in told)
    remedy = "Look there whether it was done." if uncertain else "Look at what was sent, correct it, and send it again."
    return PlatformError(
        f'{platform} answered: "{words}".', kind=kind, remedy=remedy, status=answer.status, uncertain=uncertain
    )
