"""What may fill one target field: ways from the source's values, names alone, precedents, constants."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any

from crossdock.model.suggestion import TargetField
from crossdock_suggest.canonical import informs, keys_of, number_in
from crossdock_suggest.knowledge import Knowledge
from crossdock_suggest.leaves import Leaf
from crossdock_suggest.lists import Case
from crossdock_suggest.way import Way
from crossdock_suggest.ways import ways_to
from crossdock_suggest.words import alike, words_of

_MISSING: Any = object()
_MOST_CASES = 12
_DEEP = 0.975
"""For each level that a leaf lies deep."""
_FIRST = 0.95
"""For the first item of a list, which may stand there by chance."""
_OTHER_VALUE = 0.6
_NAME_ALONE = 0.45
"""Names less alike than that suggest nothing by themselves."""
_PLACES = frozenset({"number", "item", "index", "position", "sequence", "address"})
"""Words of fields that number the items of a list; `LineNumber` is an address line to the words, and a number."""


@dataclass(frozen=True)
class Member:
    """A target field with the cases in which it is filled."""

    field: TargetField
    path: tuple[str, ...]
    """From the object that the cases are of."""
    names: tuple[str, ...]
    """From the root, without lists' marks."""
    cases: tuple[Case, ...]
    is_item: bool

    def wanted(self) -> list[Any]:
        """What each case has; `_MISSING` where it has nothing, or nobody knows."""
        return [_at(case.wanted, self.path) for case in self.cases[:_MOST_CASES]]


@dataclass(frozen=True)
class Guess:
    """An expression with how sure it is."""

    expression: str
    confidence: float
    reason: str
    needs_place: bool = False
    """Whether it reads `$index`, the place of the item in its list."""


@dataclass
class _Seen:
    """A way as it was found in the cases."""

    way: Way
    says: list[float] = field(default_factory=list)
    """For each different value how much it says that the way gives it."""
    values: set[str] = field(default_factory=set)


def suggestions_for(member: Member, knowledge: Knowledge) -> Iterator[Guess]:
    """Every guess for a field; those that do not give the wanted value may be among them."""
    wanted = member.wanted()
    known = [value for value in wanted if value is not _MISSING]
    by_value = list(_by_value(member, wanted, knowledge))
    yield from by_value
    seen = {guess.expression for guess in by_value}
    yield from (guess for guess in _by_name(member, knowledge, is_wanted=bool(known)) if guess.expression not in seen)
    yield from _by_precedent(member, knowledge)
    if member.is_item:
        yield from _by_place(member, wanted)
    if known and all(value == known[0] and type(value) is type(known[0]) for value in known):
        yield from _constant(member, known)


def _by_value(member: Member, wanted: Sequence[Any], knowledge: Knowledge) -> Iterator[Guess]:
    seen: dict[str, _Seen] = {}
    for case, value in zip(member.cases, wanted, strict=False):
        if value is _MISSING or value is None:
            continue
        found = [*ways_to(value, case.context, knowledge.abilities), *knowledge.tables.ways_to(value, case.context)]
        rivals = _rivals(value, case)
        for way in found:
            noted = seen.setdefault(way.expression, _Seen(way))
            if repr(value) not in noted.values:
                noted.values.add(repr(value))
                noted.says.append(informs(value) / (1 + 0.3 * (rivals - 1)))
    for noted in seen.values():
        yield _judged(member, noted, knowledge)


def _rivals(value: Any, case: Case) -> int:
    """How many leaves have the value, in any form."""
    found = {leaf.expression for key in keys_of(value) for leaf in case.context.by_key.get(key, ())}
    return max(1, len(found))


