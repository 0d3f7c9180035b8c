"""What a flow must look like before it is stored, and what it still lacks where it is to run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from crossdock.connect.catalogue import Catalogue
from crossdock.connect.operation import Operation
from crossdock.connect.webhook import Webhook
from crossdock.engine.pipeline import Pipeline
from crossdock.errors import InvalidInput, NotFound
from crossdock.model.flow import MOST_PARTS, FlowDefinition, FlowSource, OrderPolicy, Poll, Retry
from crossdock.model.mapping import Mapping as StoredMapping
from crossdock.model.problem import Problem, Severity, Side
from crossdock.model.resource import ResourceRef
from crossdock.model.source_faults import beside_faults, source_faults
from crossdock.studio.guard_checks import LONGEST_SECONDS

MOST_ATTEMPTS = 1_000


class Ends(msgspec.Struct, frozen=True, kw_only=True):
    """What stands behind a flow's two connections: environment to connector, where there is such a connection."""

    source: Mapping[str, str | None]
    target: Mapping[str, str | None]


async def text_problems(pipeline: Pipeline, definition: FlowDefinition) -> list[Problem]:
    """Every problem of the guards' texts, and of what says what messages take from stock."""
    texts = {f"/guards/{index}/when": guard.when for index, guard in enumerate(definition.guards) if guard.when}
    if definition.commits:
        texts["/commits"] = definition.commits
    return [
        msgspec.structs.replace(problem, side=Side.REQUEST, pointer=place)
        for place, text in texts.items()
        for problem in await pipeline.parse(text)
    ]


def require_sound(problems: Iterable[Problem], flow: str) -> tuple[Problem, ...]:
    """The warnings among the problems; raises InvalidInput with all of them where one is an error."""
    found = tuple(problems)
    errors = [problem for problem in found if problem.severity is Severity.ERROR]
    if errors:
        raise InvalidInput(
            f"The flow '{flow}' cannot be used: {errors[0].message}",
            code="invalid-flow",
            remedy=errors[0].remedy,
            problems=found,
        )
    return found


def definition_problems(definition: FlowDefinition) -> Iterator[Problem]:
    """What is wrong with a flow by itself, the guards aside."""
    if not definition.owner.strip():
        yield _problem("no-owner", "/owner", "Nobody answers for its held records.", "Name a team or a role.")
    for fault in source_faults(definition.source):
        yield _problem(fault.code, fault.pointer, fault.message, fault.remedy)
    yield from _retry_problems(definition.retry)
    if not 0 <= definition.share <= MOST_PARTS:
        yield _out_of_range("/share", f"0 to {MOST_PARTS}")


def end_problems(
    catalogue: Catalogue, definition: FlowDefinition, mapping: StoredMapping, ends: Ends
) -> Iterator[Problem]:
    """Whether webhook and operation carry what the mapping reads and makes, and what stands behind the connections."""
    source, target = definition.source, definition.target
    if source.webhook:
        yield from _declared(
            _Asked("source", "webhook", source.webhook, mapping.source),
            lambda: catalogue.connector(mapping.source.connector).webhook(source.webhook),
        )
    if source.poll is not None:
        yield from _poll_problems(catalogue, source, source.poll, mapping.source)
    yield from _declared(
        _Asked("target", "operation", target.operation, mapping.target),
        lambda: catalogue.connector(mapping.target.connector).operation(target.operation),
    )
    yield from _stock_problems(catalogue, definition, mapping)
    yield from _connection_problems("source", source.connection, mapping.source, ends.source)
    yield from _connection_problems("target", target.connection, mapping.target, ends.target)


def beside_problems(definition: FlowDefinition, others: Iterable[FlowDefinition]) -> Iterator[Problem]:
    """What is wrong with the flow that it takes in beside; `others` are the project's flows."""
    known = {other.name: other for other in others}
    severity = Severity.ERROR if definition.source.beside in known else Severity.WARNING  # it may be stored later
    for fault in beside_faults(definition, known):
        yield _problem(fault.code, fault.pointer, fault.message, fault.remedy, severity)


def _poll_problems(catalogue: Catalogue, source: FlowSource, poll: Poll, mapped: ResourceRef) -> Iterator[Problem]:
    pointer = "/source/poll/resource"
    try:
        resource = catalogue.connector(mapped.connector).resource(poll.resource)
    except NotFound as error:
        yield _problem("unknown-resource", pointer, error.message, error.remedy)
        return
    if not resource.is_polled:
        message = f"'{mapped.connector}' gives no list of '{poll.resource}' to read."
        yield _problem("poll-source", pointer, message, "Name a resource that is read, or a webhook.")
    if poll.delay_seconds and not resource.until:
        message = f"'{poll.resource}' cannot be read up to a time, so nothing can be left for later."
        yield _problem("poll-delay", "/source/poll/delay_seconds", message, "Take the delay out.")
    if resource.name != mapped.resource and not _is_outline(catalogue, source, poll, mapped):
        message = f"The poll reads '{poll.resource}'; the mapping reads '{mapped}'."
        yield _problem("flow-source", pointer, message, "Poll the mapping's resource, or name another mapping.")
    for name in resource.missing(poll.parameters):
        message = f"Reading '{poll.resource}' needs '{name}'."
        yield _problem("poll-source", "/source/poll/parameters", message, "Give it among the poll's parameters.")


