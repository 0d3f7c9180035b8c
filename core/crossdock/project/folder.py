"""Reading a project folder: everything that is in it, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from crossdock.engine.pointer import pointer
from crossdock.errors import ConfigurationError, InvalidInput, Malformed
from crossdock.model.annotation import Annotation
from crossdock.model.fixture import Fixture
from crossdock.model.flow import FlowDefinition
from crossdock.model.lookup import LookupDefinition, LookupTable, LookupTables, MissPolicy
from crossdock.model.name import check_name
from crossdock.model.problem import Problem, Severity
from crossdock.model.project import Ownership
from crossdock.model.resource import ResourceRef
from crossdock.project import layout, lookup_csv
from crossdock.project.alert_shapes import AlertFile
from crossdock.project.contents import (
    UNSTORED,
    FolderAlert,
    FolderConnection,
    FolderEnvironment,
    FolderMapping,
    ProjectFolder,
)
from crossdock.project.expectation import read_expectation, read_input
from crossdock.project.files import FolderFiles
from crossdock.project.shapes import EnvironmentFile, FlowFile, LookupFile, MappingFile, ProjectFile

T = TypeVar("T")


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """What could be read of a folder, and every problem met on the way."""

    project: ProjectFolder
    """Complete only where there are no problems."""
    problems: tuple[Problem, ...]
    line: Callable[[str, str], int | None]
    """The line of a pointer in a YAML file of the folder."""


def read(root: Path) -> ProjectFolder:
    """The project in a folder. Raises ConfigurationError with every problem, its file, line and remedy."""
    found = survey(root)
    raise_problems(root, found.problems)
    return found.project


def read_lookups(folder: Path) -> LookupTables:
    """The lookups in a folder of nothing else, by name. Raises ConfigurationError as `read` does."""
    files = FolderFiles(folder)
    tables = _lookups(files, ".")
    raise_problems(folder, tuple(files.problems))
    return {table.name: table for table in tables}


def raise_problems(root: Path, problems: tuple[Problem, ...]) -> None:
    """Raise ConfigurationError when a problem of a folder is an error."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        count = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
        raise ConfigurationError(f"The project folder '{root}' has {count}.", problems=errors)


def survey(root: Path) -> Survey:
    """Read all of a folder, whatever is wrong with it."""
    files = FolderFiles(root)
    settings = _settings(files) or ProjectFile(project="unknown")
    project = ProjectFolder(
        name=settings.project,
        title=settings.title,
        description=settings.description,
        environments=settings.environments,
        ownership=msgspec.convert(settings.ownership, tuple[Ownership, ...], from_attributes=True),
        mappings=_present(_mapping(files, name) for name in files.folders(layout.MAPPINGS, "mapping")),
        lookups=_lookups(files, layout.LOOKUPS),
        flows=_present(_flow(files, name) for name in files.stems(layout.FLOWS, ".yaml", "flow")),
        connected=_present(
            _environment(files, name) for name in files.stems(layout.ENVIRONMENTS, ".yaml", "environment")
        ),
        alerts=_present(_alert(files, name) for name in files.stems(layout.ALERTS, ".yaml", "alert rule")),
        playbooks=_playbooks(files),
    )
    return Survey(project=project, problems=tuple(files.problems), line=files.line)


def _settings(files: FolderFiles) -> ProjectFile | None:
    remedy = "Name the project's folder, or make one with `crossdock init`."
    settings = files.struct(layout.PROJECT, files.yaml(layout.PROJECT, remedy), ProjectFile)
    owned = [item.data for item in settings.ownership] if settings else []
    for index, data in enumerate(owned):
        if data in owned[:index]:
            line = files.line(layout.PROJECT, f"/ownership/{index}")
            message = f"The ownership of '{data}' is declared twice."
            files.note(layout.PROJECT, "duplicate-name", message, "Keep one of them.", line=line)
    return settings


def _mapping(files: FolderFiles, name: str) -> FolderMapping | None:
    path = layout.mapping_file(name)
    settings = files.struct(path, files.yaml(path, "Create it with `source:` and `target:`."), MappingFile)
    text = files.text(layout.text_file(name), "Write the mapping's JSONata text into it.")
    fixtures = _present(
        _fixture(files, name, case) for case in files.folders(f"{layout.MAPPINGS}/{name}/{layout.FIXTURES}", "fixture")
    )
    if settings is None or text is None:
        return None
    return FolderMapping(
        name=name,
        source=ResourceRef.parse(settings.source),
        target=ResourceRef.parse(settings.target),
        description=settings.description,
        owners=settings.owners,
        text=text,
        annotations=tuple(
            Annotation(target=target, owner=item.owner, comment=item.comment)
            for target, item in sorted(settings.fields.items())
        ),
        fixtures=fixtures,
    )


