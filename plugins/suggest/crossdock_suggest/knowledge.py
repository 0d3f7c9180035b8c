"""What holds for all fields: precedents, lookups, functions, and what of the source may be null."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crossdock.jsonata.known_functions import BUILT_IN
from crossdock.jsonata.shape import UNKNOWN, Shape
from crossdock.model.resource import ResourceRef
from crossdock.model.suggestion import Precedent, SuggestionTask, TargetField
from crossdock_suggest.history import History
from crossdock_suggest.leaves import Leaf
from crossdock_suggest.tables import Tables
from crossdock_suggest.way import Abilities

_NAMED = re.compile(r"\$(\w+)")
_READS_ONE = re.compile(
    r"[\w.$`]+|\$(number|string|trim|uppercase|lowercase|sku|replace|xref|toZone|substring|fromMillis)\(.*\)"
)


@dataclass(frozen=True)
class Knowledge:
    """Made of a task, once."""

    history: History
    tables: Tables
    abilities: Abilities
    source: ResourceRef | None = None
    shape: Shape = field(default=UNKNOWN)
    """Of the source."""

    @classmethod
    def of(cls, task: SuggestionTask) -> Knowledge:
        """What a task tells."""
        abilities = frozenset(task.functions)
        return cls(
            history=History(task.precedents, task.target),
            tables=Tables(task.lookups, abilities),
            abilities=abilities,
            source=task.source,
            shape=UNKNOWN if task.source_schema is None else Shape.from_schema(task.source_schema),
        )

    def is_readable(self, precedent: Precedent) -> bool:
        """Whether a precedent's expression can stand by itself here: it reads the same resource, and no variables."""
        same = self.source is None or precedent.source == self.source
        called = set(_NAMED.findall(precedent.expression))
        return same and called <= self.abilities | BUILT_IN.keys()

    def guarded(self, expression: str, leaf: Leaf, target: TargetField) -> str:
        """An expression that gives nothing where its leaf is null, as the source's schema says it may be."""
        takes_null = "null" in target.types
        if takes_null or not self._may_be_null(leaf.names) or not _READS_ONE.fullmatch(expression):
            return expression
        if isinstance(leaf.value, str):
            return f"{leaf.expression} ? {expression}"
        return f"{leaf.expression} != null ? {expression}"

    def _may_be_null(self, names: tuple[str, ...]) -> bool:
        shape = self.shape
        for name in names:
            inner = shape.item.get(name)
            if inner is None or inner.is_unknown:
                return False
            shape = inner
        return "null" in shape.kinds
