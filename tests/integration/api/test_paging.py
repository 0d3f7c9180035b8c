"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

PROJECTS = "/api/v1/projects"


@pytest.fixture
async def seven(admin: httpx.AsyncClient) -> list[str]:
    names = [f"brand-{number}" for number in range(7)]
    for name in names:
        (await admin.post(PROJECTS, json={"name": name, "title": name})).raise_for_status()
    return names


async def test_following_next_gives_every_item_once(admin: httpx.AsyncClient, seven: list[str]) -> None:
    found: list[str] = []
    cursor: dict[str, str] = {}
    for _ in range(4):
        page = (await admin.get(PROJECTS, params={"limit": "2"} | cursor)).json()
        found += [item["name"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert sorted(found) == seven


async def test_the_link_header_leads_to_the_next_page(admin: httpx.AsyncClient, seven: list[str]) -> None:
    found: list[str] = []
    address: str | None = f"{PROJECTS}?limit=3"
    while address:
        response = await admin.get(address)
        found += [item["name"] for item in response.json()["items"]]
        address = response.links.get("next", {}).get("url")
    assert sorted(found) == seven


async def test_a_list_that_fits_on_a_page_has_no_next(admin: httpx.AsyncClient, seven: list[str]) -> None:
    response = await admin.get(PROJECTS)
    assert response.json()["next"] is None
    assert "link" not in response.headers


@pytest.mark.parametrize("limit", ["0", "201", "ten", "-1"])
async def test_a_limit_that_is_none_is_refused(admin: httpx.AsyncClient, problem: Problem, limit: str) -> None:
    found = problem(await admin.get(PROJECTS, params={"limit": limit}), 400, "invalid-parameter")
    assert "'limit'" in found["errors"][0]["message"]


@pytest.mark.parametrize("cursor", ["nonsense", "", "ü", "bnVsbA", "Mw"])
async def test_a_cursor_that_is_none_is_refused(
    admin: httpx.AsyncClient, seven: list[str], problem: Problem, cursor: str
) -> None:
    problem(await admin.get(PROJECTS, params={"cursor": cursor}), 422, "invalid-cursor")
