"""Lookups over the API: settings, rows one by one, and all of them as CSV."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

PROJECT = "/api/v1/projects/acme"
CARRIERS = f"{PROJECT}/lookups/carriers"
CSV = {"Content-Type": "text/csv"}


@pytest.fixture
async def carriers(editor: httpx.AsyncClient) -> httpx.AsyncClient:
    """An editor, and a lookup with one row."""
    settings = {"keys": ["shopify"], "values": ["seko"], "owner": "warehouse team"}
    (await editor.put(CARRIERS, json=settings, headers={"If-None-Match": "*"})).raise_for_status()
    row = {"keys": ["Express"], "values": ["DPD"], "reason": "First"}
    (await editor.post(f"{CARRIERS}/rows", json=row)).raise_for_status()
    return editor


async def test_rows_are_added_replaced_and_removed(carriers: httpx.AsyncClient, problem: Problem) -> None:
    await carriers.post(f"{CARRIERS}/rows", json={"keys": ["Express"], "values": ["UPS"], "reason": "Cheaper"})
    assert (await carriers.get(f"{CARRIERS}/rows")).json()["items"] == [{"keys": ["Express"], "values": ["UPS"]}]
    gone = await carriers.delete(f"{CARRIERS}/rows", params={"key": "Express", "reason": "Closed"})
    assert (gone.status_code, gone.json()["row_count"]) == (200, 0)
    history = (await carriers.get(f"{CARRIERS}/revisions")).json()["items"]
    assert [change["reason"] for change in history][:2] == ["Closed", "Cheaper"]
    problem(await carriers.delete(f"{CARRIERS}/rows", params={"key": "Express"}), 404, "not-found")


async def test_a_csv_replaces_all_rows_and_comes_back(carriers: httpx.AsyncClient) -> None:
    etag = (await carriers.get(CARRIERS)).headers["etag"]
    body = 'shopify,seko\nExpress,DPD\n"Post, 2nd class",\'=RM\n'
    put = await carriers.put(
        f"{CARRIERS}/rows.csv", content=body, headers=CSV | {"If-Match": etag}, params={"reason": "Autumn"}
    )
    assert (put.status_code, put.json()["added"], put.json()["reason"]) == (200, 1, "Autumn"), put.text
    rows = (await carriers.get(f"{CARRIERS}/rows")).json()["items"]
    assert {"keys": ["Post, 2nd class"], "values": ["=RM"]} in rows
    got = await carriers.get(f"{CARRIERS}/rows.csv")
    assert got.headers["content-type"] == "text/csv; charset=utf-8"
    assert got.headers["etag"] == put.headers["etag"]
    assert sorted(got.text.splitlines()) == sorted(body.splitlines())


async def test_a_csv_with_a_wrong_row_changes_nothing(carriers: httpx.AsyncClient, problem: Problem) -> None:
    headers = CSV | {"If-Match": "*"}
    body = "shopify,seko\nExpress\nPost,RM,extra\n"
    found = problem(await carriers.put(f"{CARRIERS}/rows.csv", content=body, headers=headers), 400, "malformed")
    assert [error["line"] for error in found["errors"]] == [2, 3]
    assert (await carriers.get(f"{CARRIERS}/rows")).json()["items"] == [{"keys": ["Express"], "values": ["DPD"]}]


async def test_a_csv_made_from_an_older_state_is_stale(carriers: httpx.AsyncClient, problem: Problem) -> None:
    headers = CSV | {"If-Match": '"1"'}
    problem(await carriers.put(f"{CARRIERS}/rows.csv", content="shopify,seko\n", headers=headers), 412, "stale")


@pytest.mark.parametrize(("body", "status", "code"), [(b"\xff", 400, "malformed"), (b"a,b\n1,2\n", 400, "malformed")])
async def test_what_is_no_csv_of_this_lookup_is_refused(
    carriers: httpx.AsyncClient, problem: Problem, body: bytes, status: int, code: str
) -> None:
    problem(await carriers.put(f"{CARRIERS}/rows.csv", content=body, headers=CSV | {"If-Match": "*"}), status, code)


async def test_a_csv_sent_as_json_is_refused(carriers: httpx.AsyncClient, problem: Problem) -> None:
    headers = {"Content-Type": "application/json", "If-Match": "*"}
    response = await carriers.put(f"{CARRIERS}/rows.csv", content="shopify,seko\n", headers=headers)
    problem(response, 415, "unsupported-media-type")


async def test_an_older_revision_can_still_be_read(carriers: httpx.AsyncClient) -> None:
    before = (await carriers.get(CARRIERS)).json()["revision"]
    await carriers.post(f"{CARRIERS}/rows", json={"keys": ["Post"], "values": ["RM"]})
    assert "Post" not in (await carriers.get(f"{CARRIERS}/rows.csv", params={"revision": before})).text
    assert "Post" in (await carriers.get(f"{CARRIERS}/rows.csv")).text


async def test_pasted_rows_are_compared_and_then_merged(carriers: httpx.AsyncClient, problem: Problem) -> None:
    pasted = {"rows": [{"keys": ["Express"], "values": ["UPS"]}, {"keys": ["Post"], "values": ["RM"]}]}
    compared = await carriers.post(f"{CARRIERS}/rows/comparison", json=pasted)
    assert [(row["change"], row.get("before")) for row in compared.json()["items"]] == [
        ("changed", ["DPD"]),
        ("added", None),
    ]
    problem(await carriers.post(f"{CARRIERS}/rows/merge", json=pasted), 428, "precondition-required")
    etag = (await carriers.get(CARRIERS)).headers["etag"]
    merged = await carriers.post(f"{CARRIERS}/rows/merge", json=pasted, headers={"If-Match": etag})
    assert (merged.status_code, merged.json()["added"], merged.json()["changed"]) == (200, 1, 1)
    assert (await carriers.get(f"{CARRIERS}/rows")).json()["items"] == pasted["rows"]
    alone = {"rows": pasted["rows"][1:], "replace": True}
    replaced = await carriers.post(f"{CARRIERS}/rows/merge", json=alone, headers={"If-Match": merged.headers["etag"]})
    assert (replaced.json()["removed"], replaced.json()["added"]) == (1, 0)
    assert (await carriers.get(f"{CARRIERS}/rows")).json()["items"] == alone["rows"]


async def test_what_asks_a_lookup_is_told(carriers: httpx.AsyncClient) -> None:
    usage = (await carriers.get(f"{CARRIERS}/usage")).json()
    assert (usage["mappings"], usage["guards"]) == ([], [])


async def test_rows_are_listed_with_when_records_last_found_them(carriers: httpx.AsyncClient, problem: Problem) -> None:
    (use,) = (await carriers.get(f"{CARRIERS}/usage/rows", params={"unused_days": 30})).json()["items"]
    assert (use["row"], use["hit_at"]) == ({"keys": ["Express"], "values": ["DPD"]}, None)
    problem(await carriers.get(f"{CARRIERS}/usage/rows", params={"unused_days": -1}), 400, "invalid-parameter")
