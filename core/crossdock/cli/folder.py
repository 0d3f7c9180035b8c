"""The argument that names a project folder, the same in every command."""

from __future__ import annotations

from pathlib import Path

import click

folder_argument = click.argument(
    "folder", metavar="[DIR]", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path)
)


def shown(folder: Path) -> str:
    """The folder as a prefix of the paths in it; '' for the one we are in."""
    return "" if folder == Path() else str(folder)
