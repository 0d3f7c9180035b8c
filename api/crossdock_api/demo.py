"""`crossdock demo`: a running studio with a project to look at and try."""

from __future__ import annotations

import signal
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import anyio
import click
import msgspec

from crossdock.demo.door import Door
from crossdock.demo.duration import read_duration
from crossdock.demo.folder import demo_folder
from crossdock.demo.note import DemoNote, read_note, write_note
from crossdock.demo.quick import PACE
from crossdock.demo.sandboxes import open_sandboxes, read_running
from crossdock.demo.seed import ENVIRONMENT, PROJECT, seed
from crossdock.demo.seed_flow import FLOW, Access, access_to, seed_flow
from crossdock.demo.shop import Shop
from crossdock.demo.simulator import CLOSING, trade
from crossdock.demo.trouble import Trouble, make_trouble
from crossdock.demo.warehouse import Warehouse
from crossdock.demo.webhooks import direct_webhooks, hook_notes
from crossdock.errors import ConfigurationError
from crossdock.logs import configure_logs
from crossdock.project.folder import read
from crossdock.settings import Settings, default_data_folder, read_settings
from crossdock.store.private_file import make_data_folder
from crossdock.studio.studio import Studio
from crossdock_api.serve import listen, run, serve_app

_NUMBERS_OF_A_START = CLOSING * 2
"""Room for the numbers of every order of one start, those placed by hand included."""

_TRY = """
The demo is up at {url} (Ctrl-C ends it; started again, it goes on where it was).

  In a browser     {url}/ and the API's documentation at {url}/schema
  Tokens           {note} (editor, approver, operator)
  Step by step     docs/first-ten-minutes.md

The flows take orders and cancellations to the warehouse, and dispatches, tracking and stock back to the shop. Both
are sandboxes; {traffic}

  Shop             {shop}/_sandbox/state
  Warehouse        {warehouse}/_sandbox/state
  Place an order   curl {shop}/_sandbox/orders --json @ORDER.json (docs/first-ten-minutes.md has one)
  Counts           curl {flow}/counts -H "$TOKEN"
  Held orders      curl {environment}/holds -H "$TOKEN"
  The story of one CROSSDOCK_TOKEN={operator} crossdock trace NUMBER --server {url} -p {project} -e sandbox

with TOKEN="Authorization: Bearer {operator}"
"""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the command was told."""

    data: Path | None
    port: int | None
    no_traffic: bool
    trouble: str
    pace: float
    running: tuple[str, ...]
    check: bool
    duration: str | None
    form: str


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What the demo of this start is made of."""

    settings: Settings
    sandboxes: Mapping[str, str]
    """Name to address."""
    access: Mapping[str, Access]
    earlier: DemoNote | None
    traffic: bool
    trouble: Trouble
    any_port: bool

    @property
    def starts(self) -> int:
        """How often the demo was started on its data, this time included."""
        return self.earlier.starts + 1 if self.earlier else 1


@click.command()
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of its database, keys and demo.json; `demo` in the default data folder unless told otherwise.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to listen at; 8321, or any free one when it is taken."
)
@click.option("--no-traffic", is_flag=True, help="No orders but those you place yourself, and no trouble.")
@click.option(
    "--trouble",
    type=click.Choice([trouble.value for trouble in Trouble]),
    default=Trouble.SOME.value,
    help="How often the platforms throttle, time out, fail, and lose or repeat what they send; 'some' unless told.",
)
@click.option(
    "--pace",
    type=click.FloatRange(1, 3600),
    default=PACE,
    help=f"How many times faster than in life the warehouse works; {PACE:g} unless told otherwise.",
)
@click.option(
    "--sandbox",
    "running",
    multiple=True,
    metavar="NAME=ADDRESS",
    help="A sandbox that runs already: seko=http://127.0.0.1:9301. Those that are not named are started.",
)
@click.option(
    "--check", is_flag=True, help="Do the whole job once in a temporary folder, without a browser, and say how it went."
)
@click.option(
    "--for",
    "duration",
    metavar="DURATION",
    help="With --check: keep it running under traffic and trouble so long (90s, 20m, 1h), and look again and again.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Of what --for came to.")
def demo(**given: Any) -> None:
    """Run a studio in which a demo project is already live."""
    options = Options(**given)
    if options.check:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # it ends what it started, however it is told to stop
        raise SystemExit(_check(options))
    _run(options)


