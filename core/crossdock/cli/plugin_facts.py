"""What `crossdock plugin show` tells of a connector's platform: states, ledger events, and what is taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.cli.output import say

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.ledger import Telling
    from crossdock.connect.states import States
    from crossdock.plugins import PluginInfo


def with_facts(info: PluginInfo) -> dict[str, Any]:
    """A plugin as JSON, with `facts` of each of its connectors. Raises PluginError where one cannot be loaded."""
    import msgspec

    facts = [_facts(connector) for connector in _connectors(info)]
    return {**msgspec.to_builtins(info), "facts": facts}


def say_facts(info: PluginInfo) -> None:
    """The same for people. Raises PluginError where a connector cannot be loaded."""
    from crossdock.connect.inferred import inferred_facts
    from crossdock.connect.ledger import tellings

    for connector in _connectors(info):
        for states in connector.states:
            _say_states(connector.name, states)
        for telling in tellings(connector):
            say(f"  ledger event {connector.name} {_told(telling)}")
        for one in inferred_facts(connector):
            say(f"  inferred {connector.name} {one.fact.name}: {one.fact.assumed}")
            say(f"    {one.fact.about}; used by {', '.join(map(str, one.used_by))}. {one.fact.source}".rstrip())


def _facts(connector: type[Connector]) -> dict[str, Any]:
    import msgspec

    from crossdock.connect.inferred import inferred_facts
    from crossdock.connect.ledger import tellings

    return {
        "connector": connector.name,
        "states": msgspec.to_builtins(connector.states),
        "ledger_events": msgspec.to_builtins(tellings(connector)),
        "inferred": msgspec.to_builtins(inferred_facts(connector)),
    }


def _connectors(info: PluginInfo) -> list[type[Connector]]:
    from crossdock.connect.catalogue import Catalogue
    from crossdock.plugins import Plugins

    catalogue = Catalogue(Plugins())
    return [catalogue.connector(name) for name in info.connectors]


def _say_states(connector: str, states: States) -> None:
    say(f"  states {connector} {states.kind}: {states.path} of {states.resource}")
    for state in states.states:
        end = " Nothing can be called back any more." if state.name in states.no_return else ""
        say(f"    {state.name or '(none)'}: {state.meaning}{end}")
    if states.note:
        say(f"    {states.note}")


def _told(telling: Telling) -> str:
    tells = telling.tells
    cases = [f"{path} is {' or '.join(values) or 'there'}" for path, values in tells.when]
    when = f", where {' and '.join(cases)}" if cases else ""
    by = f" (webhook {', '.join(telling.webhooks)})" if telling.webhooks else ""
    return f"{tells.event}: {telling.resource}{by}{when}"
