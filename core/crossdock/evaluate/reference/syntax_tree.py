"""Walking the library's syntax tree, and mending what its tokenizer loses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jsonata.parser import Parser

Symbol = Parser.Symbol
_NOT_CHILDREN = frozenset({"_outer_instance", "environment", "input", "token", "ancestor", "slot", "seeking_parent"})
_EXACT = 2**53
"""From here on not every integer is a double, and the tokenizer reads doubles."""
_DIGITS = re.compile(r"\d+\Z")
_LONGEST_INTEGER = 4300
"""Digits; Python refuses longer texts."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def walk(tree: Any) -> Iterator[Any]:
    """Every symbol of a tree once; the order says nothing."""
    waiting, seen = [tree], set()
    while waiting:
        item = waiting.pop()
        if isinstance(item, list | tuple):
            waiting.extend(item)
        elif isinstance(item, Symbol) and id(item) not in seen:
            seen.add(id(item))
            yield item
            waiting.extend(value for name, value in vars(item).items() if name not in _NOT_CHILDREN)


def mend_literals(tree: Any, text: str) -> None:
    """Give long integers all their digits, and characters beyond U+FFFF that were escaped in halves their whole."""
    for symbol in walk(tree):
        if symbol.type == "number" and abs(symbol.value) >= _EXACT:
            symbol.value = _exact(symbol.value, text[: symbol.position])
        elif symbol.type == "string" and _SURROGATE.search(symbol.value):
            symbol.value = symbol.value.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _exact(value: float, text_before: str) -> float:
    digits = _DIGITS.search(text_before, max(0, len(text_before) - _LONGEST_INTEGER))
    if digits is None or float(digits.group()) != abs(value):
        return value
    return int(digits.group()) if value > 0 else -int(digits.group())
