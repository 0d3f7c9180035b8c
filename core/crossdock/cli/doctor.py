"""`crossdock doctor`."""

from __future__ import annotations

from pathlib import Path

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.output import put_json, say


@click.command()
@click.option("--data", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="The data folder.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def doctor(data: Path | None, style: str) -> int:
    """Check this installation: Python, plugins, evaluation, data folder, keys, database, port.

    It only looks; it starts no server and changes no file.
    """
    import asyncio

    from crossdock.cli.examination import examine
    from crossdock.settings import read_settings

    findings = asyncio.run(examine(read_settings(data=data)))
    if style == "json":
        put_json({"checks": findings})
    else:
        for finding in findings:
            say(f"{'ok    ' if finding.fine else 'WRONG '} {finding.check}: {finding.message}")
            if finding.remedy:
                say(f"       {finding.remedy}")
    return ExitCode.FINE if all(finding.fine for finding in findings) else ExitCode.FINDINGS