def _judged(member: Member, noted: _Seen, knowledge: Knowledge) -> Guess:
    """Values and names speak for it independently of each other, and a precedent; what lies deep, or first in a list by
    chance, a little less."""
    way = noted.way
    by_value = 1 - prod(1 - 0.85 * says for says in noted.says)
    by_name = alike(member.names, way.leaf.names)
    expression = knowledge.guarded(way.expression, way.leaf, member.field)
    precedent, mapping = knowledge.history.support(member.names, way.leaf.names, expression)
    confidence = way.plain * (1 - (1 - by_value) * (1 - 0.85 * by_name**1.4) * (1 - 0.7 * precedent))
    confidence *= _DEEP ** len(way.leaf.names) * (_FIRST if "[0]" in way.leaf.expression else 1.0)
    reasons = [f"On the example {way.reason}"]
    if by_name > _NAME_ALONE:
        reasons.append("the names are alike")
    if precedent:
        reasons.append(f"the mapping {mapping} reads it for such a field")
    return Guess(expression, min(confidence, 0.99), _said(reasons))


def _by_name(member: Member, knowledge: Knowledge, *, is_wanted: bool) -> Iterator[Guess]:
    """The leaves that are called alike, whatever they hold; where a value is wanted, they are known not to hold it."""
    if not member.cases:
        return
    leaves = member.cases[0].context.called_like(member.names[-1])
    scored = [(alike(member.names, leaf.names), leaf) for leaf in leaves]
    best = sorted((each for each in scored if each[0] >= _NAME_ALONE), key=lambda each: -each[0])[:4]
    for likeness, leaf in best:
        precedent, mapping = knowledge.history.support(member.names, leaf.names)
        confidence = (1 - (1 - 0.75 * likeness) * (1 - 0.5 * precedent)) * _DEEP ** len(leaf.names)
        confidence *= _OTHER_VALUE if is_wanted else 1.0
        also = [f"the mapping {mapping} reads it for such a field"] if precedent else []
        fitting = _fitting(member, leaf)
        if fitting is None:
            continue
        expression = knowledge.guarded(fitting, leaf, member.field)
        yield Guess(expression, confidence, _said([f"`{leaf.expression}` is called alike", *also]))


def _fitting(member: Member, leaf: Leaf) -> str | None:
    """The leaf in the type that the target takes; None where it has no such value."""
    types = frozenset(member.field.types)
    if types == {"number"} and isinstance(leaf.value, str):
        return f"$number({leaf.expression})" if number_in(leaf.value) is not None else None
    if types == {"string"} and isinstance(leaf.value, int | float) and not isinstance(leaf.value, bool):
        return f"$string({leaf.expression})"
    return leaf.expression


def _by_precedent(member: Member, knowledge: Knowledge) -> Iterator[Guess]:
    """What a mapping writes for the very field, where it can stand here as well."""
    for precedent, nearness in knowledge.history.of(member.names):
        if not member.is_item and knowledge.is_readable(precedent):
            yield Guess(
                precedent.expression, nearness, _said([f"The mapping {precedent.mapping} fills such a field with it"])
            )


def _by_place(member: Member, wanted: Sequence[Any]) -> Iterator[Guess]:
    """The number of an item in its list, from 1 or from 0."""
    if not wanted or any(not isinstance(value, int) or isinstance(value, bool) for value in wanted):
        return
    for first, expression in ((1, "$index + 1"), (0, "$index")):
        if _counts(wanted, first):
            named = bool(_PLACES & {*words_of(member.names[-1])})
            confidence = 0.9 if named else 0.2 + 0.1 * min(len(set(wanted)), 4)
            yield Guess(expression, confidence, "The items are numbered in their order.", needs_place=True)


def _counts(wanted: Sequence[int], first: int) -> bool:
    """Whether they count up by one, beginning anew with each list."""
    expected = first
    for value in wanted:
        if value == first:
            expected = first
        if value != expected:
            return False
        expected += 1
    return True


def _constant(member: Member, known: Sequence[Any]) -> Iterator[Guess]:
    value = known[0]
    if value is None or value in ("", [], {}):
        return
    is_listed = value in member.field.values
    confidence = 0.3 + (0.3 if is_listed else 0.0)
    reason = "It may be the same in every message" + (
        ": one of the values that the target knows." if is_listed else "."
    )
    yield Guess(json.dumps(value, ensure_ascii=False), confidence, reason)


def _at(wanted: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        if not isinstance(wanted, dict) or name not in wanted:
            return _MISSING
        wanted = wanted[name]
    return wanted


def _said(reasons: Sequence[str]) -> str:
    return ", and ".join(reasons) + "."
