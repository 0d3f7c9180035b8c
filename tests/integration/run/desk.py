"""A platform whose every trouble a test decides: the connector is real, and what it speaks to is in this module."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

import httpx
import msgspec
from msgspec import Meta

from crossdock.connect import (
    Bearer,
    Connector,
    HmacSignature,
    Incoming,
    LinkHeader,
    Offered,
    Operation,
    Receipt,
    Repeat,
    Resource,
    Secret,
    SharedSecret,
    Webhook,
    Writes,
)
from crossdock.connect.catalogue import Catalogue
from crossdock.connect.line import Line
from crossdock.engine import json_text
from crossdock.errors import BatchRefused, ErrorKind, PlatformError
from crossdock.model.resource import JsonSchema, ResourceInfo, ResourceRef, Sample
from crossdock.plugins import Plugins

BATCH = 3
"""Letters that an operation takes at once where its name says 'together'."""
PAGE = 150
REPEATED = "We have that one already."


class Judges(StrEnum):
    """What becomes of several letters when one of them is refused."""

    EACH = "each"
    """The others are put down."""
    NAMES = "names"
    """None is put down, and it is told which one is refused."""
    WHOLE = "whole"
    """None is put down, and nobody knows why."""


class Platform:
    """What the platform holds, and the troubles it makes: one for each write, in their order, until there are none."""

    def __init__(self) -> None:
        self.held: dict[str, list[Any]] = {}
        """By key: every message that was carried out, in its order."""
        self.asked = 0
        self.batches: list[list[str]] = []
        """What came together by one call, by key."""
        self.unwelcome: set[str] = set()
        """Keys of what is refused."""
        self.judges = Judges.EACH
        self.troubles: list[Trouble] = []
        self.is_slow = False
        """Whether what was put down does not show yet."""
        self.is_full = False
        """Whether there is no drawer left for a letter that is there already."""
        self.lists: dict[str, list[Any]] = {}
        """By path: what is listed there."""
        self.listings: list[httpx.Request] = []
        self.answers: list[httpx.Response | Callable[[], Awaitable[None]]] = []
        """What lists are answered with instead, or what happens before; one for each, until there are none."""

    async def list(self, request: httpx.Request) -> httpx.Response:
        self.listings.append(request)
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, httpx.Response):
            return answer
        if answer is not None:
            await answer()
        page = int(request.url.params.get("page", "1"))
        items = self.lists.get(request.url.path, [])
        here, more = items[(page - 1) * PAGE : page * PAGE], len(items) > page * PAGE
        following = request.url.copy_set_param("page", str(page + 1))
        headers = {"link": f'<{following}>; rel="next"'} if more else {}
        return httpx.Response(200, json={"letters": here}, headers=headers)

    async def take(self, key: str, message: Any, repeat: Repeat) -> str:
        self.asked += 1
        trouble = self.troubles.pop(0) if self.troubles else Trouble()
        await trouble.meet(trouble.before)
        if (refusal := self._refusal(key, repeat)) is not None:
            raise refusal
        self._put(key, message, repeat)
        await trouble.meet(trouble.after)
        return f"desk-{key}"

    async def take_all(self, messages: Sequence[Any], repeat: Repeat) -> list[str | PlatformError]:
        """By one call: what each is called, or why it is refused; one trouble befalls all of them."""
        self.batches.append([message["id"] for message in messages])
        trouble = self.troubles.pop(0) if self.troubles else Trouble()
        await trouble.meet(trouble.before)
        results = [self._refusal(message["id"], repeat) or f"desk-{message['id']}" for message in messages]
        offenders = {place: each for place, each in enumerate(results) if isinstance(each, PlatformError)}
        if offenders and self.judges is Judges.NAMES:
            raise BatchRefused(refused("Some of it is wrong."), offenders)
        if offenders and self.judges is Judges.WHOLE:
            raise refused("Something is wrong with it.")
        for place, message in enumerate(messages):
            if place not in offenders:
                self._put(message["id"], message, repeat)
        await trouble.meet(trouble.after)
        return results

    def _refusal(self, key: str, repeat: Repeat) -> PlatformError | None:
        if key in self.unwelcome:
            return refused()
        if key in self.held and repeat is Repeat.REFUSED:
            return PlatformError(REPEATED, kind=ErrorKind.HOLD)
        return None

    def _put(self, key: str, message: Any, repeat: Repeat) -> None:
        if repeat is Repeat.HARMLESS:
            self.held[key] = [message]
        else:
            self.held.setdefault(key, []).append(message)


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """What goes wrong with one write, before it is carried out or after."""

    before: BaseException | Callable[[], Awaitable[None]] | None = None
    after: BaseException | Callable[[], Awaitable[None]] | None = None

    async def meet(self, what: BaseException | Callable[[], Awaitable[None]] | None) -> None:
        if isinstance(what, BaseException):
            raise what
        if what is not None:
            await what()


PLATFORM = Platform()


def away(*, uncertain: bool) -> PlatformError:
    return PlatformError("The desk did not answer.", kind=ErrorKind.RETRY, uncertain=uncertain)


def refused(words: str = "No such colour.") -> PlatformError:
    return PlatformError(words, kind=ErrorKind.HOLD, remedy="Correct it.")


def locked_out() -> PlatformError:
    return PlatformError("The desk does not know us.", kind=ErrorKind.STOP, remedy="Mend the credentials.")


def killed() -> asyncio.CancelledError:
    """What a worker that ends in the middle leaves behind: nothing."""
    return asyncio.CancelledError()


class DeskSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A desk."""

    key: Annotated[Secret, Meta(title="Key", description="The desk's key.")]


