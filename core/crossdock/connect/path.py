"""Paths below a platform's address: what they need, and how they are filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any
from urllib.parse import quote

from crossdock.connect.operation import Operation
from crossdock.connect.resource import Resource
from crossdock.errors import ErrorKind, InvalidInput, PlatformError


def require(resource: Resource, parameters: Mapping[str, Any], names: Iterable[str]) -> None:
    """Raise InvalidInput naming the parameters that are missing."""
    missing = [name for name in names if parameters.get(name) in (None, "")]
    if missing:
        raise InvalidInput(
            f"Reading '{resource.name}' needs {' and '.join(missing)}.", remedy="Give it as keyword argument of `read`."
        )


def path_of(operation: Operation, message: Any, resolved: Mapping[str, Any]) -> str:
    """An operation's path with its braces filled in; raises PlatformError (hold) where a value is missing."""
    given = {**(message if isinstance(message, dict) else {}), **resolved}
    names = [field for _, field, _, _ in Formatter().parse(operation.path) if field]
    missing = [name for name in names if given.get(name) in (None, "")]
    if missing:
        raise PlatformError(
            f"'{operation.name}' needs {' and '.join(missing)}; nothing was sent.",
            kind=ErrorKind.HOLD,
            remedy="Let the mapping fill it, or `resolve` find it.",
        )
    return operation.path.format_map({name: quote(str(given[name]), safe="") for name in names})
