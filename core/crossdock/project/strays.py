"""Files and folders that lie where Crossdock reads, and that nothing reads: mostly misspelt names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from crossdock.model.problem import Problem, Severity
from crossdock.nearest import suggest
from crossdock.project import layout

_ANYWHERE = {"README.md"}
_LOOKUP_SUFFIXES = (".csv", ".yaml")
_FLAT = (
    (layout.FLOWS, ".yaml", "A flow is `<name>.yaml`."),
    (layout.ENVIRONMENTS, ".yaml", "An environment is `<name>.yaml`."),
    (layout.ALERTS, ".yaml", "An alert rule is `<name>.yaml`."),
    (layout.PLAYBOOKS, ".md", "A playbook is `<code>.md`."),
)
"""Folders of nothing but files of one suffix, and what to say of others."""


def stray_files(root: Path) -> tuple[Problem, ...]:
    """A warning for each file or folder that is passed over."""
    return tuple(
        Problem(
            code="unread-file",
            message="Nothing reads this.",
            remedy=remedy,
            severity=Severity.WARNING,
            file=path.relative_to(root).as_posix(),
        )
        for path, remedy in _strays(root)
    )


def _strays(root: Path) -> Iterator[tuple[Path, str]]:
    folders = [layout.MAPPINGS, layout.LOOKUPS, layout.FLOWS, layout.ENVIRONMENTS, layout.ALERTS, layout.PLAYBOOKS]
    for path in _entries(root):
        if path.is_dir() and path.name not in folders and (near := suggest(path.name, folders)):
            yield path, near
    for path in _entries(root / layout.MAPPINGS):
        if path.is_dir():
            yield from _in_mapping(path)
        else:
            yield path, "A mapping is a folder; move the file into one."
    for path in _entries(root / layout.LOOKUPS):
        if path.suffix not in _LOOKUP_SUFFIXES:
            yield path, "A lookup is `<name>.yaml` with its rows in `<name>.csv`."
    for folder, suffix, remedy in _FLAT:
        for path in _entries(root / folder):
            if path.suffix != suffix:
                yield path, remedy


def _in_mapping(mapping: Path) -> Iterator[tuple[Path, str]]:
    yield from _others(mapping, (layout.MAPPING, layout.TEXT, layout.FIXTURES))
    for fixture in _entries(mapping / layout.FIXTURES):
        if fixture.is_dir():
            yield from _others(fixture, (layout.INPUT, layout.EXPECTED, layout.EXPECT))
        else:
            yield fixture, "A fixture is a folder; move the file into one."


def _others(folder: Path, known: Iterable[str]) -> Iterator[tuple[Path, str]]:
    names = tuple(known)
    for path in _entries(folder):
        if path.name not in names:
            yield path, suggest(path.name, names) or f"Here belong: {', '.join(names)}."


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name not in _ANYWHERE and not path.name.startswith("."))
