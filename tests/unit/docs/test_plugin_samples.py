"""The connector on the page about plugins is one that works."""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import msgspec
import pytest

from crossdock.connect import Connector, Incoming, Receipt, Repeat
from crossdock.connect.line import Line
from crossdock.errors import Rejected
from crossdock.testing import ConnectorContract

PAGE = Path(__file__).parents[3] / "docs" / "plugins.md"
PARCEL = {"reference": "R-7", "changed_at": "2026-03-02T10:00:00Z", "carrier": {"tracking_number": "XX1"}}


@pytest.fixture(scope="module")
def samples() -> dict[str, Any]:
    """The names that the page's connector and its test define."""
    _, _, following = PAGE.read_text().partition("## A connector that writes and listens")
    section, _, _ = following.partition("\n## Hooks")
    connector, test = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    module = sys.modules["acme_of_the_page"] = ModuleType("acme_of_the_page")
    exec(connector + test, vars(module))  # noqa: S102  # it is our own page
    return vars(module)


@pytest.fixture
def acme(samples: dict[str, Any]) -> Connector:
    made: Connector = samples["Acme"](samples["TestAcme"].settings)
    return made


def test_its_test_is_the_contract(samples: dict[str, Any]) -> None:
    assert issubclass(samples["TestAcme"], ConnectorContract)
    assert samples["TestAcme"].connector is samples["Acme"]


def test_it_believes_its_platform_and_nobody_else(acme: Connector) -> None:
    left = acme.webhook("parcel-left")
    plain = Incoming(headers={"x-acme-event": "E1"}, body=json.dumps(PARCEL).encode(), received_at=datetime.now(UTC))
    signed = left.signature.signed(plain, acme.settings)
    acme.verify(left, signed)
    (message,) = acme.messages(left, signed)
    assert (message.key, message.version, message.event_id) == ("R-7", "2026-03-02T10:00:00Z", "E1")
    assert message.identities == (("parcel", "R-7"), ("tracking", "XX1"))
    with pytest.raises(Rejected):
        acme.verify(left, msgspec.structs.replace(signed, body=signed.body + b" "))


@pytest.mark.parametrize(
    ("there", "found"), [([{"id": "P1"}], Receipt(id="P1", identities=(("parcel", "P1"),))), ([], None)]
)
async def test_it_writes_and_finds(there: list[Any], found: Receipt | None, acme: Connector) -> None:
    def platform(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json={"parcels": there})
        return httpx.Response(201, json={"parcel": {"id": json.loads(request.content)["reference"]}})

    create = acme.operation("create-parcel")
    assert create.repeat is Repeat.FOUND
    async with Line(acme, transport=httpx.MockTransport(platform)) as line:
        assert (await acme.write(line, create, PARCEL, {})).id == "R-7"
        assert await acme.find(line, create, PARCEL, {}) == found


def test_every_way_a_repeat_can_go_is_explained() -> None:
    rows = re.findall(r"^\| `([a-z]+)` \|", PAGE.read_text(), re.MULTILINE)
    assert set(Repeat) <= set(rows)
