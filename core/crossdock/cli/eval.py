"""`crossdock eval`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossdock.cli.boundary import say_error
from crossdock.cli.engine import engine_option
from crossdock.cli.exit_code import ExitCode
from crossdock.cli.output import put_bytes, say, underlined

if TYPE_CHECKING:
    from crossdock.errors import MappingFailed
    from crossdock.model.analysis import TraceReport
    from crossdock.model.evaluation import EngineName, Mapped


@click.command(name="eval")
@click.argument("arguments", metavar="[EXPR] [INPUT|-]", nargs=-1)
@click.option(
    "--file",
    "-f",
    "file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the expression from a file; the only argument is then the input.",
)
@click.option(
    "--lookups",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of lookups (`<name>.yaml` and `<name>.csv`) for $xref.",
)
@engine_option
@click.option("--trace", is_flag=True, help="Tell what was read, what found nothing, and which branches ran.")
def eval_(arguments: tuple[str, ...], file: Path | None, lookups: Path | None, engine: EngineName, trace: bool) -> int:
    """Evaluate an expression on a JSON input, from a file or, with `-`, from standard input.

    Without an input it is evaluated on null. The output goes to standard output, byte for byte as the studio would
    send it. What was left out with `$keep`, and what `--trace` tells, goes to standard error, and is told of an
    evaluation that fails, too; a trace is always told by Crossdock's own engine.
    """
    import asyncio

    from crossdock.engine.failure import failure

    text, given = _text_and_input(arguments, file)
    mapped, traced = asyncio.run(_map(text, given, lookups, engine, trace))
    _say_on_the_way(mapped, traced, text)
    error = failure(mapped)
    if error is not None:
        _say_where(error, text)
        return ExitCode.FINDINGS
    put_bytes((mapped.output or b"") + b"\n")
    return ExitCode.FINE


def _text_and_input(arguments: tuple[str, ...], file: Path | None) -> tuple[str, bytes]:
    from crossdock.errors import Malformed

    wanted = 1 if file else 2
    if len(arguments) > wanted or (not file and not arguments):
        raise click.UsageError("Give an expression, or --file, and at most one input.")
    try:
        text = file.read_bytes().decode() if file else arguments[0]
    except UnicodeDecodeError as error:
        raise Malformed(f"{file} is not UTF-8 text.", remedy="Save it as UTF-8.") from error
    return text, _input(arguments[-1]) if len(arguments) == wanted else b"null"


def _input(source: str) -> bytes:
    from crossdock.errors import ConfigurationError

    if source == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"The input '{source}' cannot be read: {error.strerror}.",
            remedy="Name a JSON file, or - for standard input.",
        ) from error


async def _map(
    text: str, given: bytes, lookups: Path | None, engine: EngineName, trace: bool
) -> tuple[Mapped, TraceReport | None]:
    from crossdock.bootstrap import open_pipeline
    from crossdock.clock import SystemClock
    from crossdock.model.evaluation import Lane, Runnable
    from crossdock.project.folder import read_lookups

    tables = read_lookups(lookups) if lookups else {}
    anything = Runnable(text=text, source_schema={}, target_schema={})
    now = SystemClock().now()
    async with open_pipeline(engine=engine) as (pipeline, _):
        mapped = await pipeline.map(anything, given, lookups=tables, lane=Lane.DRAFT, received_at=now)
        return mapped, await pipeline.evaluator.trace(text, given, tables, now) if trace else None


def _say_on_the_way(mapped: Mapped, report: TraceReport | None, text: str) -> None:
    """What the trace tells; without one, what was left out."""
    from crossdock.cli.trace_report import left_out_lines, trace_lines

    for line in left_out_lines(mapped) if report is None else trace_lines(report, text):
        say(line)


def _say_where(error: MappingFailed, text: str) -> None:
    say_error(error)
    for problem in error.problems:
        if problem.expression:
            say(f"Line {problem.expression.line}, column {problem.expression.column}:")
            say(underlined(text, problem.expression))
