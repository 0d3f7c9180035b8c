"""Refusing a connector that is declared wrongly, with every fault at once, before anything can run on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from string import Formatter
from typing import TYPE_CHECKING, Any

import msgspec

from crossdock.connect.authorisation import authorisation_faults
from crossdock.connect.cursor_paging import GraphqlCursor
from crossdock.connect.fact_declaration import fact_faults
from crossdock.connect.operation import Operation, Repeat
from crossdock.connect.resource import RESOURCE_NAME, Resource
from crossdock.connect.settings_form import field_descriptions, secret_names, settings_schema
from crossdock.connect.webhook import Webhook
from crossdock.errors import InvalidInput, PluginError
from crossdock.model.name import check_name

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector

_NEEDED = ("name", "title", "settings_type", "base_url", "auth", "resources")
_NEEDED_BY_REPEAT = {Repeat.FOUND: "find", Repeat.REFUSED: "is_repeat"}
_SDK = "crossdock.connect."


def check_declaration(connector: type[Connector]) -> None:
    """Raises PluginError naming every fault of the declaration."""
    missing = [name for name in _NEEDED if not hasattr(connector, name)]
    found = [f"it declares no {', '.join(missing)}"] if missing else list(_faults(connector))
    if found:
        raise PluginError(
            f"The connector {connector.__qualname__} is declared wrongly: {'; '.join(found)}.",
            code="connector-declaration",
            remedy=f"Correct the class in {connector.__module__}.",
        )


def _faults(connector: type[Connector]) -> Iterator[str]:
    try:
        check_name("connector", connector.name)
    except InvalidInput as error:
        yield error.message.rstrip(".")
    declared: Any = connector.settings_type
    if not (isinstance(declared, type) and issubclass(declared, msgspec.Struct)):
        yield "its settings_type is no msgspec.Struct"
        return
    try:
        settings_schema(connector.settings_type)
    except TypeError as error:
        yield f"its settings cannot be asked for in a form: {error}"
        return
    yield from _settings_faults(connector)
    yield from authorisation_faults(connector)
    yield from _resource_faults(connector)
    yield from _webhook_faults(connector)
    yield from _operation_faults(connector)
    if connector.rate is not None and (connector.rate.per_second <= 0 or connector.rate.burst < 1):
        yield "its rate lets nothing out"
    yield from _sandbox_faults(connector.sandbox)
    yield from fact_faults(connector)


def _settings_faults(connector: type[Connector]) -> Iterator[str]:
    settings = field_descriptions(connector.settings_type)
    secrets = secret_names(connector.settings_type)
    for name, description in settings.items():
        if not description:
            yield f"its setting '{name}' has no description"
    for name in _placeholders(connector.base_url):
        if name not in settings:
            yield f"its base_url names '{name}', which is no setting"
        elif name in secrets:
            yield f"its base_url names the secret '{name}'; send it by `auth`"
    for auth in (connector.auth, connector.other_auth):
        yield from _auth_faults(auth.settings, settings, secrets) if auth is not None else ()


def _auth_faults(names: Sequence[str], settings: Iterable[str], secrets: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name not in settings:
            yield f"its auth names '{name}', which is no setting"
    if names[-1] in set(settings) - set(secrets):
        yield f"its setting '{names[-1]}' authenticates, and is no Secret"


def _resource_faults(connector: type[Connector]) -> Iterator[str]:
    counted = Counter(resource.name for resource in connector.resources)
    if not counted:
        yield "it has no resources"
    for name, count in counted.items():
        if count > 1:
            yield f"it declares the resource '{name}' {count} times"
    for resource in connector.resources:
        yield from _one_resource_faults(resource)


def _one_resource_faults(resource: Resource) -> Iterator[str]:
    if not RESOURCE_NAME.fullmatch(resource.name):
        yield f"its resource '{resource.name}' is not named in snake_case"
    key: Any = resource.key
    if not (isinstance(key, tuple) and key):
        yield f"its resource '{resource.name}' has no tuple of key paths"
    if not (resource.title and resource.description):
        yield f"its resource '{resource.name}' has no title or no description"
    if isinstance(resource.paging, GraphqlCursor) and not resource.graphql:
        yield f"its resource '{resource.name}' is paged by GraphQL's cursors, and has no graphql query"
    if resource.path is not None and not resource.path.startswith("/"):
        yield f"the path of its resource '{resource.name}' does not start with a slash"


def _webhook_faults(connector: type[Connector]) -> Iterator[str]:
    yield from _name_faults("webhook", [webhook.name for webhook in connector.webhooks])
    secrets = secret_names(connector.settings_type)
    for webhook in connector.webhooks:
        what = f"its webhook '{webhook.name}'"
        yield from _described_faults(what, webhook, connector)
        if not webhook.topic:
            yield f"{what} has no topic"
        if webhook.fetches and not any(each.name == webhook.fetches for each in connector.resources):
            yield f"{what} fetches the resource '{webhook.fetches}', and there is none"
        if webhook.fetches and not _overrides(connector, "fetch"):
            yield f"{what} fetches '{webhook.fetches}', and the class does not override `fetch`"
        if webhook.made_since and not _is_read(connector, webhook.resource):
            yield f"{what} tells how what was made is listed, and its resource is not read"
        if webhook.outline and not _is_read(connector, webhook.outline.resource):
            yield f"{what} is outlined by '{webhook.outline.resource}', which is not read"
        if webhook.signature.setting not in secrets:
            yield f"the signature of {what} names '{webhook.signature.setting}', which is no secret setting"
        for header in (*webhook.topic_headers, *webhook.event_headers):
            if header != header.lower():
                yield f"{what} names the header '{header}', which is not in lower case"


def _is_read(connector: type[Connector], resource: str) -> bool:
    return any(each.name == resource and each.path is not None for each in connector.resources)


def _operation_faults(connector: type[Connector]) -> Iterator[str]:
    yield from _name_faults("operation", [operation.name for operation in connector.operations])
    for operation in connector.operations:
        what = f"its operation '{operation.name}'"
        yield from _described_faults(what, operation, connector)
        if operation.offered is not None:
            yield from _offered_faults(what, operation, connector)
        elif not operation.path.startswith("/"):
            yield f"the path of {what} does not start with a slash"
        method = _NEEDED_BY_REPEAT.get(operation.repeat)
        if method is not None and not _overrides(connector, method):
            yield f"{what} says '{operation.repeat}' of a repeat, and the class does not override `{method}`"
        if operation.batch < 1:
            yield f"{what} takes {operation.batch} messages at once"
        if operation.batch > 1 and not _overrides(connector, "write_batch"):
            yield f"{what} takes several messages at once, and the class does not override `write_batch`"


def _offered_faults(what: str, operation: Operation, connector: type[Connector]) -> Iterator[str]:
    if operation.path:
        yield f"{what} is offered, and has a path to be sent to"
    if operation.offered is not None and operation.offered.signature.setting not in secret_names(
        connector.settings_type
    ):
        yield f"the signature of {what} names '{operation.offered.signature.setting}', which is no secret setting"
    for method in ("offer", "acknowledged"):
        if not _overrides(connector, method):
            yield f"{what} is offered, and the class does not override `{method}`"


def _described_faults(what: str, declared: Webhook | Operation, connector: type[Connector]) -> Iterator[str]:
    if not (declared.title and declared.description):
        yield f"{what} has no title or no description"
    if not declared.kind:
        yield f"{what} has no kind of identity"
    if declared.resource not in {resource.name for resource in connector.resources}:
        yield f"{what} names the resource '{declared.resource}', and there is none"


def _name_faults(kind: str, names: list[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"it declares the {kind} '{name}' {count} times"
        try:
            check_name(kind, name)
        except InvalidInput as error:
            yield error.message.rstrip(".")


def _overrides(connector: type[Connector], method: str) -> bool:
    """Whether a class, or one between it and the SDK's own, defines a method."""
    return not next(base for base in connector.__mro__ if method in vars(base)).__module__.startswith(_SDK)


def _sandbox_faults(target: str | None) -> Iterator[str]:
    if target is None:
        return
    module, _, name = target.partition(":")
    if not (name.isidentifier() and all(part.isidentifier() for part in module.split("."))):
        yield f"its sandbox '{target}' is not written as 'package.module:Class'"
    elif not _is_there(module):
        yield f"its sandbox names the module '{module}', and there is none"


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None  # imports the packages above it, never the sandbox itself
    except ModuleNotFoundError:
        return False


def _placeholders(template: str) -> list[Any]:
    return [field for _, field, _, _ in Formatter().parse(template) if field]
