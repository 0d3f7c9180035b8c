"""A connector's settings: the form they are asked for with, and checking what was filled in.

Plain settings and secrets are kept apart all the way: settings may be shown again, secrets are encrypted and
never come back. No message repeats a secret.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

import msgspec

from crossdock.connect.secret import Secret
from crossdock.engine.pointer import pointer
from crossdock.errors import InvalidInput
from crossdock.model.problem import Problem, Side
from crossdock.model.resource import JsonSchema
from crossdock.nearest import suggest

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def settings_schema(settings_type: type[msgspec.Struct]) -> JsonSchema:
    """The JSON Schema of a settings Struct; secrets are marked `writeOnly`."""
    schema = msgspec.json.schema(settings_type, schema_hook=_schema_hook)
    definitions = schema["$defs"]
    form: JsonSchema = {"$schema": DIALECT, **definitions.pop(settings_type.__name__), "additionalProperties": False}
    for name in secret_names(settings_type):
        form["properties"][name]["writeOnly"] = True
    return {**form, "$defs": definitions} if definitions else form


def field_descriptions(settings_type: type[msgspec.Struct]) -> dict[str, str]:
    """What each setting is, by its name; '' where its author did not say."""
    return {
        field.name: next((m.description or "" for m in get_args(field.type)[1:] if isinstance(m, msgspec.Meta)), "")
        for field in msgspec.structs.fields(settings_type)
    }


def secret_names(settings_type: type[msgspec.Struct]) -> tuple[str, ...]:
    """The settings that are secrets."""
    return tuple(field.name for field in msgspec.structs.fields(settings_type) if _holds_secret(field.type))


def check_settings(
    settings_type: type[msgspec.Struct], settings: Mapping[str, Any], secrets: Mapping[str, Any]
) -> tuple[Problem, ...]:
    """Everything wrong with filled-in settings; pointers lead to `/settings/...` and `/secrets/...`."""
    return tuple(_problems(settings_type, settings, secrets))


def fill(
    settings_type: type[msgspec.Struct], settings: Mapping[str, Any], secrets: Mapping[str, Any]
) -> msgspec.Struct:
    """The settings as their Struct; raises InvalidInput with every problem."""
    problems = check_settings(settings_type, settings, secrets)
    if problems:
        raise InvalidInput("The settings cannot be used.", remedy="Correct what is listed.", problems=problems)
    given = {
        field.name: _convert(given_value, field.type)
        for field in msgspec.structs.fields(settings_type)
        if (given_value := {**settings, **secrets}.get(field.name)) is not None
    }
    return settings_type(**given)


def _problems(
    settings_type: type[msgspec.Struct], settings: Mapping[str, Any], secrets: Mapping[str, Any]
) -> Iterator[Problem]:
    fields = {field.name: field for field in msgspec.structs.fields(settings_type)}
    secret = set(secret_names(settings_type))
    yield from _misplaced(settings, "settings", set(fields) - secret, secret)
    yield from _misplaced(secrets, "secrets", secret, set(fields) - secret)
    for name, field in fields.items():
        part, given = ("secrets", secrets) if name in secret else ("settings", settings)
        if given.get(name) is not None:
            yield from _wrong_value(part, field, given[name])
        elif field.required:
            yield _problem("required", part, name, "is required and missing", field_descriptions(settings_type)[name])


def _misplaced(given: Mapping[str, Any], part: str, own: set[str], others: set[str]) -> Iterator[Problem]:
    other_part = "secrets" if part == "settings" else "settings"
    for name in given:
        if name in others:
            yield _problem("misplaced", part, name, f"belongs under '{other_part}'", f"Move it to '{other_part}'.")
        elif name not in own:
            yield _problem("additionalProperties", part, name, "is not known", suggest(name, own) or "Remove it.")


def _wrong_value(part: str, field: msgspec.structs.FieldInfo, value: Any) -> Iterator[Problem]:
    if isinstance(value, str) and not value.isprintable():
        yield _problem("invalid", part, field.name, "holds control characters", "Copy it again, without line breaks.")
        return
    try:
        _convert(value, field.type)
    except msgspec.ValidationError as error:
        reason = str(error).partition(" - at ")[0]
        yield _problem("invalid", part, field.name, f"cannot be used: {reason[:1].lower()}{reason[1:]}", "Correct it.")


def _problem(code: str, part: str, name: str, message: str, remedy: str) -> Problem:
    place = pointer((part, name))
    return Problem(code=code, message=f"{place} {message}.", remedy=remedy, side=Side.REQUEST, pointer=place)


def _convert(value: Any, kind: Any) -> Any:
    return msgspec.convert(value, kind, dec_hook=_decode_hook)


def _decode_hook(kind: type, value: Any) -> Any:
    if kind is not Secret:
        raise TypeError(f"settings are made of JSON values and Secret, not {kind.__name__}")
    if isinstance(value, Secret):
        return value
    if not isinstance(value, str):
        raise ValueError("Expected a text")  # msgspec turns ValueError into its ValidationError
    return Secret(value)


def _schema_hook(kind: type) -> JsonSchema:
    if kind is Secret:
        return {"type": "string", "minLength": 1, "format": "password"}
    raise TypeError(f"settings are made of JSON values and Secret, not {kind.__name__}")


def _holds_secret(kind: Any) -> bool:
    return kind is Secret or any(_holds_secret(part) for part in get_args(kind))
