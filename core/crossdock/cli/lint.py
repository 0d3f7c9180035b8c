"""`crossdock lint`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.folder import folder_argument, shown
from crossdock.cli.output import put_json, put_text, say, say_problems

if TYPE_CHECKING:
    from crossdock.model.problem import Problem


@click.command()
@folder_argument
@click.option("--format", "style", type=click.Choice(["text", "json", "sarif", "github"]), default="text")
@click.option("--strict", is_flag=True, help="Let warnings fail, too.")
@click.option("--fix-lock", is_flag=True, help="Write crossdock.lock with what is installed, before looking.")
@click.option(
    "--schemas",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the JSON Schemas of the YAML files into DIR, for editors, and do nothing else.",
)
def lint(folder: Path, style: str, strict: bool, fix_lock: bool, schemas: Path | None) -> int:
    """Look for mistakes in a project folder: files, expressions, fixtures, lookups, flows, secrets."""
    if schemas is not None:
        return _write_schemas(schemas)
    import asyncio

    problems = asyncio.run(_lint(folder, fix_lock))
    _report(problems, folder, style)
    return ExitCode.FINDINGS if any(strict or problem.severity == "error" for problem in problems) else ExitCode.FINE


async def _lint(folder: Path, fix_lock: bool) -> tuple[Problem, ...]:
    from crossdock.bootstrap import open_pipeline
    from crossdock.project.folder import read
    from crossdock.project.lint import lint as find_problems
    from crossdock.project.lock import installed, write_lock

    async with open_pipeline() as (pipeline, catalogue):
        if fix_lock:
            write_lock(folder, installed(read(folder), catalogue, pipeline.evaluator.name))
        return await find_problems(folder, pipeline, catalogue)


def _report(problems: tuple[Problem, ...], folder: Path, style: str) -> None:
    from crossdock.cli import annotations

    if style == "json":
        put_json({"problems": problems})
    elif style == "sarif":
        put_json(annotations.sarif(problems, folder))
    elif style == "github" and problems:
        put_text("\n".join(annotations.github(problem, folder) for problem in problems))
    elif style == "text":
        say_problems(problems, shown(folder))
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    say(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}.", colour="red" if errors else "green")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _write_schemas(folder: Path) -> int:
    from crossdock.project.schemas import write_schemas

    for path in write_schemas(folder):
        say(f"Wrote {path}")
    return ExitCode.FINE
