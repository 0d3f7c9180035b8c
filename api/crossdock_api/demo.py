"""`crossdock demo`: a running studio with a project to look at and try."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import anyio
import click
import httpx
import msgspec

from crossdock.demo.folder import demo_folder
from crossdock.demo.goods import stock_up
from crossdock.demo.note import DemoNote, HookNote, read_note, write_note
from crossdock.demo.sandboxes import open_sandboxes, read_running
from crossdock.demo.seed import ENVIRONMENT, PROJECT, seed
from crossdock.demo.seed_flow import FLOW, Access, access_to, seed_flow
from crossdock.demo.shop import Shop
from crossdock.demo.simulator import CLOSING, trade
from crossdock.errors import ConfigurationError
from crossdock.logs import configure_logs
from crossdock.settings import Settings, default_data_folder, read_settings
from crossdock.store.private_file import make_data_folder
from crossdock_api.serve import listen, run, serve_app

_NUMBERS_OF_A_START = CLOSING * 2
"""Room for the numbers of every order of one start, those placed by hand included."""

_TRY = """
The demo is up at {url} (Ctrl-C ends it; started again, it goes on where it was).

  In a browser     {url}/ and the API's documentation at {url}/schema
  Tokens           {note} (editor, approver, operator)
  Step by step     docs/first-ten-minutes.md

The flow 'orders' takes what the shop sells to the warehouse. Both are sandboxes; {traffic}

  Shop             {shop}/_sandbox/state
  Warehouse        {warehouse}/_sandbox/state
  Place an order   curl {shop}/_sandbox/orders --json @ORDER.json (docs/first-ten-minutes.md has one)
  Counts           curl {flow}/counts -H "$TOKEN"
  Held orders      curl {environment}/holds -H "$TOKEN"
  The story of one CROSSDOCK_TOKEN={operator} crossdock trace NUMBER --server {url} -p {project} -e sandbox

with TOKEN="Authorization: Bearer {operator}"
"""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What the demo of this start is made of."""

    settings: Settings
    sandboxes: Mapping[str, str]
    """Name to address."""
    access: Mapping[str, Access]
    earlier: DemoNote | None
    traffic: bool
    any_port: bool

    @property
    def starts(self) -> int:
        """How often the demo was started on its data, this time included."""
        return self.earlier.starts + 1 if self.earlier else 1

    @property
    def webhook_secret(self) -> str:
        return self.access["shopify"].secrets["webhook_secret"]


@click.command()
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of its database, keys and demo.json; `demo` in the default data folder unless told otherwise.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to listen at; 8321, or any free one when it is taken."
)
@click.option("--no-traffic", is_flag=True, help="No orders but those you place yourself.")
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
def demo(data: Path | None, port: int | None, no_traffic: bool, running: tuple[str, ...], check: bool) -> None:
    """Run a studio in which a demo project is already live."""
    if check:
        from crossdock.demo.check import check_everything

        raise SystemExit(check_everything())
    settings = read_settings(data=data or default_data_folder() / "demo", port=port)
    folder = make_data_folder(settings.data)
    earlier = read_note(folder)
    known = read_running(running)
    configure_logs(quiet=True)
    _say("Starting the sandboxes of the shop and the warehouse ...")
    before = earlier.starts * _NUMBERS_OF_A_START if earlier else 0
    with open_sandboxes(known, folder, {"shopify": {"made_before": before}}) as sandboxes:
        access = {name: access_to(name, address) for name, address in sandboxes.items()}
        if "seko" not in known:
            stock_up(sandboxes["seko"], access["seko"])
        plan = Plan(
            settings=_allowing(settings, sandboxes),
            sandboxes=sandboxes,
            access=access,
            earlier=earlier,
            traffic=not no_traffic,
            any_port=port is None,
        )
        run(_serve_demo(plan))


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
                group.start_soon(_open_shop, plan, url, tokens)

            await serve_app(app, listening, ready)
            group.cancel_scope.cancel()


async def _open_shop(plan: Plan, url: str, tokens: Mapping[str, str]) -> None:
    """Have the shop send its orders here, say that all is ready, and let buyers come."""
    note = DemoNote(
        url=url,
        tokens=dict(tokens),
        sandboxes=plan.sandboxes,
        webhooks={FLOW: HookNote(url=_hook(url), secret=plan.webhook_secret)},
        starts=plan.starts,
    )
    async with Shop(plan.sandboxes["shopify"], plan.access["shopify"].secrets["access_token"]) as shop:
        sells = await _subscribe(shop, note.webhooks[FLOW].url)
        _tell(plan, note)
        if sells and plan.traffic:
            await trade(shop)


async def _subscribe(shop: Shop, url: str) -> bool:
    """Whether the shop sends its orders to an address; where it does not, the rest of the demo is still worth having."""
    try:
        await shop.subscribe(url)
    except httpx.HTTPError as error:
        _say(f"The shop sends no orders to {url}: {error}")
        return False
    return True


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


def _hook(url: str) -> str:
    """Where the shop, on this machine, reaches the flow."""
    host = urlsplit(url).hostname or ""
    if ipaddress.ip_address(host).is_unspecified:
        url = url.replace(f"[{host}]" if ":" in host else host, "[::1]" if ":" in host else "127.0.0.1", 1)
    return f"{url}/hooks/{ENVIRONMENT}/{PROJECT}/{FLOW}"


def _listen(settings: Settings, *, any_port: bool) -> socket.socket:
    try:
        return listen(settings.host, settings.port)
    except ConfigurationError:
        if not any_port:
            raise
        return listen(settings.host, 0)


def _say(text: str) -> None:
    click.echo(text, err=True)
