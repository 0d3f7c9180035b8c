"""Hypothesis strategies: JSON documents with few field names, and expressions that read them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

NAMES = st.sampled_from(["a", "b", "c"])
SCALARS = st.sampled_from([0, 1, 2, -1, 1.5, "x", "y", "", "a", True, False, None])
DOCUMENTS: st.SearchStrategy[Any] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=12
)
LITERALS = st.sampled_from(["0", "1", "-1", "1.5", '"x"', '""', "true", "null", "[]", "{}", "[1, 2]"])
LEAVES = NAMES | LITERALS | st.sampled_from(["$", "$x", "*", "a.b", "a.b.c", "$$.a"])
OPERATORS = st.sampled_from(["+", "-", "*", "=", "!=", "<", ">=", "and", "or", "in", "&"])
FUNCTIONS = st.sampled_from(
    ["sum", "count", "max", "string", "exists", "not", "boolean", "keys", "reverse", "uppercase"]
)
FORMS = (
    "{0}.{1}", "{0}[{1}]", "{0}[0]", "{0}[-1]", "({0})[]", "{0}.*", "{0}.({1})", "[{0}, {1}]", "{0}.[{1}]",
    "{0}.{{'k': {1}, 'v': {2}}}", "{{'p': {0}, 'q': {1}}}", "{0}{{'k': {1}}}", "{0}^(a)", "{0}^(>b)", "({0} ? {1} : {2})",
    "({0} ?? {1})", "({0} ?: {1})", "($x := {0}; {1})", "($f := function($x) {{ {0} }}; $f({1}))",
    "$map({0}, function($x) {{ {1} }})", "$map({0}, function($x, $i) {{ $i > 0 ? {1} : $x }})",
    "$filter({0}, function($x) {{ {1} }})", "$reduce({0}, function($x, $y) {{ {1} }})", "{0} ~> $map(function($x) {{ {1} }})",
    "$lookup({0}, 'a')", "$append({0}, {1})", "$distinct({0})", "-{0}", "{0}.**", "$join({0}, '-')",
)  # fmt: skip


def _grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    forms = st.tuples(st.sampled_from(FORMS), inner, inner, inner).map(lambda drawn: drawn[0].format(*drawn[1:]))
    operations = st.tuples(inner, OPERATORS, inner).map(lambda drawn: f"({' '.join(drawn)})")
    calls = st.tuples(FUNCTIONS, inner).map(lambda drawn: f"${drawn[0]}({drawn[1]})")
    return forms | operations | calls


EXPRESSIONS: st.SearchStrategy[str] = st.recursive(LEAVES, _grow, max_leaves=8)
