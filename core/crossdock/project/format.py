"""`crossdock fmt`: the files of a folder in their canonical form, without touching what people wrote by hand.

Left as they are: `map.jsonata` and `input.json`, byte for byte, and YAML files with comments inside, since moving a
comment away from what it speaks of loses more than a canonical form gains. Comments above the first key stay there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from crossdock.engine.json_text import decode
from crossdock.project import layout, lookup_csv, yaml_text
from crossdock.project.contents import ProjectFolder
from crossdock.project.schemas import EXPECTATIONS
from crossdock.project.shapes import EnvironmentFile, FlowFile, LookupFile, MappingFile, ProjectFile
from crossdock.project.write import json_file, struct_text

_HEADER = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*")
_COMMENT = re.compile(r"(^|\s)#", re.MULTILINE)

_SHAPES: dict[str, type[msgspec.Struct]] = {
    layout.PROJECT: ProjectFile,
    layout.mapping_file("*"): MappingFile,
    layout.lookup_file("*"): LookupFile,
    layout.flow_file("*"): FlowFile,
    layout.environment_file("*"): EnvironmentFile,
}
_FIXTURE = layout.fixture_folder("*", "*")


def changes(root: Path, project: ProjectFolder) -> dict[Path, bytes]:
    """The files of a folder, read as `project`, that are not in canonical form, with the content they should have."""
    canonical = ((path, text.encode()) for path, text in _canonical(root, project))
    return {path: content for path, content in canonical if content != path.read_bytes()}


def _canonical(root: Path, project: ProjectFolder) -> Iterator[tuple[Path, str]]:
    for pattern, shape in _SHAPES.items():
        for path in sorted(root.glob(pattern)):
            yield path, _yaml(path, shape)
    for path in sorted(root.glob(f"{_FIXTURE}/{layout.EXPECT}")):
        yield path, _yaml(path, EXPECTATIONS[yaml_text.read(_text(path)).value["kind"]])
    for path in sorted(root.glob(f"{_FIXTURE}/{layout.EXPECTED}")):
        yield path, json_file(decode(path.read_bytes()))
    for table in project.lookups:
        yield root / layout.rows_file(table.name), lookup_csv.write(table)


def _yaml(path: Path, shape: type[msgspec.Struct]) -> str:
    text = _text(path)
    leading = _HEADER.match(text)
    header = leading[0] if leading else ""
    if _COMMENT.search(text, len(header)):
        return text
    return header + struct_text(msgspec.convert(yaml_text.read(text).value, shape))


def _text(path: Path) -> str:
    return path.read_bytes().decode()
