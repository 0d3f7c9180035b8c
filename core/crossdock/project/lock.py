"""`crossdock.lock`: which Crossdock, engine, plugins and schemas a folder was last checked with.

It is written by `crossdock init` and by `crossdock lint --fix-lock`, and by nothing else; `crossdock lint` warns
where what is installed differs, since the same text may then give another output.
"""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

from crossdock.model.problem import Problem, Severity
from crossdock.model.resource import JsonSchema
from crossdock.project import layout
from crossdock.project.contents import ProjectFolder
from crossdock.project.files import FolderFiles
from crossdock.project.resources import Resources
from crossdock.project.shapes import LockFile
from crossdock.project.write import struct_text

_REMEDY = "Run `crossdock test`, then `crossdock lint --fix-lock`; or install what the lock names."


def installed(project: ProjectFolder, resources: Resources, engine: str) -> LockFile:
    """The lock of a project with what is installed now; raises NotFound for a resource that no plugin has."""
    refs = sorted({ref for mapping in project.mappings for ref in (mapping.source, mapping.target)})
    return LockFile(
        crossdock=version("crossdock"),
        engine=engine,
        plugins=dict(sorted(resources.versions().items())),
        resources={str(ref): _schema_hash(resources.resource(ref).schema) for ref in refs},
    )


def write_lock(root: Path, lock: LockFile) -> None:
    """Write a folder's lock."""
    (root / layout.LOCK).write_bytes(struct_text(lock).encode())


def lock_problems(root: Path, now: LockFile) -> tuple[Problem, ...]:
    """A warning for everything in which a folder's lock differs from what is installed."""
    files = FolderFiles(root)
    if not files.exists(layout.LOCK):
        message = "Nothing says which versions the folder was checked with."
        remedy = "Write it: `crossdock lint --fix-lock`."
        files.note(layout.LOCK, "lock-missing", message, remedy, severity=Severity.WARNING)
        return tuple(files.problems)
    locked = files.struct(layout.LOCK, files.yaml(layout.LOCK), LockFile)
    for what, then, is_now in _differences(locked, now) if locked else ():
        message = f"{what} was {then or 'not there'} and is {is_now or 'not there'}."
        files.note(layout.LOCK, "lock-outdated", message, _REMEDY, severity=Severity.WARNING)
    return tuple(files.problems)


def _differences(locked: LockFile, now: LockFile) -> list[tuple[str, str | None, str | None]]:
    pairs: list[tuple[str, str | None, str | None]]
    pairs = [("Crossdock", locked.crossdock, now.crossdock), ("The engine", locked.engine, now.engine)]
    for title, old, new in (
        ("The plugin {}", locked.plugins, now.plugins),
        ("The schema of {}", locked.resources, now.resources),
    ):
        pairs += [(title.format(name), old.get(name), new.get(name)) for name in sorted({*old, *new})]
    return [(what, then, is_now) for what, then, is_now in pairs if then != is_now]


def _schema_hash(schema: JsonSchema) -> str:
    canonical = json.dumps(schema, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()
