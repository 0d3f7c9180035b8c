"""The base of every connector: what a platform's author declares, and methods to override where it is odd."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from string import Formatter
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

import msgspec

from crossdock.connect import errors, graphql_format
from crossdock.connect.answer import Answer
from crossdock.connect.auth import Auth
from crossdock.connect.authorisation import AuthorisationCode
from crossdock.connect.batching import Batching
from crossdock.connect.declaration import check_declaration
from crossdock.connect.inferred import Inferred
from crossdock.connect.named import named
from crossdock.connect.operation import Operation, Receipt
from crossdock.connect.path import path_of, require
from crossdock.connect.rate import Limit, Rate
from crossdock.connect.resource import Resource, at
from crossdock.connect.secret import Secret
from crossdock.connect.states import States
from crossdock.connect.webhook import Incoming, Message, Webhook, listed_message, outlined_message
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, InvalidInput, Malformed, PlatformError, PluginError
from crossdock.model.subscription import Subscription

if TYPE_CHECKING:
    from crossdock.connect.line import Line


class Query(msgspec.Struct, frozen=True):
    """One request that starts a read."""

    path: str
    """Below the base URL, percent-encoded."""
    parameters: Mapping[str, str] = {}
    """The query string, without the key."""
    base: str = ""
    """Another of the connector's `other_addresses` to ask at; '' is its own."""
    body: Any = None
    """A question that is sent in the resource's format; None: the list is got."""
    method: str = "POST"
    """How a question is sent."""