class Letter(Resource, frozen=True):
    """A resource whose schema and samples stand here instead of in a package."""

    def schema(self, package: str) -> JsonSchema:  # noqa: ARG002  # as the base has it
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "required": ["id"],
            "properties": {"id": {"type": "string"}, "colour": {"type": "string"}},
        }

    def samples(self, package: str) -> tuple[Sample, ...]:  # noqa: ARG002  # as the base has it
        return (Sample(name="red", payload=b'{"id":"1","colour":"red"}'),)


SIGNATURE = HmacSignature(headers=("x-signature",), setting="key")
FETCHED_WITH = SharedSecret(setting="key")


def _operation(repeat: Repeat, writes: Writes, batch: int = 1, name: str = "", settles_seconds: int = 0) -> Operation:
    return Operation(
        name=name or f"{writes}-{repeat}{'-together' if batch > 1 else ''}",
        title="Put it down",
        description="Puts a letter on the desk.",
        resource="letter",
        kind="letter",
        writes=writes,
        repeat=repeat,
        method="POST",
        path="/letters",
        batch=batch,
        settles_seconds=settles_seconds,
    )


class Desk(Connector):
    """A desk for letters."""

    name = "desk"
    title = "Desk"
    settings_type = DeskSettings
    base_url = "https://desk.example.com"
    auth = Bearer(setting="key")
    resources = (
        Letter(
            name="letter",
            title="Letter",
            description="A letter.",
            key=("id",),
            path="/letters",
            records="letters",
            since="changed_since",
            paging=LinkHeader(),
        ),
        Letter(
            name="note",
            title="Note",
            description="What lies on the desk right now.",
            key=("id",),
            path="/notes",
            records="letters",
            paging=LinkHeader(),
            kind="note",
            aliases=(("paper", "colour"),),
        ),
    )
    webhooks = (
        Webhook(
            name="letter-written",
            title="Letter written",
            description="Somebody wrote a letter.",
            resource="letter",
            topic="letters",
            kind="letter",
            version="at",
            aliases=(("nickname", "nickname"),),
            event_headers=("x-event",),
            signature=SIGNATURE,
        ),
        Webhook(
            name="letter-begun",
            title="Letter begun",
            description="Somebody began a letter; told once.",
            resource="letter",
            topic="begun",
            kind="letter",
            version="at",
            made_since="made_since",
            event_headers=("x-event",),
            signature=SIGNATURE,
        ),
    )
    operations = (
        *(_operation(repeat, writes, batch) for batch in (1, BATCH) for repeat in Repeat for writes in Writes),
        _operation(Repeat.FOUND, Writes.CREATE, name="create-slowly", settles_seconds=60),
        msgspec.structs.replace(_operation(Repeat.HARMLESS, Writes.SET, name="overwrite"), overwrites="whole"),
        msgspec.structs.replace(
            _operation(Repeat.HARMLESS, Writes.CREATE, name="offer"),
            path="",
            offered=Offered(signature=FETCHED_WITH, most=2, wait_seconds=3600),
        ),
    )

    async def resolve(self, line: Line, operation: Operation, message: Any) -> dict[str, Any]:  # noqa: ARG002  # as the base has it
        if PLATFORM.is_full and message["id"] in PLATFORM.held:
            raise refused("No drawer is open for it.")
        return {"drawer": 7}

    async def write(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt:  # noqa: ARG002  # as the base has it
        assert resolved == {"drawer": 7}
        if operation.overwrites and not message.get(operation.overwrites):
            raise refused("That is a part of a letter only.")
        return _receipt(await PLATFORM.take(message["id"], message, operation.repeat))

    async def write_batch(
        self,
        line: Line,  # noqa: ARG002  # as the base has it
        operation: Operation,
        messages: Sequence[Any],
        resolved: Sequence[Mapping[str, Any]],
    ) -> list[Receipt | PlatformError]:
        assert list(resolved) == [{"drawer": 7}] * len(messages)
        results = await PLATFORM.take_all(messages, operation.repeat)
        return [each if isinstance(each, PlatformError) else _receipt(each) for each in results]

    async def find(
        self,
        line: Line,  # noqa: ARG002  # as the base has it
        operation: Operation,  # noqa: ARG002  # as the base has it
        message: Any,
        resolved: Mapping[str, Any],  # noqa: ARG002  # as the base has it
    ) -> Receipt | None:
        if message["id"] not in PLATFORM.held or PLATFORM.is_slow:
            return None
        return _receipt(f"desk-{message['id']}")

    def is_repeat(self, error: PlatformError) -> bool:
        return REPEATED in error.message

    def offer(self, operation: Operation, messages: Sequence[Any]) -> Any:  # noqa: ARG002  # as the base has it
        return {"letters": list(messages)}

    def acknowledged(self, operation: Operation, incoming: Incoming) -> list[str]:  # noqa: ARG002  # as the base has it
        taken: list[str] = json_text.decode(incoming.body)
        return taken


def _receipt(made: str) -> Receipt:
    return Receipt(id=made, identities=(("letter", made),))


class DeskCatalogue(Catalogue):
    """The installed plugins, and the desk."""

    def __init__(self) -> None:
        super().__init__(Plugins())
        self._connectors["desk"] = Desk

    def resource(self, ref: ResourceRef) -> ResourceInfo:
        if ref.connector != "desk":
            return super().resource(ref)
        letter = Desk.resource(ref.resource)
        schema, samples = letter.schema(""), letter.samples("")
        return ResourceInfo(
            ref=ref, title=letter.title, description=letter.description, schema=schema, samples=samples, plugin="desk 1"
        )


__all__ = ["PLATFORM", "SIGNATURE", "Desk", "DeskCatalogue", "DeskSettings", "Incoming", "Platform", "Trouble"]
