"""Documents: orders with all that goes wrong in them, and JSON of any shape with the same few names."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st

FIELDS: Final = ("lines", "sku", "qty", "price", "tags", "note", "customer", "name", "grid", "amount")
"""Few enough that a path drawn at random often finds something."""

WORDS: Final = ("", "a", "B-1", "AB-1234", "x y", "é", "10", "sku")
NUMBERS: Final = (0, 1, 2, 3, -1, 10, 1.5, 0.1, 2.5, -0.25, 100, 9007199254740993, 12345678901234567890)

numbers = st.sampled_from(NUMBERS)
words = st.sampled_from(WORDS)
scalars = st.one_of(numbers, words, st.sampled_from((True, False, None)))

json_values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(FIELDS), inner, max_size=3)),
    max_leaves=8,
)


def _or_odd(usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Mostly the usual value; sometimes none, one, or several of them, or something else."""
    return st.one_of(usual, usual, usual, st.lists(usual, max_size=3), st.lists(usual, max_size=1), scalars)


def _object(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of the members may be missing."""
    return st.fixed_dictionaries({}, optional={name: _or_odd(value) for name, value in members.items()})


_discounts = _object(amount=numbers, name=words)
_lines = _object(
    sku=words, qty=numbers, price=numbers, tags=st.lists(words, max_size=3), note=st.none(), amount=_discounts
)
_orders = _object(
    lines=st.lists(_lines, max_size=4),
    customer=_object(name=words, note=words, tags=st.lists(words, max_size=2)),
    grid=st.lists(st.lists(numbers, max_size=3), max_size=3),
    amount=numbers,
    name=words,
)

documents: st.SearchStrategy[Any] = st.one_of(_orders, _orders, _orders, st.lists(_orders, max_size=2), json_values)
