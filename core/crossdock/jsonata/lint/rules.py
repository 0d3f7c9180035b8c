"""All rules, by the name under which findings, settings and documents know them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from crossdock.jsonata.lint import (
    branches,
    calls,
    collapse,
    comparisons,
    emptiness,
    lookups,
    misses,
    money,
    operands,
    paths,
    patterns,
    variables,
)
from crossdock.jsonata.lint.finding import Problem, Severity
from crossdock.jsonata.lint.subject import Subject


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that the linter looks for; `title` says in a line what is wrong where it finds it."""

    id: str
    severity: Severity
    title: str
    check: Callable[[Subject], Iterator[Problem]]


def _nothing(_subject: Subject) -> Iterator[Problem]:
    return iter(())


SYNTAX: Final = Rule("syntax", "error", "The expression cannot be read", _nothing)
"""The rule of the findings that are the parser's; the others look only at an expression that can be read."""

_RULES: Final = (
    SYNTAX,
    Rule("unknown-path", "warning", "A path looks for a field that is in no schema and no sample", paths.unknown),
    Rule("unknown-function", "error", "A function is called that does not exist", calls.unknown),
    Rule("unknown-lookup", "error", "A lookup is asked for that does not exist", lookups.unknown),
    Rule("silent-miss", "warning", "A key that a table does not have makes the value disappear", misses.unanswered),
    Rule("empty-aggregate", "warning", "A sum of nothing makes the whole calculation disappear", emptiness.dropped),
    Rule("collapsing-array", "warning", "An array of one item comes out as that item", collapse.collapsing),
    Rule("constant-comparison", "warning", "The two sides can never be equal", comparisons.never_equal),
    Rule("unordered-comparison", "error", "The two sides cannot be put in order", comparisons.unordered),
    Rule("wrong-operand", "error", "A calculation with something that is no number", operands.no_number),
    Rule("unreachable-branch", "warning", "A part of the expression is never used", branches.unreachable),
    Rule("unused-variable", "warning", "A variable is bound and never read", variables.unused),
    Rule("shadowed-function", "warning", "A variable hides a function of the same name", variables.shadowing),
    Rule("risky-pattern", "warning", "A regular expression can take very long", patterns.risky),
    Rule("float-money", "warning", "Amounts are calculated in binary fractions", money.in_floats),
)

RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.id: rule for rule in _RULES})
"""The rules by id."""
