"""The wheel that a plugin's folder makes, and what is missing in it."""

from __future__ import annotations

import configparser
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from crossdock.errors import ConfigurationError
from crossdock.plugin_check.folder import PluginFolder
from crossdock.plugins import GROUP

SECONDS = 300
_BUILD = """
import importlib, json, sys
backend, path, place = json.loads(sys.argv[1])
sys.path[:0] = path
module, _, name = backend.partition(":")
hooks = importlib.import_module(module)
for part in filter(None, name.split(".")):
    hooks = getattr(hooks, part)
hooks.build_wheel(place)
"""
"""The hook of PEP 517, called as a build frontend calls it."""


def wheel_faults(folder: PluginFolder) -> Iterator[str]:
    """What is missing in the wheel, in sentences."""
    with tempfile.TemporaryDirectory(prefix="crossdock-wheel-") as place:
        try:
            wheel = _built(folder, Path(place))
        except ConfigurationError as error:
            yield str(error)
            return
        with zipfile.ZipFile(wheel) as archive:
            yield from _missing_files(folder, frozenset(archive.namelist()))
            yield from _missing_points(folder, archive)


def _built(folder: PluginFolder, place: Path) -> Path:
    given = json.dumps([folder.backend, [str(folder.root / path) for path in folder.backend_path], str(place)])
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, given],
        cwd=folder.root,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    wheels = list(place.glob("*.whl"))
    if done.returncode or not wheels:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise ConfigurationError(
            f"No wheel can be built with '{folder.backend}': {said[-1]}.",
            remedy="Install what [build-system] requires into this environment, and look at what the build says.",
        )
    return wheels[0]


def _missing_files(folder: PluginFolder, names: frozenset[str]) -> Iterator[str]:
    for package in folder.packages:
        place = folder.source / package
        if not (place.is_dir() or place.with_suffix(".py").is_file()):
            yield f"The entry points name the package '{package}', which is not in this folder."
        for path in sorted(place.rglob("*")):
            name = path.relative_to(folder.source).as_posix()
            if path.is_file() and "__pycache__" not in path.parts and name not in names:
                yield f"The wheel has no '{name}'; name it as package data."


def _missing_points(folder: PluginFolder, archive: zipfile.ZipFile) -> Iterator[str]:
    told = configparser.ConfigParser(delimiters=("=",))
    told.optionxform = str  # type: ignore[assignment,method-assign]  # the documented way to keep upper case
    for name in archive.namelist():
        if name.endswith(".dist-info/entry_points.txt"):
            told.read_string(archive.read(name).decode())
    found = dict(told[GROUP]) if told.has_section(GROUP) else {}
    for name, module in folder.points.items():
        if found.get(name) != module:
            yield f"The wheel's entry points do not name '{name}' as pyproject.toml does."
