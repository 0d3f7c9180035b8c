"""`crossdock connections`: authorising one at its platform."""

from __future__ import annotations

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.output import say
from crossdock.cli.remote import Place, Remote, which_environment, which_server


@click.group()
def connections() -> None:
    """Authorise connections at their platforms."""


@connections.command()
@click.argument("name")
@which_environment
@which_server
@click.option(
    "--redirect",
    metavar="URL",
    required=True,
    help="Where the platform is to send the browser afterwards, as it is registered there; nothing needs to be there.",
)
def authorise(name: str, place: Place, remote: Remote, redirect: str) -> int:
    """Have a person allow the connection NAME in a browser, and keep what the platform gives for that."""
    import msgspec

    from crossdock.model.authorisation import Authorisation, AuthorisationAsked, AuthorisationGiven
    from crossdock.model.project import Connection

    path = f"{place.path}/connections/{name}/authorisation"
    with remote.connect() as server:
        asked = server.ask(path, msgspec.json.encode(AuthorisationAsked(redirect=redirect)), Authorisation)
        say(f"Open this in a browser, and allow it within ten minutes:\n\n{asked.address}\n")
        address = click.prompt("The whole address that the browser came to then", hide_input=True)
        given = msgspec.json.encode(AuthorisationGiven(address=address.strip()))
        changed = server.ask(f"{path}/code", given, Connection)
    say(f"The connection '{changed.name}' is authorised; its secrets are {', '.join(changed.secrets_set)}.")
    return ExitCode.FINE
