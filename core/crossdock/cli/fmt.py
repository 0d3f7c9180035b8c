"""`crossdock fmt`."""

from __future__ import annotations

from pathlib import Path

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.folder import folder_argument
from crossdock.cli.output import say


@click.command()
@folder_argument
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if something would be changed.")
def fmt(folder: Path, check: bool) -> int:
    """Bring the YAML, CSV and expected.json files of a project folder into their canonical form.

    Mapping texts and inputs stay as they are, byte for byte, and so do YAML files with comments inside.
    """
    from crossdock.project.folder import read
    from crossdock.project.format import changes

    changed = changes(folder, read(folder))
    for path, content in changed.items():
        if not check:
            path.write_bytes(content)
        say(f"{'Would change' if check else 'Changed'} {path}")
    if not changed:
        say("Every file is in its canonical form.")
    return ExitCode.FINDINGS if check and changed else ExitCode.FINE