def _check(options: Options) -> int:
    if options.duration is None:
        from crossdock.demo.check import check_everything

        return check_everything()
    from crossdock.demo.soak import check_for

    configure_logs(quiet=True)
    return check_for(
        read_duration(options.duration), Trouble(options.trouble), options.pace, as_json=options.form == "json"
    )


def _run(options: Options) -> None:
    settings = read_settings(data=options.data or default_data_folder() / "demo", port=options.port)
    folder = make_data_folder(settings.data)
    earlier = read_note(folder)
    known = read_running(options.running)
    configure_logs(quiet=True)
    _say("Starting the sandboxes of the shop and the warehouse ...")
    with open_sandboxes(known, folder, _switches(earlier.starts if earlier else 0, options.pace)) as sandboxes:
        access = {name: access_to(name, address) for name, address in sandboxes.items()}
        plan = Plan(
            settings=_allowing(settings, sandboxes),
            sandboxes=sandboxes,
            access=access,
            earlier=earlier,
            traffic=not options.no_traffic,
            trouble=Trouble(options.trouble),
            any_port=options.port is None,
        )
        run(_serve_demo(plan))


def _switches(starts: int, pace: float) -> dict[str, dict[str, object]]:
    """Of sandboxes that are started after so many earlier ones: what is new must not be taken for known."""
    return {
        "shopify": {"made_before": starts * _NUMBERS_OF_A_START},
        "seko": {"integration_id": f"EXTEA{starts + 1}", "pace": pace},
    }


def _allowing(settings: Settings, sandboxes: Mapping[str, str]) -> Settings:
    """Settings that let connections reach the sandboxes, which listen at private addresses."""
    hosts = tuple(urlsplit(address).netloc for address in sandboxes.values())
    return msgspec.structs.replace(settings, allowed_hosts=(*settings.allowed_hosts, *hosts))


async def _serve_demo(plan: Plan) -> None:
    from crossdock.bootstrap import open_studio
    from crossdock.run.worker_process import worker_running
    from crossdock_api.app import build_app

    listening = _listen(plan.settings, any_port=plan.any_port)
    _say("Starting PostgreSQL and the evaluation processes ...")
    async with open_studio(plan.settings) as studio, worker_running(plan.settings):
        _say(f"Looking after the project '{PROJECT}' ...")
        tokens = await seed(studio, demo_folder(), plan.earlier.tokens if plan.earlier else {})
        await seed_flow(studio, demo_folder(), tokens["editor"], plan.access)
        async with anyio.create_task_group() as group:
            app = build_app(studio, plan.settings)

            def ready(url: str) -> None:
                group.start_soon(_open_shop, plan, studio, url, tokens)

            await serve_app(app, listening, ready)
            group.cancel_scope.cancel()


async def _open_shop(plan: Plan, studio: Studio, url: str, tokens: Mapping[str, str]) -> None:
    """Have the platforms send what they tell here, say that all is ready, and let buyers come."""
    flows = read(demo_folder()).flows
    hooks = hook_notes(flows, url, plan.access)
    for failed in await direct_webhooks(studio, tokens["operator"], flows, hooks, plan.sandboxes):
        _say(failed)
    note = DemoNote(url=url, tokens=dict(tokens), sandboxes=plan.sandboxes, webhooks=hooks, starts=plan.starts)
    _tell(plan, note)
    if not plan.traffic:
        return
    make_trouble(plan.sandboxes, plan.trouble)
    access_token = plan.access["shopify"].secrets["access_token"]
    async with Shop(plan.sandboxes["shopify"], access_token) as shop, Warehouse(plan.sandboxes["seko"]) as warehouse:
        await trade(shop, warehouse, Door())


def _tell(plan: Plan, note: DemoNote) -> None:
    path = write_note(plan.settings.data, note)
    environment = f"{note.url}/api/v1/projects/{PROJECT}/environments/{ENVIRONMENT}"
    _say(
        _TRY.format(
            url=note.url,
            note=path,
            operator=note.tokens["operator"],
            project=PROJECT,
            environment=environment,
            flow=f"{environment}/flows/{FLOW}",
            shop=note.sandboxes["shopify"],
            warehouse=note.sandboxes["seko"],
            traffic="buyers come every few seconds." if plan.traffic else "nobody buys unless you do.",
        )
    )


def _listen(settings: Settings, *, any_port: bool) -> socket.socket:
    try:
        return listen(settings.host, settings.port)
    except ConfigurationError:
        if not any_port:
            raise
        return listen(settings.host, 0)


def _say(text: str) -> None:
    click.echo(text, err=True)
