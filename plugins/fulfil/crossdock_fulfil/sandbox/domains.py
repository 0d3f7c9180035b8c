"""Domains: which records are asked for, as triples of field, operator and value, joined by AND unless OR is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from crossdock_fulfil.sandbox.refusal import user_error

Field = Callable[[str], Any]
"""Gives a field's value; raises Refused for one that is not there."""


def fits(domain: Any, field: Field) -> bool:
    """Whether a record fits a domain; raises Refused for one that cannot be read."""
    if not isinstance(domain, list):
        raise user_error("Invalid domain")
    if _is_clause(domain):
        return _fits_clause(domain[0], domain[1], domain[2], field)
    parts = domain[1:] if domain[:1] in (["AND"], ["OR"]) else domain
    found = [fits(part, field) for part in parts]
    return any(found) if domain[:1] == ["OR"] else all(found)


def _is_clause(domain: list[Any]) -> bool:
    return len(domain) == 3 and isinstance(domain[0], str) and isinstance(domain[1], str)


def _fits_clause(name: str, operator: str, wanted: Any, field: Field) -> bool:
    compare = _OPERATORS.get(operator)
    if compare is None:
        raise user_error(f"Invalid operator '{operator}'")
    held = field(name)
    try:
        return any(compare(each, wanted) for each in held) if isinstance(held, list) else compare(held, wanted)
    except TypeError:
        return False  # null is neither before nor after anything


_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda held, wanted: bool(held == wanted),
    "!=": lambda held, wanted: bool(held != wanted),
    "<": lambda held, wanted: bool(held < wanted),
    "<=": lambda held, wanted: bool(held <= wanted),
    ">": lambda held, wanted: bool(held > wanted),
    ">=": lambda held, wanted: bool(held >= wanted),
    "in": lambda held, wanted: held in wanted,
    "not in": lambda held, wanted: held not in wanted,
    "like": lambda held, wanted: fnmatchcase(held or "", wanted.replace("%", "*")),
    "ilike": lambda held, wanted: fnmatchcase((held or "").lower(), wanted.lower().replace("%", "*")),
}
