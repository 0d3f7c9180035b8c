"""`crossdock test`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.folder import folder_argument
from crossdock.cli.output import put_bytes, put_json, say

if TYPE_CHECKING:
    from crossdock.model.fixture import FixtureReport
    from crossdock.project.fixture_run import Selection


@click.command()
@folder_argument
@click.argument("mappings", metavar="[MAPPING]...", nargs=-1)
@click.option("--fixture", "fixtures", metavar="NAME", multiple=True, help="Only fixtures of this name; repeatable.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first failure.")
@click.option("--format", "style", type=click.Choice(["text", "json", "junit"]), default="text")
def test(folder: Path, mappings: tuple[str, ...], fixtures: tuple[str, ...], fail_fast: bool, style: str) -> int:
    """Run the fixtures of a project folder, all of them or those of the mappings named.

    It is the studio's own pipeline and engine; there is no server and no database. Exit code 5 says that there was
    nothing to run.
    """
    import anyio

    from crossdock.project.fixture_run import Selection

    reports = anyio.run(_run, folder, Selection(mappings=mappings, fixtures=fixtures), fail_fast)
    _report(reports, style)
    if not reports:
        say("There is no fixture to run. `crossdock lint` says what is missing.", colour="yellow")
        return ExitCode.NOTHING_COLLECTED
    return ExitCode.FINDINGS if any(report.failed for report in reports) else ExitCode.FINE


async def _run(folder: Path, selection: Selection, fail_fast: bool) -> tuple[FixtureReport, ...]:
    from crossdock.bootstrap import open_pipeline
    from crossdock.cli.progress import progress_of
    from crossdock.project.fixture_run import collect, run

    async with open_pipeline() as (pipeline, catalogue):
        cases = collect(folder, catalogue, selection)
        with progress_of(len(cases)) as progress:
            return await run(cases, pipeline, progress, fail_fast=fail_fast)


def _report(reports: tuple[FixtureReport, ...], style: str) -> None:
    from crossdock.cli import test_report

    if style == "json":
        put_json(test_report.as_json(reports))
    elif style == "junit":
        put_bytes(test_report.as_junit(reports))
    test_report.say_report(reports, passed_too=style == "text")
