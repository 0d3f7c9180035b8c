"""Reading the fields of a message as the iHub does: the first that is wrong refuses the whole."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from crossdock.connect.resource import at
from crossdock_seko.sandbox import inferred
from crossdock_seko.sandbox.refusal import Refused


def text_of(document: Any, path: str, *, most: int = 100, required: bool = False) -> str:
    """A text, or a number as text; '' where there is none. Raises Refused where it is missing or too long."""
    value = at(document, path)
    field = path.rpartition(".")[2]
    if value is None or value == "" or isinstance(value, dict | list | bool):
        if required:
            raise Refused(inferred.REQUIRED.format(field=field))
        return ""
    if len(str(value)) > most:
        raise Refused(inferred.TOO_LONG.format(field=field, most=most))
    return str(value)


def check_texts(document: Any, longest: Mapping[str, int]) -> None:
    """Raises Refused at the first text that is longer than SEKO's column."""
    for path, most in longest.items():
        text_of(document, path, most=most)


def check_required(document: Any, paths: tuple[str, ...]) -> None:
    """Raises Refused at the first field that is missing or blank."""
    for path in paths:
        text_of(document, path, most=500, required=True)


def whole_number(line: Any, field: str) -> int:
    """A whole number above zero; raises Refused for anything else."""
    value = line.get(field) if isinstance(line, dict) else None
    if value is None:
        raise Refused(inferred.REQUIRED.format(field=field))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**31:
        raise Refused(inferred.BAD_NUMBER.format(field=field))
    return value


def decimal_number(document: Any, path: str) -> None:
    """Raises Refused for what is there and no number."""
    value = at(document, path)
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Refused(inferred.BAD_NUMBER.format(field=path.rpartition(".")[2]))


def lines_of(document: Any, path: str) -> list[Any]:
    """The lines of a message, one at least; a bare object is a list of one."""
    lines = at(document, path)
    if isinstance(lines, dict) and lines:
        return [lines]
    if not isinstance(lines, list) or not lines:
        raise Refused(inferred.REQUIRED.format(field=path.rpartition(".")[2]))
    if len(lines) > inferred.LONGEST_BODY_LIST:
        raise Refused(inferred.TOO_LONG.format(field=path.rpartition(".")[2], most=inferred.LONGEST_BODY_LIST))
    return lines


def holds_double_quote(value: Any) -> bool:
    """Whether any text in a message has one."""
    if isinstance(value, dict):
        return any(holds_double_quote(item) for item in value.values())
    if isinstance(value, list):
        return any(holds_double_quote(item) for item in value)
    return isinstance(value, str) and '"' in value
