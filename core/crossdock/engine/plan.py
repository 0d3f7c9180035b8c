"""Comparing what two versions make of the same messages, and counting by target field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from crossdock.engine.json_text import decode, encode
from crossdock.engine.pointer import pointer
from crossdock.model.evaluation import Mapped
from crossdock.model.plan import ExampleValue, FieldEffect, Plan, PlanExample

EXAMPLES = 3
SHOWN_VALUES = 12
LONGEST_VALUE = 300
"""Characters of a value in an example."""

Path = tuple[str | int, ...]
_NOTHING: Any = object()


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """A place that differs: a leaf of at least one of the two documents."""

    path: Path
    was: Any = _NOTHING
    now: Any = _NOTHING


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What both versions made of one message; `before` is None where there is no other version."""

    name: str
    record: UUID | None
    before: Mapped | None
    after: Mapped


class _Kind(StrEnum):
    """Which count of a plan a message belongs to."""

    SAME = "same"
    DIFFERING = "differing"
    NEWLY_HELD = "newly_held"
    NEWLY_MAPPED = "newly_mapped"
    HELD = "held"


class Tally:
    """Counts messages into a plan. `targets` are the target fields that the versions' texts name."""

    def __init__(self, plan: Plan, targets: Iterable[str]) -> None:
        self._plan = plan
        self._targets = frozenset(targets)
        self._kinds: Counter[_Kind] = Counter()
        self._fields: Counter[str] = Counter()
        self._examples: list[PlanExample] = []

    def add(self, message: Message) -> None:
        leaves = differing_leaves(message)
        kind = _kind(message, leaves)
        self._kinds[kind] += 1
        self._fields.update({field_of(leaf.path, self._targets) for leaf in leaves})
        if kind not in (_Kind.SAME, _Kind.HELD) and len(self._examples) < EXAMPLES:
            self._examples.append(_example(message, leaves))

    def plan(self, *, done: bool = False) -> Plan:
        """What is known so far."""
        ordered = sorted(self._fields.items(), key=lambda field: (-field[1], field[0]))
        return msgspec.structs.replace(
            self._plan,
            compared=self._kinds.total(),
            fields=tuple(FieldEffect(target=target, messages=messages) for target, messages in ordered),
            examples=tuple(self._examples),
            done=done,
            **{kind.value: self._kinds[kind] for kind in _Kind},
        )


def differing_leaves(message: Message) -> tuple[Leaf, ...]:
    """Where the two outputs differ, in document order; none where not both versions map the message."""
    before, after = message.before, message.after
    if before is None or before.hold or after.hold or before.output is None or after.output is None:
        return ()
    return tuple(_leaves(decode(before.output), decode(after.output), ()))


def field_of(path: Path, targets: frozenset[str]) -> str:
    """The target field that a place belongs to: the nearest that a text names, else the place itself."""
    names = target_of(path)
    for end in range(len(names), 0, -1):
        if (named := "".join(names[:end]).removeprefix(".")) in targets:
            return named
    return "".join(names).removeprefix(".")


def target_of(path: Path) -> list[str]:
    """A path of a document as the parts of a target: `("lines", 0, "sku")` gives `.lines`, `[]`, `.sku`."""
    return ["[]" if isinstance(step, int) else f".{step}" for step in path]


def _leaves(was: Any, now: Any, path: Path) -> Iterator[Leaf]:
    if isinstance(was, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*was, *now)):
            yield from _leaves(was.get(key, _NOTHING), now.get(key, _NOTHING), (*path, key))
    elif isinstance(was, list) and isinstance(now, list):
        for index in range(max(len(was), len(now))):
            yield from _leaves(_item(was, index), _item(now, index), (*path, index))
    elif was is _NOTHING or now is _NOTHING:
        yield from _one_sided(was, now, path)
    elif was != now or isinstance(was, bool) is not isinstance(now, bool):
        yield Leaf(path=path, was=was, now=now)


def _one_sided(was: Any, now: Any, path: Path) -> Iterator[Leaf]:
    """Every leaf of what only one of the two has."""
    there = now if was is _NOTHING else was
    if not there or not isinstance(there, dict | list):
        yield Leaf(path=path, was=was, now=now)
        return
    for step, value in there.items() if isinstance(there, dict) else enumerate(there):
        sides = (_NOTHING, value) if was is _NOTHING else (value, _NOTHING)
        yield from _one_sided(*sides, (*path, step))


def _item(items: list[Any], index: int) -> Any:
    return items[index] if index < len(items) else _NOTHING


def _held(mapped: Mapped | None) -> str:
    """Why a message would be held, with the code; '' where it would not."""
    return f"{mapped.hold.code}: {mapped.hold.message}" if mapped and mapped.hold else ""


def _kind(message: Message, leaves: tuple[Leaf, ...]) -> _Kind:
    was, now = _held(message.before), _held(message.after)
    if message.before is None:
        return _Kind.HELD if now else _Kind.NEWLY_MAPPED
    if was and now:
        return _Kind.HELD if was == now else _Kind.DIFFERING
    if now:
        return _Kind.NEWLY_HELD
    if was:
        return _Kind.NEWLY_MAPPED
    return _Kind.DIFFERING if leaves else _Kind.SAME


def _example(message: Message, leaves: tuple[Leaf, ...]) -> PlanExample:
    return PlanExample(
        name=message.name,
        record=message.record,
        was_held=_held(message.before),
        is_held=_held(message.after),
        values=tuple(
            ExampleValue(pointer=pointer(leaf.path), was=_shown(leaf.was), now=_shown(leaf.now))
            for leaf in leaves[:SHOWN_VALUES]
        ),
        more=max(0, len(leaves) - SHOWN_VALUES),
    )


def _shown(value: Any) -> str | None:
    if value is _NOTHING:
        return None
    text = encode(value).decode()
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}..."
