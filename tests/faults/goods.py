"""Goods for the warehouse of a fault run, so that it does not run out of them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence

import httpx

from crossdock.demo.control import control
from crossdock.demo.goods import announcement
from crossdock.demo.seed_flow import Access

QUANTITY = 1_000_000
"""Of each product, in each distribution centre."""
_AT_ONCE = 3600
"""A pace at which goods arrive a second after they were announced."""
_ARRIVE_SECONDS = 30.0


def stock_up(address: str, access: Access) -> None:
    """Announce plenty of every product at a SEKO sandbox, and wait until it has arrived.

    To be done before there are orders: they would all be dispatched in that time. Raises httpx.HTTPError where the
    sandbox does not answer, TimeoutError where nothing arrives.
    """
    usual = control(address, "switches")["pace"]
    control(address, "switches", {"pace": _AT_ONCE})
    for dc, products in _products(address).items():
        _announce(access, announcement(f"DEMO-{dc}", dc, dict.fromkeys(products, QUANTITY)))
    _await_arrival(address)
    control(address, "switches", {"pace": usual})


def _announce(access: Access, document: dict[str, object]) -> None:
    httpx.post(
        f"{access.settings['base_url']}/receipts/v3/submit",
        params={"api_key": access.secrets["api_key"]},
        json=document,
        timeout=30,
        trust_env=False,
    ).raise_for_status()


def _products(address: str) -> Mapping[str, Sequence[str]]:
    """The products of each distribution centre."""
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for place in control(address, "state")["stock"]:
        dc, _, code = place["id"].partition("/")
        codes[dc].append(code)
    return codes


def _await_arrival(address: str) -> None:
    until = time.monotonic() + _ARRIVE_SECONDS
    while not all(receipt["arrived"] for receipt in control(address, "state")["receipts"]):
        if time.monotonic() > until:
            raise TimeoutError("the goods did not arrive at the simulated warehouse")
        time.sleep(0.05)