class Connector(Batching):
    """A platform that can be spoken to, configured by `settings`. A wrong declaration is refused with the class."""

    name: ClassVar[str]
    """As in 'shopify/order'."""
    title: ClassVar[str]
    """The platform's own spelling."""
    settings_type: ClassVar[type[msgspec.Struct]]
    """A Struct; every field has a description (`msgspec.Meta`), and secrets are of type `Secret`."""
    base_url: ClassVar[str]
    """With settings in braces: 'https://{shop}.example.com/api'."""
    auth: ClassVar[Auth]
    authorisation: ClassVar[AuthorisationCode | None] = None
    """How a person allows a connection, where that gives what `auth` needs."""
    other_auth: ClassVar[Auth | None] = None
    """How requests to `other_addresses` authenticate; None: as all others do."""
    resources: ClassVar[Sequence[Resource]]
    webhooks: ClassVar[Sequence[Webhook]] = ()
    operations: ClassVar[Sequence[Operation]] = ()
    rate: ClassVar[Rate | None] = None
    """How often one connection may be used; None: the platform tells no limit."""
    limits: ClassVar[Sequence[Limit]] = ()
    """How its answers tell what is left."""
    throttled_seconds: ClassVar[float] = 2.0
    """How long everybody waits after a 429 that does not say how long."""
    states: ClassVar[Sequence[States]] = ()
    """What its business objects go through, and from where on nothing can be called back."""
    inferred: ClassVar[Sequence[Inferred]] = ()
    """What is assumed of the whole platform; what one resource, operation or webhook assumes hangs there."""
    cannot: ClassVar[Sequence[str]] = ()
    """What the platform does not offer, for whoever plans with it: what its README lists as 'What it cannot do'."""
    package: ClassVar[str]
    """The package whose files hold schemas and samples; the one the class is defined in, unless said otherwise."""
    sandbox: ClassVar[str | None] = None
    """'package.module:Class' of its `crossdock.connect.sandbox.Sandbox`, imported when one is started."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "package" not in cls.__dict__:
            cls.package = cls.__module__.partition(".")[0]
        check_declaration(cls)

    def __init__(self, settings: msgspec.Struct) -> None:
        if not isinstance(settings, self.settings_type):
            raise TypeError(f"{type(self).__name__} takes {self.settings_type.__name__}, not {type(settings).__name__}")
        self.settings = settings

    def __repr__(self) -> str:
        return f"<{type(self).__name__} connector>"

    @classmethod
    def resource(cls, name: str) -> Resource:
        """One of its resources; raises NotFound naming the nearest."""
        return named(cls.resources, name, f"{cls.title} has no resource")

    @classmethod
    def webhook(cls, name: str) -> Webhook:
        """One of its webhooks; raises NotFound naming the nearest."""
        return named(cls.webhooks, name, f"{cls.title} has no webhook")

    @classmethod
    def operation(cls, name: str) -> Operation:
        """One of its operations; raises NotFound naming the nearest."""
        return named(cls.operations, name, f"{cls.title} has no operation")

    @property
    def address(self) -> str:
        """The base URL with its settings filled in, without a slash at the end."""
        return self.base_url.format_map(msgspec.structs.asdict(self.settings)).rstrip("/")

    @property
    def other_addresses(self) -> tuple[str, ...]:
        """Further base URLs of the same account, as of an older API; the key goes there too, unless there is `other_auth`.

        Override it.
        """
        return ()

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """The values that must never be seen."""
        return tuple(value for value in msgspec.structs.astuple(self.settings) if isinstance(value, Secret))

    def queries(self, resource: Resource, parameters: Mapping[str, Any]) -> Iterator[Query]:
        """The requests that start a read: one, unless a platform needs the question split.

        Raises InvalidInput where the resource is not read, or a parameter it needs is not given.
        """
        if resource.path is None:
            raise InvalidInput(
                f"{self.title} gives no list of '{resource.name}' to read.", remedy="See the connector's README."
            )
        in_path = [field for _, field, _, _ in Formatter().parse(resource.path) if field]
        require(resource, parameters, [*in_path, *resource.needs])
        path = resource.path.format_map({name: quote(str(parameters[name]), safe="") for name in in_path})
        asked = {**resource.query, **{name: value for name, value in parameters.items() if name not in in_path}}
        question, texts = {"query": resource.graphql, "variables": asked}, {name: str(asked[name]) for name in asked}
        yield Query(path, body=question) if resource.graphql else Query(path, texts)

    def listed_in(self, resource: Resource, answer: Answer) -> list[Any]:
        """What an answer lists. Raises Malformed where it cannot be read, and ValueError where it holds no list."""
        return [] if answer.status == resource.empty_status else self.records(resource, answer.document)

    def records(self, resource: Resource, document: Any) -> list[Any]:
        """The records of an answer. Raises ValueError where it holds no list: that is never taken for an empty one."""
        found = at(document, resource.records)
        if not isinstance(found, list):
            raise ValueError(f"there is no list at '{resource.records}'")
        return found

    def inner_records(self, resource: Resource, listed: list[Any]) -> list[Any]:  # noqa: ARG002  # to override
        """The records inside of what is listed, such as an order's shipments. Raises ValueError where one is cut short."""
        return listed

    async def whole(self, line: Line, resource: Resource, records: list[Any]) -> list[Any]:  # noqa: ARG002  # to override
        """The records of a page with what the platform tells of them elsewhere, such as an order's lines.

        Ask for a page of them at a time. Raises PlatformError, and ValueError where something of a record is missing.
        """
        return records

    def failure(self, answer: Answer) -> PlatformError | None:
        """What is wrong with an answer; None when it is a success. Override it where 200 may be a failure."""
        failed = errors.failure(answer, platform=self.title, words=self.words(answer), kind=self.kind(answer))
        return failed or graphql_format.failure(answer, platform=self.title)

    def kind(self, answer: Answer) -> ErrorKind | None:  # noqa: ARG002  # for connectors that override it
        """The platform's own meaning of a status; None: the usual one."""
        return None

    def words(self, answer: Answer) -> str:
        """The platform's own words about a failure, for people."""
        return "" if answer.looks_like_html else answer.body.decode(errors="replace")

    def pause(self, answer: Answer) -> float:
        """Seconds to wait before the next request, so that the platform need not throttle us."""
        return max((limit.pause(answer) for limit in self.limits), default=0.0)

    def verify(self, webhook: Webhook, incoming: Incoming) -> None:
        """Raises Rejected for a request that does not prove that the platform sent it. Nothing was parsed before."""
        webhook.signature.verify(incoming, self.settings)

    def messages(self, webhook: Webhook, incoming: Incoming) -> list[Message]:
        """The messages a request carries: all of them, or InvalidInput (Malformed where it cannot be read) for none.

        Override it where a body holds several.
        """
        webhook.require_topic(incoming)
        document, payload = webhook.read(incoming)
        resource = self.resource(webhook.resource)
        return [webhook.message(resource, document, payload, webhook.event_id(incoming))]

    def listed(self, resource: Resource, webhook: str, record: Any) -> Message:
        """The message that a record of a list is, for a flow with a webhook or ('') without.

        Where a webhook brings that resource, its declaration tells the record's names and version, so that what came
        by either way is recognised. Raises InvalidInput where the record has no key.
        """
        declared = self.webhook(webhook) if webhook else None
        if declared is not None and declared.outline is not None and declared.outline.resource == resource.name:
            return outlined_message(resource, declared.outline, record, json_text.encode(record))
        if declared is None:
            same = next((each for each in self.webhooks if each.resource == resource.name), None)
            declared = same and msgspec.structs.replace(same, made_since="")
        return listed_message(resource, declared, record, json_text.encode(record))

    def stock(
        self,
        resource: Resource,
        lines: Sequence[Any],  # noqa: ARG002  # to override
        absent: Sequence[tuple[str, str]],  # noqa: ARG002  # to override
        at: datetime,  # noqa: ARG002  # to override
    ) -> list[Any]:
        """The records of stock that all lines of a list make; `absent` SKUs and locations were there, and are zero now."""
        raise PluginError(
            f"{self.title} does not say how '{resource.name}' is counted.",
            remedy=f"Override `stock` in {type(self).__name__}.",
        )

    def stock_locations(self, parameters: Mapping[str, Any]) -> tuple[str, ...] | None:  # noqa: ARG002  # to override
        """The locations that a stock list of some parameters speaks of; None: it speaks of all."""
        return None

    async def fetch(self, line: Line, webhook: Webhook, message: Any, now: datetime) -> Any:  # noqa: ARG002  # to override
        """The present state of a message's object, as the resource that its webhook fetches. Raises PlatformError."""
        raise PluginError(
            f"{self.title} does not say how '{webhook.fetches}' is fetched.",
            remedy=f"Override `fetch` in {type(self).__name__}.",
        )

    async def probe(self, line: Line) -> str:  # noqa: ARG002  # to override
        """What a test of the connection found, as a sentence; '': the first page of the first list tells enough.

        Raises PlatformError where it does not work. Nothing may be written.
        """
        return ""

    async def subscriptions(self, line: Line) -> list[Subscription]:  # noqa: ARG002  # to override
        """Where the platform sends webhooks to. Raises PlatformError, and InvalidInput where that cannot be asked."""
        raise InvalidInput(
            f"{self.title} does not tell where it sends its webhooks to.",
            code="subscribed-by-hand",
            remedy="Enter the flow's address at the platform, and look there whether it is right.",
        )

    async def subscribe(self, line: Line, webhook: Webhook, address: str, instead: Subscription | None) -> Subscription:  # noqa: ARG002  # to override
        """Have a webhook sent to an address, `instead` of where it went before. Raises as `subscriptions` does."""
        raise InvalidInput(
            f"{self.title} takes no subscriptions from here.",
            code="subscribed-by-hand",
            remedy="Enter the flow's address at the platform.",
        )

    async def write(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt:
        """Send a message once; raises PlatformError, which says whether it may have been carried out all the same."""
        path = path_of(operation, message, resolved)
        answer = await line.ask(operation.method, path, body=message, format=operation.format)
        return self.receipt(operation, message, answer)

    def receipt(self, operation: Operation, message: Any, answer: Answer) -> Receipt:  # noqa: ARG002  # to override
        """What an answer to a write says was done. Raises PlatformError (uncertain) where it does not say so."""
        made = self.told(answer, operation.receipt_id)
        return Receipt(id=made, identities=((operation.kind, made),))

    def told(self, answer: Answer, path: str) -> str:
        """A text or number that an answer to a write must hold; raises PlatformError (uncertain) where there is none."""
        try:
            value = at(answer.document, path)
        except Malformed as error:
            raise errors.unclear(
                answer, platform=self.title, what=f"something that is not {answer.format.title}"
            ) from error
        if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
            raise errors.unclear(answer, platform=self.title, what=f"without '{path}'")
        return str(value)

    async def find(
        self,
        line: Line,  # noqa: ARG002  # to override
        operation: Operation,
        message: Any,  # noqa: ARG002  # to override
        resolved: Mapping[str, Any],  # noqa: ARG002  # to override
    ) -> Receipt | None:
        """What became of a write whose answer never came; None: it is certainly not there. Asked for `Repeat.FOUND`."""
        raise PluginError(
            f"{self.title} cannot find what '{operation.name}' wrote.",
            remedy=f"Override `find` in {type(self).__name__}.",
        )

    def is_repeat(self, error: PlatformError) -> bool:  # noqa: ARG002  # for connectors that override it
        """Whether a refusal says that the thing is there already. Asked for `Repeat.REFUSED`."""
        return False

    def offer(self, operation: Operation, messages: Sequence[Any]) -> Any:  # noqa: ARG002  # to override
        """The value that a platform is given when it fetches some messages, in the operation's format."""
        raise self._not_offered(operation)

    def acknowledged(self, operation: Operation, incoming: Incoming) -> list[str]:  # noqa: ARG002  # to override
        """The keys of the messages that a request says were taken; raises InvalidInput where it cannot be understood."""
        raise self._not_offered(operation)

    def _not_offered(self, operation: Operation) -> PluginError:
        return PluginError(
            f"{self.title} does not say how '{operation.name}' is offered.",
            remedy=f"Override `offer` and `acknowledged` in {type(self).__name__}.",
        )

    async def confirm(self, line: Line, operation: Operation, receipt: Receipt) -> Receipt | None:  # noqa: ARG002  # to override
        """What became of a write that was taken in; None: nothing yet. Raises PlatformError where it failed."""
        return None
