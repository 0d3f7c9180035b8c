"""The one place where errors become words and an exit code."""

from __future__ import annotations

import traceback
from collections.abc import Sequence

import click

from crossdock.cli.exit_code import ExitCode, exit_code
from crossdock.cli.output import say, say_problems
from crossdock.errors import CrossdockError


def run(command: click.Command, arguments: Sequence[str]) -> int:
    """Run a command line; returns the exit code, having said on stderr what went wrong."""
    debug = "--debug" in arguments[:1]
    try:
        result = command.main(list(arguments), prog_name="crossdock", standalone_mode=False)
    except click.Abort:
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except CrossdockError as error:
        say_error(error, debug=debug)
        return exit_code(error)
    except BrokenPipeError:
        return ExitCode.FINE  # whoever read our output has seen enough
    except Exception as error:  # noqa: BLE001  # the last word on a fault of ours
        _say_fault(error, debug=debug)
        return ExitCode.FAULT
    return result if isinstance(result, int) else ExitCode.FINE


def say_error(error: CrossdockError, *, debug: bool = False) -> None:
    """An error in plain words: what, every place, and the remedy; with the traceback where that is asked for."""
    if debug:
        say("".join(traceback.format_exception(error)))
    say(f"Error: {error.message}", colour="red")
    shown = [problem for problem in error.problems if problem.message != error.message or problem.file]
    say_problems(shown)
    if error.remedy and error.remedy not in [problem.remedy for problem in shown]:
        say(error.remedy)


def _say_fault(error: Exception, *, debug: bool) -> None:
    if debug:
        say("".join(traceback.format_exception(error)))
    say(f"Crossdock is at fault: {type(error).__name__}: {error}", colour="red")
    if not debug:
        say("Run it again as `crossdock --debug ...` and report the traceback it shows.")
