"""Writing a project folder in its one canonical form: the same project always gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from crossdock.model.fixture import Fixture
from crossdock.model.flow import FlowDefinition
from crossdock.model.lookup import LookupTable
from crossdock.project import layout, lookup_csv, yaml_text
from crossdock.project.alert_shapes import AlertFile
from crossdock.project.contents import FolderAlert, FolderEnvironment, FolderMapping, ProjectFolder
from crossdock.project.expectation import Described, write_expectation
from crossdock.project.shapes import (
    AnnotationItem,
    ConnectionItem,
    EnvironmentFile,
    FlowFile,
    LookupFile,
    MappingFile,
    ProjectFile,
)


def write(root: Path, project: ProjectFolder) -> None:
    """Write every file of a project below a folder. Files that are there and not of the project stay."""
    for path, content in files(project).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def files(project: ProjectFolder) -> dict[str, bytes]:
    """Every file of a project: path in the folder to content."""
    return dict(_files(project))


def struct_text(struct: msgspec.Struct) -> str:
    """A YAML file's text: keys in the order of its shape, what is left at its default left out."""
    return yaml_text.write(_plain(struct))


def _plain(value: Any) -> Any:
    """As `msgspec.to_builtins`, which keeps a default that is equal and not the very same object."""
    match value:
        case msgspec.Struct():
            return _tag(value) | {
                field.encode_name: _plain(getattr(value, field.name))
                for field in msgspec.structs.fields(value)
                if not (value.__struct_config__.omit_defaults and _is_default(field, getattr(value, field.name)))
            }
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case _:
            return msgspec.to_builtins(value)


def _tag(struct: msgspec.Struct) -> dict[str, Any]:
    config = struct.__struct_config__
    return {config.tag_field: config.tag} if config.tag_field is not None else {}


def _is_default(field: msgspec.structs.FieldInfo, value: Any) -> bool:
    if field.default_factory is not msgspec.NODEFAULT:
        return bool(value == field.default_factory())
    return bool(value == field.default)


def json_file(value: Any) -> str:
    """A JSON file's text: two spaces, keys in their own order, one line feed at the end."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _files(project: ProjectFolder) -> Iterator[tuple[str, bytes]]:
    settings = {"project": project.name} | {
        key: value for key, value in msgspec.to_builtins(project).items() if key in ProjectFile.__struct_fields__
    }
    yield layout.PROJECT, struct_text(msgspec.convert(settings, ProjectFile)).encode()
    for mapping in project.mappings:
        yield from _mapping_files(mapping)
    for table in project.lookups:
        yield from _lookup_files(table)
    for flow in project.flows:
        yield layout.flow_file(flow.name), struct_text(_flow_settings(flow)).encode()
    for environment in project.connected:
        yield layout.environment_file(environment.name), struct_text(_environment_settings(environment)).encode()
    for rule in project.alerts:
        yield layout.alert_file(rule.name), struct_text(_alert_settings(rule)).encode()
    for code, text in project.playbooks.items():
        yield layout.playbook_file(code), text.encode()


def _mapping_files(mapping: FolderMapping) -> Iterator[tuple[str, bytes]]:
    settings = MappingFile(
        source=str(mapping.source),
        target=str(mapping.target),
        description=mapping.description,
        owners=mapping.owners,
        fields={
            noted.target: AnnotationItem(owner=noted.owner, comment=noted.comment) for noted in mapping.annotations
        },
    )
    yield layout.mapping_file(mapping.name), struct_text(settings).encode()
    yield layout.text_file(mapping.name), mapping.text.encode()
    for fixture in mapping.fixtures:
        yield from _fixture_files(layout.fixture_folder(mapping.name, fixture.name), fixture)


def _fixture_files(folder: str, fixture: Fixture) -> Iterator[tuple[str, bytes]]:
    yield f"{folder}/{layout.INPUT}", fixture.input
    name, value = write_expectation(Described(expect=fixture.expect, description=fixture.description))
    text = json_file(value) if name == layout.EXPECTED else struct_text(value)
    yield f"{folder}/{name}", text.encode()


def _lookup_files(table: LookupTable) -> Iterator[tuple[str, bytes]]:
    definition = msgspec.structs.asdict(table.definition)
    settings = LookupFile(**{key: definition[key] for key in LookupFile.__struct_fields__})
    yield layout.lookup_file(table.name), struct_text(settings).encode()
    yield layout.rows_file(table.name), lookup_csv.write(table).encode()


def _flow_settings(flow: FlowDefinition) -> FlowFile:
    return msgspec.convert({key: value for key, value in msgspec.to_builtins(flow).items() if key != "name"}, FlowFile)


def _alert_settings(rule: FolderAlert) -> AlertFile:
    return msgspec.convert({key: value for key, value in msgspec.to_builtins(rule).items() if key != "name"}, AlertFile)


def _environment_settings(environment: FolderEnvironment) -> EnvironmentFile:
    return EnvironmentFile(
        connections={
            connection.name: ConnectionItem(connector=connection.connector, settings=connection.settings)
            for connection in environment.connections
        }
    )
