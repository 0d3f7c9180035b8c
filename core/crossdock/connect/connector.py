"""The base of every connector: what a platform's author declares, and methods to override where it is odd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import Formatter
from typing import Any, ClassVar
from urllib.parse import quote

import msgspec

from crossdock.connect import errors
from crossdock.connect.answer import Answer
from crossdock.connect.auth import Auth
from crossdock.connect.declaration import check_declaration
from crossdock.connect.resource import Resource, at
from crossdock.connect.secret import Secret
from crossdock.errors import ErrorKind, InvalidInput, NotFound, PlatformError
from crossdock.nearest import suggest


class Query(msgspec.Struct, frozen=True):
    """One request that starts a read."""

    path: str
    """Below the base URL, percent-encoded."""
    parameters: Mapping[str, str] = {}
    """The query string, without the key."""


class Connector:
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
    resources: ClassVar[Sequence[Resource]]
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
        for resource in cls.resources:
            if resource.name == name:
                return resource
        known = [resource.name for resource in cls.resources]
        raise NotFound(
            f"{cls.title} has no resource '{name}'.", remedy=suggest(name, known) or f"It has {', '.join(known)}."
        )

    @property
    def address(self) -> str:
        """The base URL with its settings filled in, without a slash at the end."""
        return self.base_url.format_map(msgspec.structs.asdict(self.settings)).rstrip("/")

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
        asked = {name: str(value) for name, value in parameters.items() if name not in in_path}
        yield Query(path, {**resource.query, **asked})

    def records(self, resource: Resource, document: Any) -> list[Any]:
        """The records of an answer. Raises ValueError where it holds no list: that is never taken for an empty one."""
        found = at(document, resource.records)
        if not isinstance(found, list):
            raise ValueError(f"there is no list at '{resource.records}'")
        return found

    def failure(self, answer: Answer) -> PlatformError | None:
        """What is wrong with an answer; None when it is a success. Override it where 200 may be a failure."""
        return errors.failure(answer, platform=self.title, words=self.words(answer), kind=self.kind(answer))

    def kind(self, answer: Answer) -> ErrorKind | None:  # noqa: ARG002  # for connectors that override it
        """The platform's own meaning of a status; None: the usual one."""
        return None

    def words(self, answer: Answer) -> str:
        """The platform's own words about a failure, for people."""
        return "" if answer.looks_like_html else answer.body.decode(errors="replace")

    def pause(self, answer: Answer) -> float:  # noqa: ARG002  # for connectors that override it
        """Seconds to wait before the next page, so that the platform need not throttle us."""
        return 0.0


def require(resource: Resource, parameters: Mapping[str, Any], names: Iterable[str]) -> None:
    """Raise InvalidInput naming the parameters that are missing."""
    missing = [name for name in names if parameters.get(name) in (None, "")]
    if missing:
        raise InvalidInput(
            f"Reading '{resource.name}' needs {' and '.join(missing)}.", remedy="Give it as keyword argument of `read`."
        )
