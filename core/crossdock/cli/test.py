"""`crossdock test`."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossdock.cli.engine import engine_option
from crossdock.cli.exit_code import ExitCode
from crossdock.cli.folder import folder_argument
from crossdock.cli.output import put_bytes, put_json, say

if TYPE_CHECKING:
    from crossdock.model.evaluation import EngineName
    from crossdock.model.fixture import FixtureReport
    from crossdock.project.fixture_run import Selection


@click.command()
@folder_argument
@click.argument("mappings", metavar="[MAPPING]...", nargs=-1)
@click.option("--fixture", "fixtures", metavar="NAME", multiple=True, help="Only fixtures of this name; repeatable.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first failure.")
@engine_option
@click.option(
    "--cross-check", is_flag=True, help="Run each fixture on the other engine too; a difference is a failure."
)
@click.option("--format", "style", type=click.Choice(["text", "json", "junit"]), default="text")
def test(
    folder: Path,
    mappings: tuple[str, ...],
    fixtures: tuple[str, ...],
    fail_fast: bool,
    engine: EngineName,
    cross_check: bool,
    style: str,
) -> int:
    """Run the fixtures of a project folder, all of them or those of the mappings named.

    It is the studio's own pipeline and engine; there is no server and no database. Exit code 5 says that there was
    nothing to run.
    """
    import asyncio

    from crossdock.project.fixture_run import Selection

    selection = Selection(mappings=mappings, fixtures=fixtures)
    other = engine.other if cross_check else None
    reports = asyncio.run(_run(folder, selection, fail_fast, engine, other))
    _report(reports, style)
    if not reports:
        say("There is no fixture to run. `crossdock lint` says what is missing.", colour="yellow")
        return ExitCode.NOTHING_COLLECTED
    return ExitCode.FINDINGS if any(report.failed for report in reports) else ExitCode.FINE


async def _run(
    folder: Path, selection: Selection, fail_fast: bool, engine: EngineName, second: EngineName | None
) -> tuple[FixtureReport, ...]:
    from crossdock.bootstrap import open_pipeline
    from crossdock.cli.progress import progress_of
    from crossdock.project.fixture_run import collect, run

    async with AsyncExitStack() as stack:
        pipeline, catalogue = await stack.enter_async_context(open_pipeline(engine=engine))
        cases = collect(folder, catalogue, selection)
        other, _ = await stack.enter_async_context(open_pipeline(engine=second)) if second else (None, None)
        progress = stack.enter_context(progress_of(len(cases)))
        return await run(cases, pipeline, progress, fail_fast=fail_fast, other=other)


def _report(reports: tuple[FixtureReport, ...], style: str) -> None:
    from crossdock.cli import test_report

    if style == "json":
        put_json(test_report.as_json(reports))
    elif style == "junit":
        put_bytes(test_report.as_junit(reports))
    test_report.say_report(reports, passed_too=style == "text")
