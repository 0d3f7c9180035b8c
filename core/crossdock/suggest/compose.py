"""A mapping's text, made of accepted suggestions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from crossdock import jsonata
from crossdock.engine.pointer import segments
from crossdock.jsonata.syntax import Call, Name, Path, Variable
from crossdock.model.suggestion import Choice
from crossdock.suggest.fields import ITEM

_PLACE = re.compile(r"#\$\w+$")
_INDENT = "  "


@dataclass
class _Member:
    """A part of the target that is being filled: by an expression, by members, or, a list, by its items `*`."""

    expression: str | None = None
    each: str | None = None
    """What the items of a list are made of; None of anything else."""
    members: dict[str, _Member] = field(default_factory=dict)

    @property
    def is_fresh(self) -> bool:
        return self.expression is None and not self.members

    def takes(self, each: str | None) -> bool:
        """Whether it can have items made of `each` or, where that is None, members."""
        if self.is_fresh:
            return True
        if self.expression is not None or (self.each is None) != (each is None):
            return False
        return each is None or self.each is None or items_of(self.each) == items_of(each)


def compose(choices: Iterable[Choice]) -> tuple[str, tuple[str, ...]]:
    """The text, and the targets of choices that contradict one before them."""
    root = _Member()
    left_out = tuple(choice.target for choice in choices if not _place(root, choice))
    return ("{}" if root.is_fresh else _written(root, 0)) + "\n", left_out


def items_of(each: str) -> str:
    """What a list is made of, without the name of the items' place: `lines#$index` and `lines` are the same items."""
    return _PLACE.sub("", each)


def iterated(each: str) -> str:
    """An expression as a path can go on behind it."""
    tree = jsonata.parse(each).ast
    return each if isinstance(tree, Path | Name | Variable | Call) else f"({each})"


def _place(root: _Member, choice: Choice) -> bool:
    """Put a choice in its place; False, and nothing changed, where something else is there."""
    steps = _steps(choice)
    if not _fits(root, steps):
        return False
    here = root
    for segment, each in steps:
        here.each = _longer(here.each, each)
        here = here.members.setdefault(segment, _Member())
    here.expression = choice.expression
    return True


def _steps(choice: Choice) -> list[tuple[str, str | None]]:
    """The segments of a target, each `*` with what the items are made of."""
    eaches = iter(choice.each)
    return [(segment, next(eaches) if segment == ITEM else None) for segment in segments(choice.target)]


def _fits(root: _Member, steps: list[tuple[str, str | None]]) -> bool:
    here = root
    for segment, each in steps:
        if not here.takes(each):
            return False
        if segment not in here.members:
            return True
        here = here.members[segment]
    return here.is_fresh


def _longer(known: str | None, each: str | None) -> str | None:
    """The one that names the items' place, where one does."""
    return max(known or "", each or "", key=len) or None


def _written(member: _Member, level: int) -> str:
    if member.expression is not None:
        return member.expression
    if member.each is None:
        return _object(member, level)
    item = member.members[ITEM]
    inner = _written(item, level)
    return f"{iterated(member.each)}.{inner if item.expression is None and item.each is None else f'({inner})'}[]"


def _object(member: _Member, level: int) -> str:
    inner = _INDENT * (level + 1)
    lines = (
        f"{inner}{json.dumps(name, ensure_ascii=False)}: {_written(part, level + 1)}"
        for name, part in member.members.items()
    )
    return "{\n" + ",\n".join(lines) + f"\n{_INDENT * level}}}"
