"""`crossdock demo`: a running studio with a project to look at and try."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from crossdock.demo.folder import demo_folder
from crossdock.demo.note import DemoNote, read_note, write_note
from crossdock.demo.seed import seed
from crossdock.errors import ConfigurationError
from crossdock.settings import Settings, default_data_folder, read_settings
from crossdock_api.logs import configure_logs
from crossdock_api.serve import listen, run, serve_app

_TRY = """
The demo is up at {url} (Ctrl-C ends it; started again, it goes on where it was).

  In a browser   {url}/ and the API's documentation at {url}/schema
  Tokens         {note} (editor, approver, operator)
  By curl        curl {url}/api/v1/projects/demo/mappings -H "Authorization: Bearer {editor}"
  Step by step   docs/first-ten-minutes.md
"""


@click.command()
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of its database, keys and demo.json; `demo` in the default data folder unless told otherwise.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to listen at; 8321, or any free one when it is taken."
)
@click.option(
    "--check", is_flag=True, help="Do the whole job once in a temporary folder, without a browser, and say how it went."
)
def demo(data: Path | None, port: int | None, check: bool) -> None:
    """Run a studio in which a demo project is already live."""
    if check:
        from crossdock.demo.check import check_everything

        raise SystemExit(check_everything())
    settings = read_settings(data=data or default_data_folder() / "demo", port=port)
    run(_serve_demo(settings, any_port=port is None))


async def _serve_demo(settings: Settings, *, any_port: bool) -> None:
    from crossdock.bootstrap import open_studio
    from crossdock_api.app import build_app

    configure_logs(quiet=True)
    listening = _listen(settings, any_port=any_port)
    _say("Starting PostgreSQL and the evaluation processes ...")
    async with open_studio(settings) as studio:
        _say("Looking after the project 'demo' ...")
        earlier = read_note(settings.data)
        tokens = await seed(studio, demo_folder(), earlier.tokens if earlier else {})

        def tell(url: str) -> None:
            path = write_note(settings.data, DemoNote(url=url, tokens=tokens))
            _say(_TRY.format(url=url, note=path, editor=tokens["editor"]))

        await serve_app(build_app(studio, settings), listening, tell)


def _listen(settings: Settings, *, any_port: bool) -> socket.socket:
    try:
        return listen(settings.host, settings.port)
    except ConfigurationError:
        if not any_port:
            raise
        return listen(settings.host, 0)


def _say(text: str) -> None:
    click.echo(text, err=True)
