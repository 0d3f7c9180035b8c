"""The values of a source with the expressions that read them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from crossdock_suggest.canonical import Key, keys_of, moment_in
from crossdock_suggest.words import spellings, words_of

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TAKEN = frozenset({"and", "or", "in", "true", "false", "null", "function"})
MOST = 1_500
"""Leaves of one context."""
DEEPEST = 10
_NAME_KEYS = ("name", "key", "code", "type", "namespace")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value of the source, and how a mapping reads it."""

    expression: str
    names: tuple[str, ...]
    """Of the fields on the way, lists without their indexes."""
    value: Any


@dataclass(frozen=True)
class SourceList:
    """A list of objects of the source."""

    expression: str
    names: tuple[str, ...]
    items: tuple[dict[str, Any], ...]


class Context:
    """What an expression can see: its own leaves and lists and, in an item, the leaves of the source around it."""

    def __init__(self, own: Sequence[Leaf], lists: Sequence[SourceList], outside: Sequence[Leaf] | None = None) -> None:
        self.own = tuple(own)
        self.lists = tuple(lists)
        self.leaves = (*own, *(outside or ()))
        self._outside = outside

    @classmethod
    def of(cls, document: Any) -> Context:
        """The context of a whole source."""
        lists: list[SourceList] = []
        return cls(list(islice(_leaves(document, "", (), lists), MOST)), lists)

    def of_item(self, around: SourceList, item: dict[str, Any]) -> Context:
        """The context of an item of one of its lists."""
        lists: list[SourceList] = []
        return Context(list(islice(_leaves(item, "", around.names, lists), MOST)), lists, self.seen_from_items)

    @cached_property
    def seen_from_items(self) -> Sequence[Leaf]:
        """The leaves of the source that are in no list, as an item reads them."""
        if self._outside is not None:
            return self._outside
        outside = (leaf for leaf in self.own if "[" not in leaf.expression)
        return [Leaf(f"$$.{leaf.expression}", leaf.names, leaf.value) for leaf in outside]

    @cached_property
    def by_key(self) -> dict[Key, list[Leaf]]:
        """Leaves by every key under which an equal value would be found."""
        found: dict[Key, list[Leaf]] = {}
        for leaf in self.leaves:
            for key in keys_of(leaf.value):
                found.setdefault(key, []).append(leaf)
        return found

    def called_like(self, name: str) -> Iterator[Leaf]:
        """Leaves whose own name has a word of a name, or a spelling of one."""
        found = {
            leaf.expression: leaf
            for word in words_of(name)
            for known in spellings(word, self._vocabulary)
            for leaf in self._by_word[known]
        }
        yield from found.values()

    @cached_property
    def _by_word(self) -> dict[str, list[Leaf]]:
        found: dict[str, list[Leaf]] = {}
        for leaf in self.leaves:
            for word in words_of(leaf.names[-1]):
                found.setdefault(word, []).append(leaf)
        return found

    @cached_property
    def _vocabulary(self) -> tuple[str, ...]:
        return tuple(self._by_word)

    @cached_property
    def moments(self) -> tuple[Leaf, ...]:
        """Leaves that are dates."""
        return tuple(leaf for leaf in self.texts if moment_in(leaf.value) is not None)

    @cached_property
    def texts(self) -> tuple[Leaf, ...]:
        """Leaves that are texts of some length."""
        return tuple(leaf for leaf in self.leaves if isinstance(leaf.value, str) and len(leaf.value) > 1)


def _leaves(value: Any, prefix: str, names: tuple[str, ...], lists: list[SourceList]) -> Iterator[Leaf]:
    if len(names) > DEEPEST:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            if "`" not in name:
                yield from _leaves(inner, _step(prefix, name), (*names, name), lists)
    elif isinstance(value, list) and prefix:
        yield from _list_leaves(value, prefix, names, lists)
    elif prefix:
        yield Leaf(prefix, names, value)


def _list_leaves(value: list[Any], prefix: str, names: tuple[str, ...], lists: list[SourceList]) -> Iterator[Leaf]:
    if not (value and all(isinstance(item, dict) for item in value)):
        yield Leaf(prefix, names, value)
        return
    lists.append(SourceList(prefix, names, tuple(value)))
    if found := _named_by(value):
        for item in value:
            at = f"{prefix}[{_step('', found)} = {quoted(item[found])}]"
            others = {name: inner for name, inner in item.items() if name != found}
            inside = (*names[:-1], str(item[found]))
            yield from (Leaf(leaf.expression, inside, leaf.value) for leaf in _leaves(others, at, inside, []))
        return
    inner: list[SourceList] = []
    yield from _leaves(value[0], f"{prefix}[0]", names, inner)
    lists += _flattened(value, prefix, names)


def _flattened(items: list[Any], prefix: str, names: tuple[str, ...]) -> Iterator[SourceList]:
    """The lists within the items, taken together: `lines.taxes`."""
    for name in dict.fromkeys(name for item in items for name in item):
        within = [inner for item in items if isinstance(item.get(name), list) for inner in item[name]]
        if within and "`" not in name and all(isinstance(inner, dict) for inner in within):
            yield SourceList(_step(prefix, name), (*names, name), tuple(within))


def _named_by(items: list[dict[str, Any]]) -> str | None:
    """The field that names the items of a list of names and values: short texts, no two the same."""
    fields = {len(item) for item in items}
    if max(fields) > 3 or len(fields) > 1:
        return None
    for name in _NAME_KEYS:
        given = [item.get(name) for item in items]
        if all(isinstance(each, str) for each in given) and len(set(given)) == len(items) and len(items[0]) > 1:
            return name
    return None


def _step(prefix: str, name: str) -> str:
    step = name if _PLAIN.fullmatch(name) and name not in _TAKEN else f"`{name}`"
    return f"{prefix}.{step}" if prefix else step


def quoted(text: str) -> str:
    """A text as a literal of the language."""
    return json.dumps(text, ensure_ascii=False)