def _is_outline(catalogue: Catalogue, source: FlowSource, poll: Poll, mapped: ResourceRef) -> bool:
    """Whether a list tells of a flow's webhook that there is a message, without the message."""
    webhooks = catalogue.connector(mapped.connector).webhooks
    outlines = [webhook.outline for webhook in webhooks if webhook.name == source.webhook and webhook.outline]
    return any(outline.resource == poll.resource for outline in outlines)


def _stock_problems(catalogue: Catalogue, definition: FlowDefinition, mapping: StoredMapping) -> Iterator[Problem]:
    """Whether what sets stock is given stock, and only the newest of it."""
    try:
        operation = catalogue.connector(mapping.target.connector).operation(definition.target.operation)
        resource = catalogue.connector(mapping.source.connector).resource(mapping.source.resource)
    except NotFound:
        return  # told already
    if operation.stock is None:
        if definition.share:
            message = "Only what sets stock can have a share of it."
            yield _problem("stock-share", "/share", message, "Take the share out.")
        return
    if resource.stock is None:
        message = f"'{operation.name}' sets stock, and '{mapping.source}' does not say what its number contains."
        yield _problem("stock-source", "/mapping", message, "Map from a resource that its connector declares as stock.")
    if definition.order is not OrderPolicy.SUPERSEDE:
        message = "An older number of stock must not hold a newer one up."
        yield _problem("stock-order", "/order", message, "Give the flow the order 'supersede'.")


def unknown_mapping(error: NotFound) -> Problem:
    """The problem of a flow whose mapping the project does not have."""
    return _problem("unknown-mapping", "/mapping", error.message, error.remedy)


class _Asked(msgspec.Struct, frozen=True):
    end: str
    kind: str
    name: str
    resource: ResourceRef

    @property
    def pointer(self) -> str:
        return f"/{self.end}/{self.kind}"


def _declared(asked: _Asked, look: Callable[[], Webhook | Operation]) -> Iterator[Problem]:
    try:
        declared = look()
    except NotFound as error:
        yield _problem(f"unknown-{asked.kind}", asked.pointer, error.message, error.remedy)
        return
    carried = declared.brings if isinstance(declared, Webhook) else declared.resource
    if carried != asked.resource.resource:
        does = "reads" if asked.end == "source" else "makes"
        message = f"The {asked.kind} '{asked.name}' is of '{carried}'; the mapping {does} '{asked.resource}'."
        remedy = f"Name another {asked.kind}, or a mapping of that resource."
        yield _problem(f"flow-{asked.end}", asked.pointer, message, remedy)


def _connection_problems(
    end: str, name: str, resource: ResourceRef, connectors: Mapping[str, str | None]
) -> Iterator[Problem]:
    pointer = f"/{end}/connection"
    for environment, connector in connectors.items():
        if connector is None:
            message = f"The environment '{environment}' has no connection '{name}' yet; the flow does not run there."
            remedy = "Create the connection when the flow shall run there."
            yield _problem("no-connection", pointer, message, remedy, Severity.WARNING)
        elif connector != resource.connector:
            message = (
                f"The connection '{name}' in '{environment}' is of '{connector}'; the mapping is for '{resource}'."
            )
            yield _problem(f"flow-{end}", pointer, message, f"Name a connection of '{resource.connector}'.")


def _retry_problems(retry: Retry) -> Iterator[Problem]:
    if not 0 < retry.first_seconds <= LONGEST_SECONDS:
        yield _out_of_range("/retry/first_seconds", f"more than 0, up to {LONGEST_SECONDS} seconds")
    if not retry.first_seconds <= retry.ceiling_seconds <= LONGEST_SECONDS:
        yield _out_of_range("/retry/ceiling_seconds", f"`first_seconds` to {LONGEST_SECONDS} seconds")
    if not 1 <= retry.attempts <= MOST_ATTEMPTS:
        yield _out_of_range("/retry/attempts", f"1 to {MOST_ATTEMPTS}")


def _out_of_range(pointer: str, allowed: str) -> Problem:
    return _problem("out-of-range", pointer, f"{pointer} is out of its range.", f"Give {allowed}.")


def _problem(code: str, pointer: str, message: str, remedy: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(code=code, message=message, remedy=remedy, severity=severity, side=Side.REQUEST, pointer=pointer)
