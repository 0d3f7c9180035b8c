"""Patchworks in the middle: each example's orders pass through a process flow to the example's own hook.

Nothing of a project changes for it. The process flow passes on what the shop told, byte for byte, and a script in it
signs that with the secret of the project's own connection, in the way that its connector declares. An example whose shop
is in `SHOPS` takes part by itself as soon as it is there.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from between import EXAMPLES, at_work, served
from bigcommerce_day import STORE, BigCommerceDay
from bigcommerce_day import TOKEN as STORE_TOKEN
from patchworks_day import BehindPatchworks, PatchworksDay
from shop_day import API, TOKEN, World, states

from crossdock.connect import HmacSignature, Incoming, StandardWebhooks, Webhook
from crossdock.connect.catalogue import Catalogue
from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.settings_form import fill, secret_names
from crossdock.demo.seed import ENVIRONMENT
from crossdock.evaluate.pool import EvaluationPool
from crossdock.project import layout, yaml_text
from crossdock.store.database import Database
from crossdock.testing.receiver import Receiver

TRIGGER = "orders-as-they-are"
THROUGH = "through-patchworks"
"""What the sandbox of Patchworks is called beside the project's connections."""


class StoreBehind(BehindPatchworks, BigCommerceDay):
    """A BigCommerce store behind Patchworks."""

    async def buy(self, **lines: int) -> Any:
        """A buyer orders and pays."""
        order = self.begin(**lines, pays=True)
        self.run_flows()
        await self.bring("orders")
        return order


def told_by_shopify(shop: httpx.Client, address: str) -> None:
    """Have the shop tell of new orders at an address."""
    wanted = {"webhook": {"topic": "orders/create", "address": address, "format": "json"}}
    shop.post(f"{API}/webhooks.json", json=wanted, headers=TOKEN).raise_for_status()


def told_by_bigcommerce(shop: httpx.Client, address: str) -> None:
    """Have the store tell of orders whose status changed at an address."""
    shop.post("/_sandbox/switches", json={"quota": 100_000}).raise_for_status()
    wanted = {"scope": "store/order/statusUpdated", "destination": address, "is_active": True}
    shop.post(f"{STORE}/v3/hooks", json=wanted, headers=STORE_TOKEN).raise_for_status()


class Shop(NamedTuple):
    """How a platform's shop is had tell of orders, and how it is bought in."""

    tell: Callable[[httpx.Client, str], None]
    day: type[PatchworksDay] | type[StoreBehind]


Day = PatchworksDay | StoreBehind
SHOPS: Mapping[str, Shop] = {
    "shopify": Shop(told_by_shopify, PatchworksDay),
    "bigcommerce": Shop(told_by_bigcommerce, StoreBehind),
}
"""By connector."""


def part(example: str, path: str) -> Any:
    """One YAML file of an example; None where it has none."""
    file = EXAMPLES / example / path
    return yaml_text.read(file.read_text()).value if file.is_file() else None


def orders_of(example: str, name: str) -> tuple[str, dict[str, str]]:
    """The webhook that brings a flow's orders ('' for none), and the connectors at both ends of it."""
    flow = part(example, layout.flow_file(name))
    known = part(example, layout.environment_file(ENVIRONMENT))["connections"]
    ends = (flow["source"]["connection"], flow["target"]["connection"])
    return flow["source"].get("webhook", ""), {name: known[name]["connector"] for name in ends}


def flows_of_orders() -> Iterator[tuple[str, str]]:
    """Examples, and their flows whose orders come from a shop that can be bought in here."""
    for file in EXAMPLES.glob(f"*/{layout.flow_file('*')}"):
        example, name = file.parents[1].name, file.stem
        if name.partition("-")[0] == "orders":
            webhook, kinds = orders_of(example, name)
            if webhook and next(iter(kinds.values())) in SHOPS:
                yield example, name