def _fixture(files: FolderFiles, mapping: str, name: str) -> Fixture | None:
    folder = layout.fixture_folder(mapping, name)
    expectation = read_expectation(files, folder)
    given = read_input(files, folder, expectation.expect if expectation else None)
    if given is None or expectation is None:
        return None
    return Fixture(name=name, input=given, expect=expectation.expect, description=expectation.description)


def _lookups(files: FolderFiles, folder: str) -> tuple[LookupTable, ...]:
    """The lookups of a folder; rows without settings are a problem."""
    names = files.stems(folder, ".yaml", "lookup")
    for orphan in sorted(set(files.stems(folder, ".csv", "lookup")) - set(names)):
        path = layout.lookup_file(orphan, folder)
        files.note(path, "missing-file", "The file is missing.", "Create it with keys, values and owner.")
    return _present(_lookup(files, folder, name) for name in names)


def _lookup(files: FolderFiles, folder: str, name: str) -> LookupTable | None:
    path, rows_path = layout.lookup_file(name, folder), layout.rows_file(name, folder)
    settings = files.struct(path, files.yaml(path), LookupFile)
    text = files.text(rows_path, "Create it with a header of the key and value columns.")
    if settings is None or text is None or not _coherent(files, path, settings):
        return None
    definition = LookupDefinition(name=name, **msgspec.structs.asdict(settings))
    try:
        rows = lookup_csv.read(definition, text)
    except Malformed as error:
        files.take(rows_path, error)
        return None
    return LookupTable(definition=definition, revision=UNSTORED, rows=rows)


def _coherent(files: FolderFiles, path: str, settings: LookupFile) -> bool:
    """Whether columns have one name each, and a default is there exactly where it is used."""
    known = len(files.problems)
    for column in set(settings.keys) & set(settings.values):
        message = f"The column '{column}' is a key and a value."
        files.note(path, "duplicate-name", message, "Rename one of them.", line=files.line(path, "/values"))
    if settings.default is not None and settings.on_miss is not MissPolicy.DEFAULT:
        message = f"There is a default, and on a miss the policy is '{settings.on_miss}'."
        remedy = "Set `on_miss: default`, or remove the default."
        files.note(path, "lookup-default", message, remedy, line=files.line(path, "/default"))
    return len(files.problems) == known


def _flow(files: FolderFiles, name: str) -> FlowDefinition | None:
    path = layout.flow_file(name)
    settings = files.struct(path, files.yaml(path), FlowFile)
    if settings is None:
        return None
    names = [guard.name for guard in settings.guards]
    for index, guard in enumerate(names):
        if guard in names[:index]:
            line = files.line(path, f"/guards/{index}/name")
            files.note(path, "duplicate-name", f"Two guards are named '{guard}'.", "Rename one of them.", line=line)
    return msgspec.convert({"name": name} | msgspec.to_builtins(settings), FlowDefinition)


def _environment(files: FolderFiles, name: str) -> FolderEnvironment | None:
    path = layout.environment_file(name)
    given = files.struct(path, files.yaml(path), EnvironmentFile)
    if given is None:
        return None
    connections = tuple(
        FolderConnection(name=connection, connector=item.connector, settings=item.settings)
        for connection, item in given.connections.items()
        if _is_connection_name(files, path, connection)
    )
    return FolderEnvironment(name=name, connections=connections)


def _is_connection_name(files: FolderFiles, path: str, name: str) -> bool:
    try:
        check_name("connection", name)
    except InvalidInput as error:
        line = files.line(path, pointer(("connections", name)))
        files.note(path, error.stable_code, error.message, error.remedy, line=line)
        return False
    return True


def _alert(files: FolderFiles, name: str) -> FolderAlert | None:
    path = layout.alert_file(name)
    settings = files.struct(path, files.yaml(path), AlertFile)
    if settings is None:
        return None
    return msgspec.convert({"name": name} | msgspec.to_builtins(settings), FolderAlert)


def _playbooks(files: FolderFiles) -> dict[str, str]:
    codes = files.stems(layout.PLAYBOOKS, ".md", "playbook")
    texts = {code: files.text(layout.playbook_file(code)) for code in codes}
    return {code: text for code, text in texts.items() if text is not None}


def _present(found: Iterable[T | None]) -> tuple[T, ...]:
    return tuple(item for item in found if item is not None)
