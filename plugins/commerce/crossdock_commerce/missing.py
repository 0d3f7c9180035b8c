"""The language's own rule for arguments that are not there: nothing in, nothing out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from crossdock.functions import UNDEFINED


def nothing_in_nothing_out(implementation: Callable[..., Any]) -> Callable[..., Any]:
    """Give UNDEFINED, without calling it, when an argument is UNDEFINED."""

    @wraps(implementation)
    def call(*args: Any, **kwargs: Any) -> Any:
        return UNDEFINED if UNDEFINED in args else implementation(*args, **kwargs)

    return call
