"""Webhooks on the wire: verified, bounded, stored before they are acknowledged, and without a token."""

from __future__ import annotations

import base64
import gzip
import zlib
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from running import PLACE, PROJECT, LiveFlow, signed
from sqlalchemy import text

from crossdock.model.access import Principal
from crossdock.model.page import PageRequest
from crossdock.model.project import ConnectionSettings
from crossdock.model.record import DeliveryOutcome
from crossdock.store.database import Database
from crossdock.studio.studio import Studio
from crossdock_api.logs import told_path

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

HOOK = "/hooks/sandbox/acme/orders"


async def test_a_signed_order_is_stored_and_acknowledged(
    flow: LiveFlow, nobody: httpx.AsyncClient, viewer: httpx.AsyncClient
) -> None:
    body = flow.order(1042)
    taken = await nobody.post(HOOK, content=body, headers=signed(body))
    assert taken.status_code == 200, taken.text
    (record,) = taken.json()["records"]
    assert taken.json()["duplicates"] == 0
    found = await viewer.get(f"/api/v1/projects/acme/environments/sandbox/records/{record}")
    assert (found.json()["key"], found.json()["state"]) == ("1042", "in-flight")
    again = await nobody.post(HOOK, content=body, headers=signed(body))
    assert (again.status_code, again.json()) == (200, {"records": [], "duplicates": 1})


async def test_what_does_not_prove_itself_is_rejected_and_counted(
    flow: LiveFlow, nobody: httpx.AsyncClient, studio: Studio, administrator: Principal, problem: Problem
) -> None:
    body = flow.order(1)
    found = problem(await nobody.post(HOOK, content=body), 401, "signature-missing")
    assert found["instance"] == HOOK
    wrong = await nobody.post(HOOK, content=body + b" ", headers=signed(body))
    problem(wrong, 401, "signature-wrong")
    assert "Bearer" not in wrong.headers["www-authenticate"]
    page = await studio.deliveries.list(administrator, PROJECT, PLACE, PageRequest(), outcome=DeliveryOutcome.REJECTED)
    assert [one.code for one in page.items] == ["signature-wrong", "signature-missing"]
    assert {one.source for one in page.items} == {"127.0.0.1"}
    counts = await studio.flows.counts(administrator, PROJECT, PLACE, "orders")
    assert (counts.received, counts.rejected, counts.deliveries) == (0, 2, 2)


@pytest.mark.parametrize("path", ["sandbox/acme/order", "sandbox/other/orders", "uat/acme/orders", "live/acme/orders"])
async def test_an_address_of_no_flow_takes_nothing(
    flow: LiveFlow, nobody: httpx.AsyncClient, problem: Problem, path: str
) -> None:
    body = flow.order(1)
    problem(await nobody.post(f"/hooks/{path}", content=body, headers=signed(body)), 404, "not-found")


async def test_what_is_no_order_is_kept_for_a_person(
    flow: LiveFlow, nobody: httpx.AsyncClient, viewer: httpx.AsyncClient
) -> None:
    body = b"\x00 no order"
    taken = await nobody.post(HOOK, content=body, headers=signed(body))
    (record,) = taken.json()["records"]
    held = await viewer.get(f"/api/v1/projects/acme/environments/sandbox/holds/{record}")
    assert held.json()["code"] == "not-understood"


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
async def test_a_packed_body_is_unpacked_and_bounded(
    flow: LiveFlow, nobody: httpx.AsyncClient, problem: Problem, coding: str, pack: Callable[[bytes], bytes]
) -> None:
    body = flow.order(1)
    headers = signed(body) | {"content-encoding": coding}
    assert (await nobody.post(HOOK, content=pack(body), headers=headers)).status_code == 200
    bomb = b" " * 200_001
    headers = signed(bomb) | {"content-encoding": coding}
    problem(await nobody.post(HOOK, content=pack(bomb), headers=headers), 413, "too-large")
    problem(await nobody.post(HOOK, content=bomb, headers=signed(bomb)), 413, "too-large")


async def test_an_unknown_packing_is_refused(flow: LiveFlow, nobody: httpx.AsyncClient, problem: Problem) -> None:
    body = flow.order(1)
    headers = signed(body) | {"content-encoding": "br"}
    problem(await nobody.post(HOOK, content=body, headers=headers), 415, "unsupported-content-encoding")


async def test_nothing_is_acknowledged_that_is_not_stored(
    flow: LiveFlow, nobody: httpx.AsyncClient, database: Database, studio: Studio, administrator: Principal
) -> None:
    async with database.begin() as connection:
        await connection.execute(text("ALTER TABLE journal RENAME TO gone"))
    body = flow.order(1)
    failed = await nobody.post(HOOK, content=body, headers=signed(body))
    assert failed.status_code == 500
    async with database.begin() as connection:
        await connection.execute(text("ALTER TABLE gone RENAME TO journal"))
    assert (await studio.flows.counts(administrator, PROJECT, PLACE, "orders")).deliveries == 0
    assert len((await nobody.post(HOOK, content=body, headers=signed(body))).json()["records"]) == 1


async def test_whoever_looks_is_told_what_the_address_is_for(nobody: httpx.AsyncClient) -> None:
    for path in (HOOK, f"{HOOK}/a-made-up-secret"):
        response = await nobody.get(path)
        assert (response.status_code, response.headers["allow"]) == (405, "POST")
        assert "POST" in response.json()["detail"]
        assert "a-made-up-secret" not in response.text


async def test_a_platform_that_signs_nothing_proves_itself_by_the_secret(
    flow: LiveFlow, nobody: httpx.AsyncClient, editor: httpx.AsyncClient, studio: Studio, administrator: Principal
) -> None:
    mapping = {"name": "dispatch-to-order", "source": "seko/dispatch", "target": "seko/order"}
    (await editor.post("/api/v1/projects/acme/mappings", json=mapping)).raise_for_status()
    wanted = {
        "source": {"connection": "warehouse", "webhook": "dispatch"},
        "mapping": "dispatch-to-order",
        "target": {"connection": "warehouse", "operation": "create-order"},
        "owner": "order desk",
    }
    put = await editor.put("/api/v1/projects/acme/flows/dispatches", json=wanted, headers={"If-None-Match": "*"})
    assert put.status_code == 201, put.text
    connection = await studio.connections.get(administrator, PROJECT, PLACE, "warehouse")
    secrets = ConnectionSettings(settings=connection.settings, secrets={"push_secret": "a made-up secret: long"})
    await studio.connections.change(administrator, PROJECT, PLACE, "warehouse", secrets, None)
    place = "/hooks/sandbox/acme/dispatches"
    basic = base64.b64encode(b"seko:a made-up secret: long").decode()
    statuses = [
        (await nobody.post(place, content=b"{}")).status_code,
        (await nobody.post(f"{place}/another", content=b"{}")).status_code,
        (await nobody.post(f"{place}/a%20made-up%20secret:%20long", content=b"{}")).status_code,
        (await nobody.post(place, content=b"[]", headers={"Authorization": f"Basic {basic}"})).status_code,
    ]
    assert statuses == [401, 401, 200, 200]


def test_secrets_in_addresses_are_not_logged() -> None:
    assert told_path("/hooks/live/acme/orders/secret/more") == "/hooks/live/acme/orders/..."
    for path in ("/hooks/live/acme/orders", "/api/v1/projects/acme/flows/orders/x", "/"):
        assert told_path(path) == path
