"""The contract of a plugin's guard: inherit it, name the guard, and every check runs on it.

class TestCredit(GuardContract):
    guard = CREDIT
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import ClassVar

import pytest

from crossdock.engine.guard_options import option_problems, options_schema
from crossdock.engine.json_text import decode, encode
from crossdock.engine.plugin_guards import read_options
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.guards import verdict_of
from crossdock.evaluate.lookup_tables import index
from crossdock.guards import ACTIONS, Filter, Guard, GuardExample, GuardRecord, Hold, Verdict, Wait
from crossdock.model.lookup import LookupDefinition, LookupRow, LookupTable
from crossdock.model.name import check_name
from crossdock.model.problem import Problem

RECEIVED_AT = datetime(2026, 1, 15, 10, 30, tzinfo=UTC)
"""When the records of examples were received."""


class GuardContract:
    """What everyone may rely on with every guard."""

    guard: ClassVar[Guard]

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run a check once for each example it is about."""
        if "example" in metafunc.fixturenames:
            metafunc.parametrize("example", self.guard.examples, ids=lambda one: ACTIONS.get(type(one.verdict), "pass"))

    def test_it_can_be_named_and_is_described(self) -> None:
        for name in (self.guard.name, *(code.name for code in self.guard.codes)):
            check_name("guard", name)
        for told in (self.guard.summary, *(code.meaning for code in self.guard.codes)):
            assert told.strip().endswith("."), f"'{told}' is no sentence: people read it where they choose the guard"

    def test_its_codes_are_of_what_it_may_do(self) -> None:
        names = [code.name for code in self.guard.codes]
        assert len(names) == len(set(names)), "two codes have one name"
        for code in self.guard.codes:
            assert code.action in self.guard.actions, f"'{code.name}' is of what the guard does not declare to do"

    def test_its_options_explain_themselves(self) -> None:
        for name, field in options_schema(self.guard.options).get("properties", {}).items():
            assert field.get("title"), f"the option '{name}' has no title; give it one with Meta(title=...)"
            assert field.get("description"), f"the option '{name}' has no description; give it one with Meta"

    def test_its_examples_show_all_that_it_does(self) -> None:
        shown = {ACTIONS.get(type(example.verdict)) for example in self.guard.examples}
        assert shown >= {None, *self.guard.actions}, "an example is missing: one it passes, and one for each action"

    def test_an_example_gives_its_verdict(self, example: GuardExample) -> None:
        assert option_problems(self.guard, example.options) == (), "the example's options do not fit"
        said = self.verdict(example)
        assert not isinstance(said, Problem), said
        assert said == example.verdict

    def test_it_is_pure(self, example: GuardExample) -> None:
        record = _record(example)
        before = copy.deepcopy((record.source, record.output))
        options = read_options(self.guard, example.options)
        first = verdict_of(self.guard, record, options)
        assert (record.source, record.output) == before, "it changed the record it was asked about"
        assert verdict_of(self.guard, record, options) == first, "asked again, it says something else"

    def test_it_says_what_people_can_read(self, example: GuardExample) -> None:
        said = example.verdict
        told = {Hold: "message", Filter: "reason", Wait: "reason"}.get(type(said))
        assert told is None or getattr(said, told).strip(), "a verdict without words tells nobody what to do"
        assert not isinstance(said, Hold) or said.remedy, "a hold says what a person can do about it"

    def verdict(self, example: GuardExample) -> Verdict | Problem:
        """What the guard says of an example's record, through JSON as live records come."""
        return verdict_of(self.guard, _record(example), read_options(self.guard, example.options))


def _record(example: GuardExample) -> GuardRecord:
    tables = {name: index(_table(name, rows)) for name, rows in example.lookups.items()}
    context = EvaluationContext(RECEIVED_AT, tables, lambda name: tables[name])
    return GuardRecord(
        source=decode(encode(example.source)),
        output=decode(encode(example.output)),
        now=example.now or RECEIVED_AT,
        received_at=RECEIVED_AT,
        look_up=context.look_up,
    )


def _table(name: str, rows: Mapping[str, str]) -> LookupTable:
    definition = LookupDefinition(name=name, keys=("key",), values=("value",), owner="tests")
    found = tuple(LookupRow(keys=(key,), values=(value,)) for key, value in rows.items())
    return LookupTable(definition=definition, revision=1, rows=found)
