"""The suggester `examples`: candidates for each target field, with how sure they are and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crossdock.engine.json_text import decode
from crossdock.engine.pointer import segments
from crossdock.model.suggestion import Suggestion, SuggestionTask, TargetField
from crossdock_suggest.knowledge import Knowledge
from crossdock_suggest.leaves import Context
from crossdock_suggest.lists import Case, matches
from crossdock_suggest.members import Member, suggestions_for

ITEM = "*"


@dataclass(frozen=True)
class Level:
    """An object that is filled: the source, or an item of a list. `each` leads to it, `names` is its path in the target."""

    cases: tuple[Case, ...]
    each: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    likeness: float = 1.0
    """How sure it is that the items of the lists on the way belong together."""
    skipped: int = 0
    """Segments of a pointer that lead to it."""


def suggest(task: SuggestionTask) -> Iterator[Suggestion]:
    """What may fill the fields of a target, best guesses of names and values."""
    knowledge = Knowledge.of(task)
    cases = tuple(
        Case(Context.of(decode(pair.source)), None if pair.target is None else decode(pair.target))
        for pair in task.pairs
    )
    yield from _level(task.fields, Level(cases), knowledge)


def _level(fields: Sequence[TargetField], level: Level, knowledge: Knowledge) -> Iterator[Suggestion]:
    lists: dict[tuple[str, ...], list[TargetField]] = {}
    for target in fields:
        path = segments(target.target)[level.skipped :]
        if ITEM in path:
            lists.setdefault(path[: path.index(ITEM)], []).append(target)
        else:
            yield from _field(target, path, level, knowledge)
    for path, members in lists.items():
        for matched in matches(path, level.cases):
            inner = Level(
                cases=matched.cases,
                each=(*level.each, matched.each),
                names=(*level.names, *path),
                likeness=level.likeness * (0.5 + 0.5 * min(1.0, matched.likeness * 1.6)),
                skipped=level.skipped + len(path) + 1,
            )
            yield from _level(members, inner, knowledge)


def _field(target: TargetField, path: tuple[str, ...], level: Level, knowledge: Knowledge) -> Iterator[Suggestion]:
    member = Member(field=target, path=path, names=(*level.names, *path), cases=level.cases, is_item=bool(level.each))
    for found in suggestions_for(member, knowledge):
        each = level.each
        if found.needs_place:
            each = (*each[:-1], f"{each[-1]}#$index")
        yield Suggestion(
            target=target.target,
            expression=found.expression,
            each=each,
            confidence=round(found.confidence * level.likeness, 3),
            reason=found.reason,
        )
