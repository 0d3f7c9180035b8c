"""What a contract runs on: a connector, its settings, its samples, and answers as its platform would give them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar, Protocol, runtime_checkable

import httpx
import msgspec
import pytest

from crossdock.connect import (
    Connector,
    Cursor,
    GraphqlCursor,
    HmacKey,
    Incoming,
    LinkHeader,
    LoginToken,
    Operation,
    Receipt,
    Resource,
    Secret,
    SinglePage,
    TokenExchange,
    TotalPages,
    Totals,
    Webhook,
)
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.connect.resource import at
from crossdock.connect.secret import redact
from crossdock.engine import json_text
from crossdock.testing.pages import body_in, ends_by_an_empty_page, with_onward, with_total
from crossdock.testing.platform import AskedTooOften, Platform, Response, TokenService, enclosed

CHOICES = (
    "any_resource",
    "telling_resource",
    "read_resource",
    "paged_resource",
    "linked_resource",
    "webhook",
    "operation",
    "batch_operation",
    "offered_operation",
)
"""What a check may be about; it runs once for each that the connector declares."""


@runtime_checkable
class _TokenAuth(Protocol):
    @property
    def token_url(self) -> str: ...


class Subject:
    """The connector under test; a subclass fills in the first two."""

    connector: ClassVar[type[Connector]]
    settings: ClassVar[msgspec.Struct]
    """With made-up secrets, long enough not to turn up by chance."""
    parameters: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    """What reading a resource needs, by the resource's name."""
    resolved: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    """What looking up ids for a write gives, by the operation's name."""

    def page(self, resource: Resource, records: Sequence[Any], following: str | None = None) -> dict[str, Any]:
        """An answer of the platform, as `httpx.Response` takes it. Override it where answers are wrapped."""
        headers = {"Link": f'<{following}>; rel="next"'} if following else {}
        return {**body_in(resource.format.answers, enclosed(list(records), resource.records)), "headers": headers}

    def pages(self, resource: Resource, lists: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
        """The platform's answers to a read that gives some pages, the one that ends it included.

        Override it where a connector pages in a way of its own.
        """
        paging, last, form = resource.paging, len(lists), resource.format.answers
        if isinstance(paging, Totals | TotalPages):
            total = last if isinstance(paging, TotalPages) else sum(map(len, lists))
            return [with_total(self.page(resource, records), paging, total, form) for records in lists]
        if isinstance(paging, Cursor | GraphqlCursor):
            cursors = [f"cursor-{number}" if number < last else None for number in range(1, last + 1)]
            answers = [self.page(resource, records) for records in lists]
            return [with_onward(answer, paging, cursor, form) for answer, cursor in zip(answers, cursors, strict=True)]
        if ends_by_an_empty_page(paging):
            return [self.page(resource, records) for records in (*lists, ())]
        addresses = [self.next_address(number) if number < last else None for number in range(1, last + 1)]
        return [self.page(resource, *each) for each in zip(lists, addresses, strict=True)]

    def beside(self, request: httpx.Request) -> Response | None:  # noqa: ARG002  # to override
        """The platform's answer to what is asked so as to make the records of a page `whole`; None for all other
        requests. Override it where the connector overrides `whole`."""
        return None

    def deliveries(self, webhook: Webhook, records: Sequence[Any]) -> list[Incoming]:
        """The requests in which the platform sends some records, unsigned. Override it where one request holds several,
        or none of them as it is."""
        named = dict.fromkeys(webhook.topic_headers[:1], webhook.topic)
        return [
            Incoming(
                headers={**named, **dict.fromkeys(webhook.event_headers[:1], f"event-{number}")},
                body=webhook.format.encode(record),
                received_at=datetime.now(UTC),
            )
            for number, record in enumerate(records)
        ]

    def tells(self, operation: Operation, message: Any, request: httpx.Request) -> bool:
        """Whether a request holds all that a message says. Override it where a write sends no body, or one that is made
        of the message and of what was looked up."""
        return operation.format.encode(message) in request.content

    def accepted_answer(self, operation: Operation) -> dict[str, Any]:
        """The platform's answer to a write that it carried out, as `httpx.Response` takes it."""
        return body_in(operation.format.answers, enclosed("made-up-id-1", operation.receipt_id))

    def refused_answer(self, operation: Operation, words: str) -> dict[str, Any]:  # noqa: ARG002  # to override
        """The platform's answer to a write whose data it refuses, saying some words."""
        return {"status_code": 422, "json": {"message": words, "errors": words}}

    def repeated_answer(self, operation: Operation) -> dict[str, Any]:
        """The platform's answer to a second write of the same. Override it for each `Repeat.REFUSED`."""
        raise AssertionError(f"say in `repeated_answer` how {self.connector.title} refuses a second '{operation.name}'")

    def batch_answer(self, operation: Operation, messages: Sequence[Any], refused: Mapping[int, str]) -> dict[str, Any]:  # noqa: ARG002  # to override
        """The platform's answer to several messages, of which it refuses some, by place, with some words. Override it for
        operations that take a batch."""
        raise AssertionError(f"say in `batch_answer` how {self.connector.title} answers several by '{operation.name}'")

    def fetched(self, operation: Operation, document: Any) -> Any:
        """The messages in what a platform fetches. Override it for each operation that is offered."""
        raise AssertionError(f"say in `fetched` where the messages of '{operation.name}' are in {document}")

    def as_fetched(self, messages: Sequence[Any]) -> Any:
        """Messages as the platform reads them. Override it where its format knows nothing but text."""
        return list(messages)

    def acknowledgement(self, operation: Operation, keys: Sequence[str]) -> Incoming:  # noqa: ARG002  # to override
        """The request by which the platform says what it took. Override it for each operation that is offered."""
        raise AssertionError(f"say in `acknowledgement` how {self.connector.title} says what it took")

    def token_answer(self, token: str) -> dict[str, Any]:
        """The answer of the service that gives tokens. Override it for a way of your own to ask for them."""
        auth = self.connector.auth
        path = auth.token if isinstance(auth, TokenExchange | LoginToken) else "access_token"
        return {"json": enclosed(token, path)}

    @pytest.fixture
    def anyio_backend(self) -> str:
        return "asyncio"

    @pytest.fixture
    def platform(self) -> Platform:
        return self.stand_in()

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run a check once for each resource, webhook or operation it is about."""
        for fixture in CHOICES:
            if fixture in metafunc.fixturenames:
                declared = self.declared(fixture)
                metafunc.parametrize(fixture, declared, ids=[one.name for one in declared])

    @classmethod
    def declared(cls, fixture: str) -> Sequence[Resource | Webhook | Operation]:
        """What the connector declares of one of the `CHOICES`."""
        chosen: dict[str, Sequence[Resource | Webhook | Operation]] = {
            "any_resource": list(cls.connector.resources),
            "telling_resource": [r for r in cls.connector.resources if r.tells],
            "read_resource": [r for r in cls.connector.resources if r.path is not None],
            "paged_resource": [r for r in cls.connector.resources if not isinstance(r.paging, SinglePage)],
            "linked_resource": [r for r in cls.connector.resources if isinstance(r.paging, LinkHeader)],
            "webhook": list(cls.connector.webhooks),
            "operation": [o for o in cls.connector.operations if o.offered is None],
            "batch_operation": [o for o in cls.connector.operations if o.batch > 1],
            "offered_operation": [o for o in cls.connector.operations if o.offered is not None],
        }
        return chosen[fixture]

    @classmethod
    def fetches_tokens(cls) -> bool:
        """Whether the connector asks for a token before anything else."""
        return isinstance(cls.connector.auth, _TokenAuth)

    def stand_in(self) -> Platform:
        """A platform that has nothing to answer yet but tokens, where the connector asks for them."""
        auth = self.connector.auth
        if not isinstance(auth, _TokenAuth):
            return Platform(beside=self.beside)
        told = auth.token_url.format_map(msgspec.structs.asdict(self.settings))
        path = httpx.URL(self.connector(self.settings).address).join(told).path
        return Platform(TokenService(path, self.token_answer), self.beside)

    def samples(self, resource: Resource) -> list[Any]:
        """The values of a resource's samples."""
        return [json_text.decode(sample.payload) for sample in resource.samples(self.connector.package)]

    def next_address(self, number: int) -> str:
        """An address at the platform's own host, for a page that follows."""
        return f"{self.connector(self.settings).address}/page/{number}"

    @asynccontextmanager
    async def line(self, platform: Platform) -> AsyncIterator[Line]:
        """A line to what stands in for the platform."""
        async with Line(self.connector(self.settings), transport=platform.transport) as line:
            yield line

    async def read(
        self, platform: Platform, resource: Resource, given: Mapping[str, Any] | None = None, *, patient: bool = True
    ) -> list[Any]:
        """What a read gives, with the parameters it needs unless others are given.

        A read that asks on when everything was answered is broken off, unless it is not `patient`: that a list ends is
        checked once.
        """
        given = self.parameters.get(resource.name, {}) if given is None else given
        records: list[Any] = []
        async with self.line(platform) as line:
            reader = Reader(self.connector(self.settings), sleep=_no_sleep, line=line)
            try:
                async for record in reader.read(resource.name, **given):
                    records.append(record)  # noqa: PERF401  # what came before it breaks off counts
            except AskedTooOften:
                if not patient:
                    raise
        return records

    async def write(
        self, platform: Platform, operation: Operation, message: Any, looked_up: Mapping[str, Any] | None = None
    ) -> Receipt:
        """The receipt of a write, with what was looked up for it unless something else is given."""
        looked_up = self.looked_up(operation) if looked_up is None else looked_up
        async with self.line(platform) as line:
            return await self.connector(self.settings).write(line, operation, message, looked_up)

    def keys(self, resource: Resource, records: Sequence[Any]) -> list[tuple[Any, ...]]:
        """What records are told by, and None for what is missing: that a record has its key is checked once."""
        return [tuple(at(record, path) for path in resource.key) for record in records]

    def secret_texts(self) -> list[str]:
        """The made-up secrets."""
        return [secret.reveal() for secret in self.connector(self.settings).secrets]

    def holds_secret(self, text: str, given: Sequence[str] = ()) -> bool:
        """Whether one of the secrets, or of the tokens that were given, is in a text, percent-encoded or plain."""
        hidden = (*self.connector(self.settings).secrets, *map(Secret, given))
        return redact(text, hidden) != text

    def is_signed(self, request: httpx.Request) -> bool:
        """Whether a request carries what authenticates it."""
        auth = self.connector.auth
        if isinstance(auth, HmacKey):
            return auth.header in request.headers
        return "authorization" in request.headers or self.holds_secret(f"{request.url} {request.headers.raw!r}")

    def first_read(self) -> Resource:
        """A resource to try failures on."""
        return next(resource for resource in self.connector.resources if resource.path is not None)

    def message(self, operation: Operation) -> dict[str, Any]:
        """A message to write: a sample of the operation's resource."""
        message: dict[str, Any] = self.samples(self.connector.resource(operation.resource))[0]
        return message

    def lots(self, operation: Operation) -> list[tuple[Any, dict[str, Any]]]:
        """Messages for one call, each with what was looked up for it: samples of the operation's resource."""
        samples = self.samples(self.connector.resource(operation.resource))[: operation.batch]
        return [(message, self.looked_up(operation)) for message in samples]

    def looked_up(self, operation: Operation) -> dict[str, Any]:
        """What `resolve` gave for that message."""
        return dict(self.resolved.get(operation.name, {}))


async def _no_sleep(_: float) -> None:
    return None
