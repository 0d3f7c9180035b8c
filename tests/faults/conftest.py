"""The fault runs: processes are killed and frozen while orders are on their way.

They are collected only when this folder is asked for: `make test` does so in the short form, `make faults` in the long.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from crossdock.demo.process import DemoProcess
from crossdock.demo.sandboxes import SandboxProcess
from crossdock.demo.seed_flow import access_to
from crossdock.store.private_file import temporary_data_folder

from .goods import stock_up
from .plant import Plant

SHORT, LONG = 40, 400


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    asked = any(Path(__file__).parent.name in Path(argument.split("::")[0]).parts for argument in config.args)
    return None if asked else True


@pytest.fixture(scope="session")
def many() -> int:
    """How many orders a run takes: CROSSDOCK_FAULTS=long asks for the long form."""
    return LONG if os.environ.get("CROSSDOCK_FAULTS") == "long" else SHORT


@pytest.fixture
def plant() -> Iterator[Plant]:
    """A demo without traffic, its worker and its database, before a warehouse that outlives all of them."""
    with ExitStack() as stack:
        place = stack.enter_context(temporary_data_folder())
        seko = stack.enter_context(SandboxProcess("seko", place / "seko.log"))
        shopify = stack.enter_context(SandboxProcess("shopify", place / "shopify.log"))
        stock_up(seko.address, access_to("seko", seko.address))
        addresses = {"seko": seko.address, "shopify": shopify.address}
        demo = DemoProcess(place / "data", traffic=False, sandboxes=addresses)
        stack.callback(demo.stop)
        yield Plant(demo, demo.start())
