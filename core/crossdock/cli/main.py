"""The `crossdock` command."""

from __future__ import annotations

import sys

import click

from crossdock.cli.boundary import run
from crossdock.cli.commands import Commands


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(package_name="crossdock", message="crossdock %(version)s")
def crossdock(debug: bool) -> None:
    """The open mapping studio for commerce integrations.

    \b
    Exit codes: 0 fine, 1 findings or failed tests, 2 usage or configuration,
    3 server or network, 4 permission or approval missing, 5 nothing to test.
    """


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(run(crossdock, sys.argv[1:]))


if __name__ == "__main__":
    main()
