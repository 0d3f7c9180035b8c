"""The options of a plugin's guard: the form they are asked for with, and what is wrong with what was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from crossdock.engine.plugin_guards import read_options
from crossdock.engine.schema import SchemaCheck
from crossdock.errors import ConfigurationError
from crossdock.guards import Guard
from crossdock.model.problem import Problem, Side
from crossdock.model.resource import JsonSchema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def options_schema(options: type[msgspec.Struct]) -> JsonSchema:
    """The JSON Schema (2020-12) of a guard's options; it knows no others than its own."""
    schema = msgspec.json.schema(options)
    definitions = schema["$defs"]
    form: JsonSchema = {"$schema": _DIALECT, **definitions.pop(options.__name__), "additionalProperties": False}
    return {**form, "$defs": definitions} if definitions else form


def option_problems(guard: Guard, options: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Everything that is wrong with the options of a flow; pointers lead into the options."""
    refused = SchemaCheck(options_schema(guard.options)).problems(options, Side.REQUEST)
    if refused:
        return refused
    try:
        read_options(guard, options)
    except ConfigurationError as error:  # a rule that a schema cannot say
        return (Problem(code=error.stable_code, message=error.message, remedy=error.remedy, side=Side.REQUEST),)
    return ()
