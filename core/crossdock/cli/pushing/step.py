"""A step of a push, and what every step is worked out from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from typing import Any

import msgspec

from crossdock.cli.server import Found, Server
from crossdock.engine.json_text import encode


class Act(StrEnum):
    """What a step does."""

    CREATE = "create"
    CHANGE = "change"
    PUBLISH = "publish"
    DELETE = "delete"


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One change of the server."""

    act: Act
    item: str
    """'lookup carriers'."""
    do: Callable[[], None]
    vital: bool = False
    """Whether what follows needs it."""
    theirs: str | None = None
    """Who else changed what the step would replace; None: nobody but us."""


class Push(msgspec.Struct, frozen=True, kw_only=True):
    """Where to push, as whom, and what is asked for beside the folder's content."""

    server: Server
    me: str
    """The token's name, as the server notes it beside our changes."""
    publish: str | None = None
    """The reason to publish with; None: texts become drafts."""
    prune: bool = False
    """Whether what the folder does not have is deleted."""

    def other(self, who: str) -> str | None:
        """The name, if it is not ours."""
        return who if who != self.me else None


def put_if_different(push: Push, path: str, item: str, wanted: msgspec.Struct, found: Found[Any]) -> Iterator[Step]:
    """A step that puts settings, where what the server has is not the same."""
    if any(getattr(found.value, name) != getattr(wanted, name) for name in wanted.__struct_fields__):
        do = partial(push.server.put, path, body(wanted), found.etag)
        yield Step(act=Act.CHANGE, item=item, do=do)


def body(value: msgspec.Struct) -> bytes:
    """A request's body; integers keep every digit."""
    return encode(msgspec.to_builtins(value))


def etag(revision: int) -> str:
    """The ETag of a revision, as the API makes it."""
    return f'"{revision}"'
