"""Holding documents against JSON Schema 2020-12, and saying every problem with its place and remedy.

Messages never repeat a value of the document: they end in journals and logs, where personal data has no place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import jsonschema_rs

from crossdock.engine.pointer import pointer
from crossdock.errors import ConfigurationError
from crossdock.model.problem import Problem, Side
from crossdock.model.resource import JsonSchema


class SchemaCheck:
    """A schema, prepared once, to hold any number of documents against."""

    def __init__(self, schema: JsonSchema) -> None:
        """Raises ConfigurationError for a schema that is none, or that refers outside itself."""
        try:
            self._validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True, retriever=_refuse)
        except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
            raise ConfigurationError(
                f"This is no valid JSON Schema: {_first_line(error)}.",
                code="schema-invalid",
                remedy="Correct the schema; https://json-schema.org/draft/2020-12 describes it.",
            ) from error

    def problems(self, document: Any, side: Side) -> tuple[Problem, ...]:
        """Everything in the document that the schema refuses; empty when it fits."""
        if self._validator.is_valid(document):
            return ()
        return tuple(problem for error in self._validator.iter_errors(document) for problem in _explain(error, side))


def schema_problems(schema: JsonSchema) -> tuple[str, ...]:
    """What is wrong with a schema itself; empty when it is valid."""
    try:
        SchemaCheck(schema)
    except ConfigurationError as error:
        return (error.message,)
    return ()


def _refuse(uri: str) -> NoReturn:
    raise ValueError(f"the schema refers to {uri}, and schemas may only refer to themselves")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")


def _explain(error: jsonschema_rs.ValidationError, side: Side) -> Iterator[Problem]:
    path = tuple(error.instance_path)
    kind = error.kind.name
    if kind == "required":
        yield _problem(kind, side, (*path, error.kind.value), "is required and missing", _supply(side))
    elif kind in {"additionalProperties", "unevaluatedProperties"}:
        for name in error.kind.value:
            yield _problem(kind, side, (*path, name), "is not known to the schema", "Remove it, or correct its name.")
    else:
        message, remedy = _WORDS.get(kind, _other)(error)
        yield _problem(kind, side, path, message, remedy)


def _problem(kind: str, side: Side, path: tuple[str | int, ...], message: str, remedy: str) -> Problem:
    place = pointer(path)
    return Problem(code=kind, message=f"{place or 'The document'} {message}.", remedy=remedy, side=side, pointer=place)


def _supply(side: Side) -> str:
    return "Map a value to it." if side is Side.TARGET else "Supply it."


def _type_name(value: Any) -> str:
    names = {type(None): "null", bool: "boolean", str: "string", list: "array", dict: "object", int: "integer"}
    return names.get(type(value), "number")


def _wrong_type(error: Any) -> tuple[str, str]:
    wanted = " or ".join(error.kind.types)
    return f"must be {wanted} and is {_type_name(error.instance)}", f"Give it as {wanted}."


def _not_listed(error: Any) -> tuple[str, str]:
    options = ", ".join(str(option) for option in error.kind.options[:12])
    more = ", ..." if len(error.kind.options) > 12 else ""
    return "is not one of the values allowed", f"Use one of: {options}{more}."


def _too_long(error: Any) -> tuple[str, str]:
    return (
        f"has {len(error.instance)} characters; {error.kind.limit} are allowed",
        "Shorten it, for example with $substring.",
    )


def _other(error: Any) -> tuple[str, str]:
    return f"does not meet '{error.kind.name}' of the schema", "Compare it with the schema."


_WORDS: dict[str, Callable[[Any], tuple[str, str]]] = {
    "type": _wrong_type,
    "enum": _not_listed,
    "maxLength": _too_long,
    "minLength": lambda e: (
        f"has {len(e.instance)} characters; at least {e.kind.limit} are needed",
        "Give a longer value, or leave the field out.",
    ),
    "minimum": lambda e: (f"is below the least value, {e.kind.limit}", "Give a larger number."),
    "maximum": lambda e: (f"is above the largest value, {e.kind.limit}", "Give a smaller number."),
    "exclusiveMinimum": lambda e: (f"must be more than {e.kind.limit}", "Give a larger number."),
    "exclusiveMaximum": lambda e: (f"must be less than {e.kind.limit}", "Give a smaller number."),
    "minItems": lambda e: (f"has {len(e.instance)} items; at least {e.kind.limit} are needed", "Give more items."),
    "maxItems": lambda e: (f"has {len(e.instance)} items; {e.kind.limit} are allowed", "Give fewer items."),
    "uniqueItems": lambda _: ("holds the same item twice", "Merge or remove the repeated items."),
    "pattern": lambda e: (f"does not match the pattern {e.kind.pattern}", "Bring the value into this form."),
    "format": lambda e: (f"is not a valid {e.kind.format}", f"Give a value of the format '{e.kind.format}'."),
    "const": lambda _: ("is not the only value allowed", "Use the schema's constant."),
    "anyOf": lambda _: ("fits none of the forms allowed", "Compare it with the schema's alternatives."),
    "oneOf": lambda _: ("does not fit exactly one of the forms allowed", "Compare it with the schema's alternatives."),
}
