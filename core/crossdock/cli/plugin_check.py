"""`crossdock plugin check`."""

from __future__ import annotations

from pathlib import Path

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.output import put_bytes, put_json, say


@click.command()
@click.argument("folder", metavar="[PATH]", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--format", "style", type=click.Choice(["text", "json", "junit"]), default="text")
@click.option("--verbose", "-v", is_flag=True, help="Show the traceback of what failed.")
def check(folder: Path, style: str, verbose: bool) -> int:
    """Hold a plugin's folder to its contracts, offline, and say which rules it breaks.

    It runs the folder's tests in a process that reaches this machine only. Exit code 1 says that a rule is broken, 5
    that there was no test to run.
    """
    from crossdock.cli import plugin_report
    from crossdock.plugin_check.check import check_folder

    report = check_folder(folder)
    if style == "json":
        put_json(plugin_report.as_json(report))
    elif style == "junit":
        put_bytes(plugin_report.as_junit(report))
    plugin_report.say_report(report, verbose=verbose)
    if not report.collected:
        say("There was no test to run; `crossdock plugin new` shows what a plugin's tests look like.", colour="yellow")
        return ExitCode.NOTHING_COLLECTED
    return ExitCode.FINDINGS if report.findings else ExitCode.FINE
