"""`crossdock init`: a project folder to start from, with a mapping, a lookup and fixtures that pass."""

from __future__ import annotations

from pathlib import Path

from crossdock.errors import ConfigurationError
from crossdock.model.name import check_name
from crossdock.project import folder, layout
from crossdock.project.contents import ProjectFolder

TEMPLATE = Path(__file__).parent / "template"
_NAME = "project-name"
_NAMED_FILES = (layout.PROJECT, "README.md")


def template() -> ProjectFolder:
    """The project that a new folder holds."""
    return folder.read(TEMPLATE)


def write_template(root: Path, name: str) -> tuple[Path, ...]:
    """Write a new project folder; the files written.

    Raises InvalidInput for a name that cannot be a project's, ConfigurationError where a file is there already:
    nothing is written then.
    """
    check_name("project", name)
    sources = sorted(path for path in TEMPLATE.rglob("*") if path.is_file())
    targets = {source: root / source.relative_to(TEMPLATE) for source in sources}
    _refuse_existing(list(targets.values()))
    for source, target in targets.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        content = source.read_bytes()
        if source.relative_to(TEMPLATE).as_posix() in _NAMED_FILES:
            content = content.replace(_NAME.encode(), name.encode())
        target.write_bytes(content)
    return tuple(targets.values())


def _refuse_existing(paths: list[Path]) -> None:
    for path in paths:
        if path.exists():
            raise ConfigurationError(
                f"'{path}' is there already.", remedy="Name an empty folder, or remove what is in the way."
            )
