"""Nobody overwrites a change they have not seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

PROJECT = "/api/v1/projects/acme"
MAPPING = f"{PROJECT}/mappings/order-to-warehouse"
FIXTURE = {"input": {"id": 1}, "expect": {"kind": "hold", "code": "source-invalid"}}
LOOKUP = {"keys": ["shopify"], "values": ["seko"], "owner": "warehouse team"}
FLOW = {
    "source": {"connection": "shop", "webhook": "order-created"},
    "mapping": "order-to-warehouse",
    "target": {"connection": "warehouse", "operation": "create-order"},
    "owner": "order desk",
}

PUT_OR_CREATE = [
    (f"{MAPPING}/draft", {"text": "name"}, {"text": "id"}),
    (f"{MAPPING}/fixtures/empty", FIXTURE, FIXTURE | {"description": "No lines"}),
    (f"{PROJECT}/lookups/carriers", LOOKUP, LOOKUP | {"owner": "shop team"}),
    (f"{PROJECT}/flows/orders", FLOW, FLOW | {"order": "supersede"}),
]


@pytest.mark.parametrize(("path", "first", "second"), PUT_OR_CREATE)
async def test_what_is_created_is_changed_from_the_state_that_was_read(
    editor: httpx.AsyncClient, problem: Problem, path: str, first: object, second: object
) -> None:
    created = await editor.put(path, json=first, headers={"If-None-Match": "*"})
    assert created.is_success, created.text
    assert (await editor.get(path)).headers["etag"] == created.headers["etag"]
    changed = await editor.put(path, json=second, headers={"If-Match": created.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != created.headers["etag"]
    problem(await editor.put(path, json=first, headers={"If-Match": created.headers["etag"]}), 412, "stale")
    assert (await editor.get(path)).json().items() <= changed.json().items()  # some tell more of a change


@pytest.mark.parametrize(("path", "first", "second"), PUT_OR_CREATE)
async def test_creating_what_exists_is_stale(
    editor: httpx.AsyncClient, problem: Problem, path: str, first: object, second: object
) -> None:
    (await editor.put(path, json=first, headers={"If-None-Match": "*"})).raise_for_status()
    problem(await editor.put(path, json=second, headers={"If-None-Match": "*"}), 412, "stale")


@pytest.mark.parametrize(("path", "first", "second"), PUT_OR_CREATE)
async def test_changing_what_is_not_there_is_stale(
    editor: httpx.AsyncClient, problem: Problem, path: str, first: object, second: object
) -> None:
    problem(await editor.put(path, json=first, headers={"If-Match": '"1"'}), 412, "stale")


@pytest.mark.parametrize(("path", "first", "second"), PUT_OR_CREATE)
async def test_an_edit_that_does_not_say_what_it_was_made_from_is_refused(
    editor: httpx.AsyncClient, problem: Problem, path: str, first: object, second: object
) -> None:
    found = problem(await editor.put(path, json=first), 428, "precondition-required")
    assert "If-Match" in found["remedy"]


@pytest.mark.parametrize("header", ['W/"1"', "1", '"one"', '"1", "2"', '"99999999999999999999"', ""])
async def test_an_etag_that_never_was_is_stale(
    admin: httpx.AsyncClient, acme: None, problem: Problem, header: str
) -> None:
    settings = {"title": "Acme", "environments": ["sandbox", "live"]}
    problem(await admin.put(PROJECT, json=settings, headers={"If-Match": header}), 412, "stale")


async def test_a_star_overwrites_whatever_is_there(admin: httpx.AsyncClient, acme: None) -> None:
    settings = {"title": "Acme Living", "environments": ["sandbox", "live"]}
    changed = await admin.put(PROJECT, json=settings, headers={"If-Match": "*"})
    assert changed.json()["title"] == "Acme Living"


@pytest.mark.parametrize("headers", [{"If-None-Match": '"1"'}, {"If-None-Match": "*", "If-Match": '"1"'}])
async def test_conditions_that_make_no_sense_are_refused(
    editor: httpx.AsyncClient, problem: Problem, headers: dict[str, str]
) -> None:
    problem(await editor.put(f"{MAPPING}/draft", json={"text": ""}, headers=headers), 400, "invalid-precondition")


async def test_created_things_say_where_they_are(admin: httpx.AsyncClient) -> None:
    created = await admin.post("/api/v1/projects", json={"name": "acme", "title": "Acme"})
    assert created.status_code == 201
    assert (await admin.get(created.headers["location"])).json() == created.json()


async def test_connections_come_and_go_without_their_secrets(admin: httpx.AsyncClient, acme: None) -> None:
    path = f"{PROJECT}/environments/sandbox/connections"
    secrets = {"access_token": "made-up-and-secret"}
    new = {"name": "shop", "connector": "shopify", "settings": {"shop": "acme"}, "secrets": secrets}
    created = await admin.post(path, json=new)
    assert created.status_code == 201, created.text
    assert created.json()["secrets_set"] == ["access_token"]
    place = created.headers["location"]
    changed = await admin.put(place, json={"settings": {"shop": "acme-two"}}, headers={"If-Match": '"1"'})
    assert changed.json()["secrets_set"] == ["access_token"]
    read = await admin.get(place)
    assert all("made-up-and-secret" not in answer.text for answer in (created, changed, read))
    assert (await admin.delete(place, headers={"If-Match": changed.headers["etag"]})).status_code == 204
    assert (await admin.get(place)).status_code == 404
