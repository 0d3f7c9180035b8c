"""Refusing states, ledger events and inferred facts that are declared wrongly, with the connector that declares them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from string import Formatter
from typing import TYPE_CHECKING

from crossdock.connect.inferred import Inferred, Place, hanging
from crossdock.connect.ledger import MOVES_GOODS, LedgerEvent, Tells
from crossdock.connect.states import States
from crossdock.errors import InvalidInput
from crossdock.model.name import check_name

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.resource import Resource

_PATH = re.compile(r"[^.\s{}]+(\.[^.\s{}]+)*")
_COUNTS = MOVES_GOODS | {LedgerEvent.STOCK_COUNTED}
_NAMES_ITEMS = _COUNTS | {LedgerEvent.ITEM_CHANGED}


def fact_faults(connector: type[Connector]) -> Iterator[str]:
    """What is wrong with the states, ledger events and inferred facts that a connector declares."""
    yield from _states_faults(connector)
    for resource in connector.resources:
        yield from _tells_faults(resource)
    yield from _inferred_faults(connector)


def _states_faults(connector: type[Connector]) -> Iterator[str]:
    resources, kinds = {resource.name for resource in connector.resources}, _kinds(connector)
    for (resource, path), count in Counter((each.resource, each.path) for each in connector.states).items():
        what = f"its states at '{path}' of '{resource}'"
        if count > 1:
            yield f"{what} are declared {count} times"
        if resource not in resources:
            yield f"{what} stand in a resource that is not there"
        if not _PATH.fullmatch(path):
            yield f"{what} have no path such as 'order.status'"
    for states in connector.states:
        if states.kind not in kinds:
            yield f"its states at '{states.path}' are of '{states.kind}', a kind that nothing else of it names"
        yield from _state_faults(states)


def _state_faults(states: States) -> Iterator[str]:
    what = f"its states at '{states.path}' of '{states.resource}'"
    names = [state.name for state in states.states]
    if not names:
        yield f"{what} are none"
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{what} hold '{name}' {count} times"
    for state in states.states:
        if not state.meaning:
            yield f"{what} do not say what '{state.name}' means"
    for name in states.no_return:
        if name not in names:
            yield f"{what} have a point of no return at '{name}', which is none of them"


def _tells_faults(resource: Resource) -> Iterator[str]:
    for (event, _), count in Counter((tells.event, tells.when) for tells in resource.tells).items():
        if count > 1:
            yield f"its resource '{resource.name}' tells '{event}' {count} times in the same case"
    for tells in resource.tells:
        what = f"its resource '{resource.name}'"
        if tells.event not in tuple(LedgerEvent):
            yield f"{what} tells '{tells.event}', which is no ledger event"
            continue
        what = f"{what}, which tells '{tells.event}',"
        for path in _paths(tells):
            if path and not _PATH.fullmatch(path):
                yield f"{what} names the path '{path}', which is not like 'order.lines'"
        yield from _line_faults(what, tells)


def _line_faults(what: str, tells: Tells) -> Iterator[str]:
    if tells.event in _NAMES_ITEMS and not tells.sku:
        yield f"{what} does not say of which SKU"
    if tells.event in _COUNTS and not tells.quantity:
        yield f"{what} does not say how many"
    if (tells.lines or tells.quantity) and not tells.sku:
        yield f"{what} has lines without the path of their SKU"
    if tells.less and not tells.quantity:
        yield f"{what} takes '{tells.less}' off no quantity"


def _inferred_faults(connector: type[Connector]) -> Iterator[str]:
    facts: defaultdict[str, set[Inferred]] = defaultdict(set)
    places: Counter[tuple[str, Place]] = Counter()
    for fact, place in hanging(connector):
        facts[fact.name].add(fact)
        places[fact.name, place] += 1
    for name, different in facts.items():
        yield from _fact_faults(name, different)
    for (name, place), count in places.items():
        if count > 1:
            yield f"its inferred fact '{name}' hangs on {place} {count} times"


def _fact_faults(name: str, facts: set[Inferred]) -> Iterator[str]:
    try:
        check_name("fact", name)
    except InvalidInput as error:
        yield error.message.rstrip(".")
    if len(facts) > 1:
        yield f"its inferred fact '{name}' is declared in {len(facts)} ways"
    if not all(fact.about.strip() for fact in facts):
        yield f"its inferred fact '{name}' does not say what field or endpoint it is about"
    if not all(fact.assumed.strip() for fact in facts):
        yield f"its inferred fact '{name}' does not say what is assumed"


def _paths(tells: Tells) -> Iterator[str]:
    yield from (tells.order, tells.at, tells.lines, tells.sku, tells.quantity, tells.less)
    for path, values in tells.when:
        yield path or "."
        for value in values:
            yield from _named_in(value)


def _named_in(value: str) -> Iterator[str]:
    """The paths in a value's braces; the value itself where its braces do not close."""
    try:
        yield from [path or "." for _, path, _, _ in Formatter().parse(value) if path is not None]
    except ValueError:
        yield value


def _kinds(connector: type[Connector]) -> set[str]:
    kinds = {operation.kind for operation in connector.operations}
    for webhook in connector.webhooks:
        kinds |= {webhook.kind, *(kind for kind, _ in webhook.aliases)}
        kinds |= {webhook.outline.kind} if webhook.outline else set()
    for resource in connector.resources:
        kinds |= {resource.kind or resource.name, *(kind for kind, _ in resource.aliases)}
    return kinds
