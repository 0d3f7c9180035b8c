"""Lists of objects of the target, matched with lists of the source: which item of the one became which of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crossdock_suggest.canonical import Key, informs, keys_of
from crossdock_suggest.leaves import Context, quoted
from crossdock_suggest.words import alike

_LEAST = 0.12
"""Of 1: what two items must have in common to be one."""
_MOST_ITEMS = 50


@dataclass(frozen=True)
class Case:
    """What an expression can see, and what the target has there; None where no target example is known."""

    context: Context
    wanted: dict[str, Any] | None


@dataclass(frozen=True)
class Matched:
    """A list of the source whose items become those of the target's list."""

    each: str
    names: tuple[str, ...]
    likeness: float
    cases: tuple[Case, ...]
    """An item of the source with what it became."""


def matches(target: tuple[str, ...], cases: Sequence[Case]) -> list[Matched]:
    """The lists of the source that the target's list at that path may be made of, the likeliest first."""
    sources = {each.expression: each for case in cases for each in case.context.lists}
    found = (_matched(target, expression, each.names, cases) for expression, each in sources.items())
    return sorted((each for each in found if each is not None), key=lambda each: -each.likeness)[:2]


def _matched(target: tuple[str, ...], expression: str, names: tuple[str, ...], cases: Sequence[Case]) -> Matched | None:
    named = alike(target, names)
    joined, kept, scores = [], [], []
    for case in cases:
        source = next((each for each in case.context.lists if each.expression == expression), None)
        items = list(source.items[:_MOST_ITEMS]) if source else []
        if source is None or case.wanted is None:
            joined += [Case(case.context.of_item(source, item), None) for item in items[:3]] if source else []
            continue
        wanted = _items_at(case.wanted, target)
        pairs = _aligned(items, wanted)
        scores.append(sum(score for _, _, score in pairs) / max(len(wanted), 1))
        joined += [Case(case.context.of_item(source, items[i]), wanted[j]) for i, j, _ in pairs]
        kept += [(item, any(i == number for i, _, _ in pairs)) for number, item in enumerate(items)]
    valued = sum(scores) / len(scores) if scores else 0.0
    if not joined or (scores and valued < _LEAST) or (not scores and named < 0.4):
        return None
    likeness = 0.75 * valued + 0.25 * named if scores else 0.8 * named
    return Matched(expression + _predicate(kept), names, likeness, tuple(joined))


def _items_at(wanted: Any, path: tuple[str, ...]) -> list[dict[str, Any]]:
    for name in path:
        wanted = wanted.get(name) if isinstance(wanted, dict) else None
    return [item for item in wanted if isinstance(item, dict)][:_MOST_ITEMS] if isinstance(wanted, list) else []


def _aligned(items: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> list[tuple[int, int, float]]:
    """Places that belong together with what they have in common, in the order of the target; best pairs first."""
    have = [_known(item) for item in items]
    want = [_known(item) for item in wanted]
    scored = [
        (_common(known, asked) + (0.001 if i == j else 0.0), i, j)
        for i, known in enumerate(have)
        for j, asked in enumerate(want)
    ]
    pairs: dict[int, tuple[int, float]] = {}
    for score, i, j in sorted(scored, key=lambda each: (-each[0], each[2], each[1])):
        if score >= _LEAST and j not in pairs and all(i != other for other, _ in pairs.values()):
            pairs[j] = (i, score)
    return [(i, j, score) for j, (i, score) in sorted(pairs.items())]


def _known(item: Any) -> dict[Key, float]:
    """What is in an item, at any depth, with how much it says."""
    return {key: informs(value) for value in _values(item) for key in keys_of(value)}


def _values(item: Any) -> Iterator[Any]:
    if isinstance(item, dict):
        for inner in item.values():
            yield from _values(inner)
    elif isinstance(item, list):
        for inner in item:
            yield from _values(inner)
    else:
        yield item


def _common(have: dict[Key, float], want: dict[Key, float]) -> float:
    total = sum(want.values())
    return sum(says for key, says in want.items() if key in have) / total if total else 0.0


def _predicate(kept: Sequence[tuple[dict[str, Any], bool]]) -> str:
    """What tells the items that are in the target from those that are not; '' where all are, or nothing tells."""
    if all(was_kept for _, was_kept in kept):
        return ""
    several = sum(was_kept for _, was_kept in kept) > 1
    names = dict.fromkeys(name for item, _ in kept for name in item if name.isidentifier())
    for name in names:
        inside = {repr(item.get(name)): item.get(name) for item, was_kept in kept if was_kept}
        outside = [item.get(name) for item, was_kept in kept if not was_kept]
        if told := _told(name, list(inside.values()), outside, several=several):
            return f"[{told}]"
    return ""


def _told(name: str, inside: list[Any], outside: list[Any], *, several: bool) -> str | None:
    """A condition on a member; a text that one item alone has tells nothing."""
    if all(isinstance(value, bool) for value in (*inside, *outside)):
        if all(inside) and not any(outside):
            return name
        return f"$not({name})" if not any(inside) and all(outside) else None
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in (*inside, *outside)):
        return f"{name} > 0" if min(inside) > 0 and max(outside) <= 0 else None
    if len(inside) == 1 and isinstance(inside[0], str) and inside[0] not in outside and several:
        return f"{name} = {quoted(inside[0])}"
    return None
