"""The published JSON Schemas of the YAML files, made from `shapes`, so that an editor completes and checks them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from crossdock.engine.schema import SchemaCheck
from crossdock.model.resource import JsonSchema
from crossdock.project.alert_shapes import AlertFile
from crossdock.project.shapes import (
    EnvironmentFile,
    ExpectFile,
    ExpectHoldFile,
    ExpectOutputFile,
    ExpectPartialFile,
    FlowFile,
    LockFile,
    LookupFile,
    MappingFile,
    ProjectFile,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"

PUBLISHED: dict[str, Any] = {
    "crossdock": ProjectFile,
    "mapping": MappingFile,
    "lookup": LookupFile,
    "flow": FlowFile,
    "environment": EnvironmentFile,
    "alert": AlertFile,
    "expect": ExpectFile,
    "lock": LockFile,
}
"""Name of the schema to the shape of its file."""

EXPECTATIONS: dict[str, type[ExpectFile]] = {
    "output": ExpectOutputFile,
    "partial": ExpectPartialFile,
    "hold": ExpectHoldFile,
}
"""Kinds of expect.yaml; reading by kind says what is wrong more exactly than by all of them at once."""


@cache
def schema_of(shape: Any) -> JsonSchema:
    """The JSON Schema (2020-12) of one shape; references stay inside the document."""
    return {"$schema": DIALECT, **msgspec.json.schema(shape)}


@cache
def check_of(shape: Any) -> SchemaCheck:
    """The prepared check of one shape."""
    return SchemaCheck(schema_of(shape))


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every published schema as `<name>.schema.json`; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write(folder / f"{name}.schema.json", schema_of(shape)) for name, shape in PUBLISHED.items())


def _write(path: Path, schema: JsonSchema) -> Path:
    path.write_bytes(msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n")
    return path
