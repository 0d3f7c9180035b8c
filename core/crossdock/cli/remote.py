"""The options of commands that speak to a server: which one, as whom, and where on it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crossdock.errors import ConfigurationError

if TYPE_CHECKING:
    from crossdock.cli.server import Server

Command = Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Remote:
    """A server, and where the token for it is."""

    url: str
    token_file: Path | None

    def connect(self) -> Server:
        """The server, to be entered; raises ConfigurationError where there is no token, or none that can be one."""
        from crossdock.cli.server import Server

        return Server(self.url, _token(self.token_file))


@dataclass(frozen=True, kw_only=True)
class Place:
    """A project's environment, in which records live."""

    project: str
    environment: str

    @property
    def path(self) -> str:
        """Its path below the API's own."""
        return f"projects/{self.project}/environments/{self.environment}"


def which_server(command: Command) -> Command:
    """Options that are given to the command as `remote`."""

    @click.option(
        "--server",
        "url",
        metavar="URL",
        required=True,
        envvar="CROSSDOCK_SERVER",
        show_envvar=True,
        help="Its address, as https://host:port.",
    )
    @click.option(
        "--token-file",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A file with the token; without it, CROSSDOCK_TOKEN from the environment.",
    )
    @wraps(command)
    def run(url: str, token_file: Path | None, **others: Any) -> Any:
        return command(remote=Remote(url=url, token_file=token_file), **others)

    return run


def which_environment(command: Command) -> Command:
    """Options that are given to the command as `place`."""

    @click.option("--project", "-p", metavar="NAME", required=True, help="The project.")
    @click.option("--environment", "-e", metavar="NAME", required=True, help="Its environment.")
    @wraps(command)
    def run(project: str, environment: str, **others: Any) -> Any:
        return command(place=Place(project=project, environment=environment), **others)

    return run


def _token(file: Path | None) -> str:
    token = file.read_text().strip() if file else os.environ.get("CROSSDOCK_TOKEN", "")
    if not token:
        raise ConfigurationError(
            "There is no token for the server.", remedy="Set CROSSDOCK_TOKEN, or name a file with --token-file."
        )
    return token
