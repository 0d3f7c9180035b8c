"""Reading a project folder's files one by one, gathering what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec

from crossdock.engine.json_text import decode
from crossdock.errors import InvalidInput, Malformed
from crossdock.jsonata.undefined import UNDEFINED
from crossdock.model.name import check_name
from crossdock.model.problem import Problem, Severity, Side
from crossdock.nearest import suggest
from crossdock.project import yaml_text
from crossdock.project.schemas import check_of, schema_of

Shape = TypeVar("Shape", bound=msgspec.Struct)


class FolderFiles:
    """The files below one folder. Reading gives None for what cannot be read, and notes a problem instead."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self._lines: dict[str, dict[str, int]] = {}

    def folders(self, path: str, kind: str) -> tuple[str, ...]:
        """Names of the folders in a folder, sorted; one that cannot be the name of a `kind` is a problem."""
        found = sorted(entry.name for entry in self._entries(path) if entry.is_dir())
        return tuple(name for name in found if self._named(kind, name, f"{path}/{name}"))

    def stems(self, path: str, suffix: str, kind: str) -> tuple[str, ...]:
        """Names, without the suffix, of the files of one suffix in a folder, sorted."""
        found = sorted(entry.stem for entry in self._entries(path) if entry.suffix == suffix and entry.is_file())
        return tuple(name for name in found if self._named(kind, name, f"{path}/{name}{suffix}"))

    def exists(self, path: str) -> bool:
        return (self.root / path).is_file()

    def raw(self, path: str, remedy: str = "") -> bytes | None:
        """A file's bytes; `remedy` says what to do where there is none."""
        try:
            return (self.root / path).read_bytes()
        except FileNotFoundError:
            self.note(path, "missing-file", "The file is missing.", remedy or "Create it.")
        except OSError as error:
            self.note(path, "unreadable-file", f"The file cannot be read: {error.strerror}.", "Check its rights.")
        return None

    def text(self, path: str, remedy: str = "") -> str | None:
        """A file's text, its line ends untouched."""
        raw = self.raw(path, remedy)
        try:
            return None if raw is None else raw.decode()
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.note(path, "not-utf-8", "The file is not UTF-8 text.", "Save it as UTF-8.", line=line)
            return None

    def json(self, path: str) -> Any:
        """A JSON file's value, or UNDEFINED: null is a value."""
        raw = self.raw(path)
        if raw is None:
            return UNDEFINED
        try:
            return decode(raw)
        except Malformed as error:
            self.take(path, error)
            return UNDEFINED

    def yaml(self, path: str, remedy: str = "") -> yaml_text.Document | None:
        """A YAML file's value with its lines."""
        text = self.text(path, remedy)
        if text is None:
            return None
        try:
            document = yaml_text.read(text)
        except Malformed as error:
            self.take(path, error)
            return None
        self._lines[path] = dict(document.lines)
        return document

    def struct(self, path: str, document: yaml_text.Document | None, shape: type[Shape]) -> Shape | None:
        """A YAML file's value as a struct; everything its schema refuses is noted with its line."""
        if document is None:
            return None
        refused = check_of(shape).problems(document.value, Side.REQUEST)
        self.problems.extend(self._placed(path, problem, schema_of(shape)) for problem in refused)
        return None if refused else msgspec.convert(document.value, shape)

    def line(self, path: str, pointer: str) -> int | None:
        """The line of a place in a YAML file that was read, or of the nearest place around it."""
        lines = self._lines.get(path, {})
        while pointer and pointer not in lines:
            pointer = pointer.rpartition("/")[0]
        return lines.get(pointer)

    def note(
        self,
        path: str,
        code: str,
        message: str,
        remedy: str,
        *,
        line: int | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a problem of a file."""
        self.problems.append(
            Problem(code=code, message=message, remedy=remedy, file=path, line=line, severity=severity)
        )

    def take(self, path: str, error: InvalidInput) -> None:
        """Note every problem of an error, or the error itself, as a file's."""
        given = error.problems or [Problem(code=error.stable_code, message=error.message, remedy=error.remedy)]
        self.problems.extend(msgspec.structs.replace(problem, file=path) for problem in given)

    def _entries(self, path: str) -> list[Path]:
        folder = self.root / path
        return [entry for entry in folder.iterdir() if entry.name[0] != "."] if folder.is_dir() else []

    def _named(self, kind: str, name: str, path: str) -> bool:
        try:
            check_name(kind, name)
        except InvalidInput as error:
            self.take(path, error)
            return False
        return True

    def _placed(self, path: str, problem: Problem, schema: dict[str, Any]) -> Problem:
        pointer = problem.pointer or ""
        placed = msgspec.structs.replace(problem, side=None, file=path, line=self.line(path, pointer))
        if problem.code != "additionalProperties":
            return placed
        key = pointer.rpartition("/")[2]
        known = {name for shape in schema["$defs"].values() for name in shape.get("properties", {})}
        remedy = suggest(key, known) or f"Remove it; known are: {', '.join(sorted(known))}."
        return msgspec.structs.replace(
            placed, code="unknown-key", message=f"There is no key '{key}' at this place.", remedy=remedy
        )
