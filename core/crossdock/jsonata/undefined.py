"""The value JSONata calls *undefined* (nothing there), apart from JSON ``null``, which is ``None``."""

from __future__ import annotations

from enum import Enum
from typing import Any, Final, Literal, TypeAlias

Value: TypeAlias = Any
"""Whatever an expression can yield: None, bool, int, float, str, list, dict, a function value or UNDEFINED."""


class Undefined(Enum):
    """The type of `UNDEFINED`: one falsy member, so that ``value is UNDEFINED`` narrows for a type checker."""

    UNDEFINED = "undefined"

    def __bool__(self) -> Literal[False]:
        """Absence never counts as true."""
        return False

    def __repr__(self) -> str:
        return "UNDEFINED"


UNDEFINED: Final = Undefined.UNDEFINED
