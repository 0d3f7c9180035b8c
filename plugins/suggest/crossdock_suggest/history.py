"""What the project's other mappings do with fields like these."""

from __future__ import annotations

from collections.abc import Iterable

from crossdock.model.resource import ResourceRef
from crossdock.model.suggestion import Precedent
from crossdock_suggest.words import alike

_SAME_EXPRESSION = 0.97
_SAME_RESOURCE = 0.85
_SAME_PATH = 0.75
_SAME_NAME = 0.3


class History:
    """Precedents by the target field they fill."""

    def __init__(self, precedents: Iterable[Precedent], target: ResourceRef | None) -> None:
        self._precedents = tuple(precedents)
        self._target = target

    def of(self, field: tuple[str, ...]) -> list[tuple[Precedent, float]]:
        """The precedents for a field, with how near they are: 1 would be this very field."""
        return [(each, nearness) for each in self._precedents if (nearness := self._nearness(each, field))]

    def support(self, field: tuple[str, ...], names: tuple[str, ...], expression: str = "") -> tuple[float, str]:
        """How much precedents speak for filling a field from a source path, or by an expression; and which mapping."""
        found = [
            (_SAME_EXPRESSION if precedent.expression == expression else nearness, precedent.mapping)
            for precedent, nearness in self.of(field)
            if precedent.expression == expression or any(tuple(path.split(".")) == names for path in precedent.sources)
        ]
        return max(found, default=(0.0, ""))

    def _nearness(self, precedent: Precedent, field: tuple[str, ...]) -> float:
        path = tuple(precedent.field.replace("[]", "").split("."))
        if path == field:
            return _SAME_RESOURCE if precedent.target == self._target else _SAME_PATH
        return _SAME_NAME if path[-1] == field[-1] and alike(path, field) > 0.9 else 0.0
