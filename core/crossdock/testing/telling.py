"""Checks of what a connector says of its platform's business: ledger events, states, and what it takes for granted."""

from __future__ import annotations

import inspect
from pathlib import Path

import msgspec

from crossdock.connect import Resource, Tells, ToldEvent, told_events
from crossdock.connect.inferred import inferred_facts
from crossdock.connect.ledger import ABOUT_ITEMS
from crossdock.testing.subject import Subject


class TellingChecks(Subject):
    def test_every_declared_ledger_event_is_told_by_a_sample(self, telling_resource: Resource) -> None:
        for tells in telling_resource.tells:
            alone = msgspec.structs.replace(telling_resource, tells=(tells,))
            told = [event for record in self.samples(telling_resource) for event in told_events(alone, record)]
            assert told, f"no sample of '{telling_resource.name}' tells '{tells.event}': add one, or correct its paths"
            assert any(_can_be_followed(tells, event) for event in told), (
                f"give a sample of '{telling_resource.name}' that tells '{tells.event}' with an order's name, a time with its "
                "zone, and lines that have a SKU and a quantity above zero"
            )

    def test_whatever_a_sample_tells_the_ledger_can_be_read(self, telling_resource: Resource) -> None:
        for record in self.samples(telling_resource):
            for event in told_events(telling_resource, record):
                assert event.order
                assert event.at is None or event.at.tzinfo is not None

    def test_every_state_in_the_samples_is_declared(self) -> None:
        for states in self.connector.states:
            known = {state.name for state in states.states}
            found = {states.of(record) for record in self.samples(self.connector.resource(states.resource))}
            assert found <= known, f"say what {sorted(found - known)} at '{states.path}' of '{states.resource}' mean"
            assert found != {""}, f"no sample of '{states.resource}' has a state at '{states.path}'"

    def test_every_inferred_fact_says_what_is_assumed_of_what(self) -> None:
        for one in inferred_facts(self.connector):
            assert one.fact.about.strip(), f"say which field or endpoint '{one.fact.name}' is about"
            assert one.fact.assumed.strip().endswith((".", "?")), f"say in a sentence what '{one.fact.name}' assumes"

    def test_the_readme_lists_every_inferred_fact(self) -> None:
        facts = [one.fact for one in inferred_facts(self.connector)]
        readme = _words(self.readme().read_text(encoding="utf-8")) if facts else ""
        for fact in facts:
            row = f"| `{fact.name}` | {fact.about} | {fact.assumed} | {fact.source} |"
            assert f"`{fact.name}`" in readme, f"add to the README: {row}"
            assert _words(fact.assumed) in readme, f"the README says something else of it: {row}"

    def readme(self) -> Path:
        """The README of the plugin: beside the nearest pyproject.toml above the test. Override it where it is elsewhere."""
        here = Path(inspect.getfile(type(self))).resolve()
        folder = next((folder for folder in here.parents if (folder / "pyproject.toml").is_file()), here.parent)
        return folder / "README.md"


def _can_be_followed(tells: Tells, event: ToldEvent) -> bool:
    if not event.order or (tells.at and event.at is None):
        return False
    counted = tells.quantity and tells.event not in ABOUT_ITEMS
    return not tells.sku or (
        bool(event.lines) and all(line.sku and (not counted or (line.quantity or 0) > 0) for line in event.lines)
    )


def _words(text: str) -> str:
    return " ".join(text.split())
