"""What a contract runs on: a connector, its settings, its samples, and answers as its platform would give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

import httpx
import msgspec
import pytest
from pytest_httpx import HTTPXMock

from crossdock.connect import (
    Connector,
    Cursor,
    GraphqlCursor,
    HmacKey,
    Incoming,
    LinkHeader,
    Operation,
    Resource,
    SinglePage,
    Totals,
    Webhook,
)
from crossdock.connect.client import Reader
from crossdock.connect.secret import redact
from crossdock.engine import json_text
from crossdock.testing.pages import ends_by_an_empty_page, with_onward, with_total


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
        """An answer of the platform, as `httpx_mock.add_response` takes it. Override it where answers are wrapped."""
        document: Any = list(records)
        for name in reversed(resource.records.split(".") if resource.records else []):
            document = {name: document}
        headers = {"Link": f'<{following}>; rel="next"'} if following else {}
        return {"json": document, "headers": headers}

    def pages(self, resource: Resource, lists: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
        """The platform's answers to a read that gives some pages, the one that ends it included.

        Override it where a connector pages in a way of its own.
        """
        paging, last = resource.paging, len(lists)
        if isinstance(paging, Totals):
            total = sum(map(len, lists))
            return [with_total(self.page(resource, records), paging, total) for records in lists]
        if isinstance(paging, Cursor | GraphqlCursor):
            cursors = [f"cursor-{number}" if number < last else None for number in range(1, last + 1)]
            answers = [self.page(resource, records) for records in lists]
            return [with_onward(answer, paging, cursor) for answer, cursor in zip(answers, cursors, strict=True)]
        if ends_by_an_empty_page(paging):
            return [self.page(resource, records) for records in (*lists, ())]
        addresses = [self.next_address(number) if number < last else None for number in range(1, last + 1)]
        return [self.page(resource, *each) for each in zip(lists, addresses, strict=True)]

    def deliveries(self, webhook: Webhook, records: Sequence[Any]) -> list[Incoming]:
        """The requests in which the platform sends some records, unsigned. Override it where one request holds several,
        or none of them as it is."""
        named = dict.fromkeys(webhook.topic_headers[:1], webhook.topic)
        return [
            Incoming(
                headers={**named, **dict.fromkeys(webhook.event_headers[:1], f"event-{number}")},
                body=json_text.encode(record),
                received_at=datetime.now(UTC),
            )
            for number, record in enumerate(records)
        ]

    def tells(self, operation: Operation, message: Any, request: httpx.Request) -> bool:  # noqa: ARG002  # to override
        """Whether a request holds all that a message says. Override it where a write sends no body, or one that is made
        of the message and of what was looked up."""
        return json_text.encode(message) in request.content

    def accepted_answer(self, operation: Operation) -> dict[str, Any]:
        """The platform's answer to a write that it carried out, as `httpx_mock.add_response` takes it."""
        document: Any = "made-up-id-1"
        for name in reversed(operation.receipt_id.split(".")):
            document = {name: document}
        return {"json": document}

    def refused_answer(self, operation: Operation, words: str) -> dict[str, Any]:  # noqa: ARG002  # to override
        """The platform's answer to a write whose data it refuses, saying some words."""
        return {"status_code": 422, "json": {"message": words, "errors": words}}

    def repeated_answer(self, operation: Operation) -> dict[str, Any]:
        """The platform's answer to a second write of the same. Override it for each `Repeat.REFUSED`."""
        raise AssertionError(f"say in `repeated_answer` how {self.connector.title} refuses a second '{operation.name}'")

    @pytest.fixture
    def anyio_backend(self) -> str:
        return "asyncio"

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run a check once for each resource, webhook or operation it is about."""
        chosen: dict[str, Sequence[Resource | Webhook | Operation]] = {
            "any_resource": list(self.connector.resources),
            "read_resource": [r for r in self.connector.resources if r.path is not None],
            "paged_resource": [r for r in self.connector.resources if not isinstance(r.paging, SinglePage)],
            "linked_resource": [r for r in self.connector.resources if isinstance(r.paging, LinkHeader)],
            "webhook": list(self.connector.webhooks),
            "operation": list(self.connector.operations),
        }
        for fixture, declared in chosen.items():
            if fixture in metafunc.fixturenames and declared:
                metafunc.parametrize(fixture, declared, ids=[one.name for one in declared])

    def samples(self, resource: Resource) -> list[Any]:
        """The values of a resource's samples."""
        return [json_text.decode(sample.payload) for sample in resource.samples(self.connector.package)]

    def next_address(self, number: int) -> str:
        """An address at the platform's own host, for a page that follows."""
        return f"{self.connector(self.settings).address}/page/{number}"

    async def read(self, resource: Resource, given: Mapping[str, Any] | None = None) -> list[Any]:
        """Everything a read gives, with the parameters it needs unless others are given."""
        given = self.parameters.get(resource.name, {}) if given is None else given
        async with Reader(self.connector(self.settings), sleep=_no_sleep) as reader:
            return [record async for record in reader.read(resource.name, **given)]

    def _answer(self, httpx_mock: HTTPXMock, resource: Resource, lists: Sequence[Sequence[Any]]) -> int:
        """Answer with some pages of records; how many requests they take."""
        answers = self.pages(resource, lists)
        for answer in answers:
            httpx_mock.add_response(**answer)
        return len(answers)

    def secret_texts(self) -> list[str]:
        """The made-up secrets."""
        return [secret.reveal() for secret in self.connector(self.settings).secrets]

    def holds_secret(self, text: str) -> bool:
        """Whether one of the secrets is in a text, percent-encoded or plain."""
        return redact(text, self.connector(self.settings).secrets) != text

    def is_signed(self, request: httpx.Request) -> bool:
        """Whether a request carries what authenticates it."""
        auth = self.connector.auth
        if isinstance(auth, HmacKey):
            return auth.header in request.headers
        return "authorization" in request.headers or self.holds_secret(f"{request.url} {request.headers.raw!r}")

    def first_read(self) -> Resource:
        """A resource to try failures on."""
        return next(resource for resource in self.connector.resources if resource.path is not None)


async def _no_sleep(_: float) -> None:
    return None
