"""`crossdock doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.folder import folder_argument
from crossdock.cli.output import put_json, say

if TYPE_CHECKING:
    from crossdock.cli.examination import Finding
    from crossdock.cli.reliances import ProjectReliances
    from crossdock.settings import Settings


@click.command()
@click.option("--data", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="The data folder.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@folder_argument
def doctor(data: Path | None, style: str, folder: Path) -> int:
    """Check this installation: Python, plugins, evaluation, data folder, keys, database, port.

    Then it lists what the projects take for granted of their platforms though no documentation settles it: of the
    project folder DIR, where it is one, and of every project in the database.

    It only looks; it starts no server and changes no file.
    """
    import asyncio

    from crossdock.settings import read_settings

    findings, relied_on = asyncio.run(_look(read_settings(data=data), folder))
    if style == "json":
        put_json({"checks": findings, "inferred": relied_on})
    else:
        for finding in findings:
            say(f"{'ok    ' if finding.fine else 'WRONG '} {finding.check}: {finding.message}")
            if finding.remedy:
                say(f"       {finding.remedy}")
        for project in relied_on:
            _say_reliances(project)
    return ExitCode.FINE if all(finding.fine for finding in findings) else ExitCode.FINDINGS


async def _look(settings: Settings, folder: Path) -> tuple[tuple[Finding, ...], tuple[ProjectReliances, ...]]:
    from crossdock.cli.examination import examine
    from crossdock.cli.reliances import project_reliances

    return await examine(settings), await project_reliances(settings, folder)


def _say_reliances(project: ProjectReliances) -> None:
    say()
    say(f"{project.project} ({project.place}) takes for granted, though no documentation settles it:")
    for one in project.facts:
        places = ", ".join(map(str, one.used_by))
        say(f"  {one.connector} {one.fact.name}: {one.fact.assumed}")
        say(f"      {one.fact.about}; used by {places}")
