"""A plugin's folder, as its pyproject.toml tells it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from crossdock.errors import ConfigurationError
from crossdock.plugins import GROUP

PYPROJECT = "pyproject.toml"


class PluginFolder(msgspec.Struct, frozen=True, kw_only=True):
    """What is checked."""

    root: Path
    distribution: str
    version: str
    """'' where the build backend finds it out."""
    points: Mapping[str, str]
    """The entry points in Crossdock's group: name to module."""
    backend: str
    """'package.module' or 'package.module:object' of PEP 517."""
    backend_path: tuple[str, ...] = ()

    @property
    def source(self) -> Path:
        """Where its packages are: the folder itself, or `src` in it."""
        src = self.root / "src"
        return src if src.is_dir() else self.root

    @property
    def packages(self) -> tuple[str, ...]:
        """The top-level packages that its entry points name."""
        return tuple(dict.fromkeys(module.partition(":")[0].partition(".")[0] for module in self.points.values()))


def read_folder(root: Path) -> PluginFolder:
    """Raises ConfigurationError where a folder is no plugin's."""
    document = _pyproject(root)
    project = document.get("project", {})
    points = project.get("entry-points", {}).get(GROUP, {})
    if not points:
        raise ConfigurationError(
            f"'{root / PYPROJECT}' names no entry point in the group '{GROUP}'.",
            remedy=f'A plugin is found by one: [project.entry-points.{GROUP}], then acme = "crossdock_acme.plugin".',
        )
    build = document.get("build-system", {})
    return PluginFolder(
        root=root.resolve(),
        distribution=project.get("name", ""),
        version=project.get("version", ""),
        points=points,
        backend=build.get("build-backend", "setuptools.build_meta:__legacy__"),  # as PEP 517 has it
        backend_path=tuple(build.get("backend-path", ())),
    )


def _pyproject(root: Path) -> dict[str, Any]:
    path = root / PYPROJECT
    remedy = "Name a plugin's folder; `crossdock plugin new` writes one."
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigurationError(f"'{path}' cannot be read: {error.strerror}.", remedy=remedy) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"'{path}' is not TOML: {error}.", remedy="Correct it.") from error
