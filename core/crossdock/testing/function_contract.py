"""The contract of a plugin's functions: inherit it, give it what the plugin's hook gives, and every check runs on each.

class TestFunctions(FunctionContract):
    entries = plugin.functions()
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest

from crossdock.engine.json_text import decode, encode
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.lookup_tables import index
from crossdock.evaluate.native.engine import NativeEngine
from crossdock.functions import Example, Function
from crossdock.jsonata.signature import Signature
from crossdock.model.evaluation import Evaluated, Limits
from crossdock.model.lookup import LookupDefinition, LookupRow, LookupTable
from crossdock.plugin import FunctionEntry

RECEIVED_AT = datetime(2026, 3, 29, 12, tzinfo=UTC)
"""When the records of examples were received."""


class FunctionContract:
    """What everyone may rely on with every function."""

    entries: ClassVar[Sequence[FunctionEntry]]

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run a check once for each function, or for each of its examples."""
        if "example" in metafunc.fixturenames:
            found = [(entry, example) for entry in self.entries for example in entry.load().examples]
            names = [f"{entry.name}: {example.expression}" for entry, example in found]
            metafunc.parametrize(("entry", "example"), found, ids=names)
        elif "entry" in metafunc.fixturenames:
            metafunc.parametrize("entry", self.entries, ids=[entry.name for entry in self.entries])

    def test_an_entry_says_what_its_function_says(self, entry: FunctionEntry) -> None:
        function = entry.load()
        assert isinstance(function, Function)
        assert (function.name, function.signature, function.summary) == (entry.name, entry.signature, entry.summary)

    def test_a_function_is_described_and_shown(self, entry: FunctionEntry) -> None:
        assert Signature.parse(entry.signature) is not None
        assert entry.summary.strip().endswith("."), f"'{entry.summary}' is no sentence"
        assert entry.load().examples, f"show people what ${entry.name} does: give it an example"

    def test_an_example_gives_its_result(self, entry: FunctionEntry, example: Example) -> None:
        evaluated = self._evaluated(example)
        assert evaluated.problems == (), f"${entry.name}"
        assert evaluated.output is not None
        assert decode(evaluated.output) == example.result

    def test_an_example_gives_the_same_again(self, entry: FunctionEntry, example: Example) -> None:
        assert self._evaluated(example) == self._evaluated(example), f"${entry.name} is not pure"

    def _evaluated(self, example: Example) -> Evaluated:
        """What the engine that maps messages makes of an example, with the plugin's functions and no others."""
        tables = {name: index(_table(name, rows)) for name, rows in example.lookups.items()}
        context = EvaluationContext(RECEIVED_AT, tables, lambda name: tables[name])
        return NativeEngine(self.entries).evaluate(example.expression, encode(example.input), context, Limits())


def _table(name: str, rows: Mapping[str, Any]) -> LookupTable:
    definition = LookupDefinition(name=name, keys=("key",), values=("value",), owner="tests")
    found = tuple(LookupRow(keys=(key,), values=(value,)) for key, value in rows.items())
    return LookupTable(definition=definition, revision=1, rows=found)