def orders_alone(example: str, name: str, folder: Path) -> Path:
    """An example with one flow, as `orders`, one fixture and nothing else: no more is made live than is looked at."""
    mapping, flow = part(example, layout.flow_file(name))["mapping"], Path(layout.flow_file(name)).name

    def left_out(place: str, names: list[str]) -> set[str]:
        first = min(names, default="")
        kept = {layout.FLOWS: flow, layout.MAPPINGS: mapping, layout.FIXTURES: first}.get(Path(place).name)
        return set() if kept is None else set(names) - {kept}

    alone = shutil.copytree(EXAMPLES / example, folder / example, ignore=left_out)
    (alone / layout.flow_file(name)).rename(alone / layout.flow_file("orders"))
    return alone


BETWEEN = sorted(flows_of_orders())


def proof(catalogue: Catalogue, kind: str, webhook: Webhook) -> tuple[str, dict[str, Any]]:
    """What follows the hook's address, and what a step has to add, so that the project's connection believes it."""
    connector, needed = catalogue.connector(kind), start_sandbox(catalogue.connector(kind)).connection("http://a")
    hidden = secret_names(connector.settings_type)
    plain = {name: value for name, value in needed.items() if name not in hidden}
    secrets = {name: value for name, value in needed.items() if name in hidden}
    topic = dict.fromkeys(webhook.topic_headers[:1], webhook.topic)
    if isinstance(signature := webhook.signature, StandardWebhooks):
        return "", {"headers": topic, "signs": {"scheme": "standard-webhooks", "secret": needed[signature.setting]}}
    if isinstance(signature, HmacSignature):
        signs = {"header": signature.headers[0], "secret": needed[signature.setting], "encoding": signature.encoding}
        return "", {"headers": topic, "signs": signs}
    bare = Incoming(headers=topic, body=b"", received_at=datetime.now(UTC))
    signed = signature.signed(bare, fill(connector.settings_type, plain, secrets))
    return f"/{signed.path_secret}".rstrip("/"), {"headers": dict(signed.headers)}


@pytest.fixture(params=BETWEEN, ids="/".join)
async def day(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    mail: Receiver,
    catalogue: Catalogue,
    database: Database,
    pool: EvaluationPool,
) -> AsyncIterator[Day]:
    """A day of an example whose shop tells Patchworks of its orders, and nobody else."""
    webhook, kinds = orders_of(*request.param)
    shop_s, target_s = kinds
    kind = kinds[shop_s]
    with served(catalogue, {**kinds, THROUGH: "patchworks"}) as at:
        alone = str(orders_alone(*request.param, tmp_path))
        async with at_work(alone, kinds, at, catalogue, database, pool) as running:
            with (
                httpx.Client(base_url=at[shop_s]) as shop,
                httpx.Client(base_url=at[target_s]) as hub,
                httpx.Client(base_url=at[THROUGH]) as patchworks,
            ):
                SHOPS[kind].tell(shop, trigger(catalogue, at[THROUGH]))
                end, adds = proof(catalogue, kind, catalogue.connector(kind).webhook(webhook))
                day = SHOPS[kind].day(World(shop, hub, mail), running, patchworks)
                day.at_patchworks("flows", trigger=TRIGGER, address=f"{mail.url}/orders{end}", **adds)
                yield day


def trigger(catalogue: Catalogue, address: str) -> str:
    """The address of the flow's trigger, with its signature."""
    known = start_sandbox(catalogue.connector("patchworks")).connection(address)
    place = f"{known['triggers_url']}/{known['company']}/{TRIGGER}"
    return f"{place}?patchworks_signature={known['trigger_signature']}"


async def test_an_order_that_patchworks_passes_on_twice_is_at_the_target_once(day: Day) -> None:
    before = day.target()
    await day.buy(tea=1)
    await day.later(60)
    once = day.target()
    assert once != before
    assert states(await day.records("orders")) == [("delivered", "")]
    (run,) = day.runs()
    day.at_patchworks("retries", run=int(run["id"]))
    day.run_flows()
    await day.bring("orders")
    await day.later(60)
    assert day.target() == once
    counts = await day.counts("orders")
    assert (counts.received, counts.delivered, counts.duplicates) == (1, 1, 1)
